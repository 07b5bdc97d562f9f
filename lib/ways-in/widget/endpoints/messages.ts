import { hiddenSchema, newMessageSchema } from '@/lib/chat/messages/schemas';
import { sendMessage } from '@/lib/chat/messages/send';
import { invalid } from '@/lib/platform/errors';
import type { Endpoint } from '../endpoint';
import { readJson } from '../read-json';

const requestSchema = newMessageSchema.omit({ conversationId: true }).extend({ hidden: hiddenSchema });

export const messagesEndpoint: Endpoint = {
  method: 'POST',
  path: 'conversations/:id/messages',
  limit: 'message',
  for: 'visitor',
  async run({ ctx, request, params: { id: conversationId = '' } }) {
    const { clientId, text, hidden } = await readJson(request, requestSchema);
    if (hidden.some(({ start, end }) => start >= end || end > text.length)) {
      throw invalid('What is hidden must be a part of the message.', { fields: { hidden: 'is no part of the text' } });
    }
    const sent = await sendMessage(ctx, { conversationId, clientId, text }, { hidden });
    return Response.json(sent, { status: 201 });
  },
};
