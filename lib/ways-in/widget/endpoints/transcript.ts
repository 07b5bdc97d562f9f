import { transcriptOf } from '@/lib/chat/conversations/transcript';
import type { Endpoint } from '../endpoint';

export const transcriptEndpoint: Endpoint = {
  method: 'GET',
  path: 'conversations/:id/transcript',
  limit: 'settle',
  for: 'visitor',
  async run({ ctx, params: { id: conversationId = '' } }) {
    return new Response(await transcriptOf(ctx, { conversationId }), {
      headers: {
        'content-type': 'text/plain; charset=utf-8',
        'content-disposition': 'attachment; filename="chat.txt"',
      },
    });
  },
};
