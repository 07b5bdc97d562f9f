import { z } from 'zod';
import type { Message, MessageFrame } from '@/lib/chat/conversations/changes';
import { readMessages } from '@/lib/chat/programs/read';
import { DAMAGED, INTEGRITY } from '@/lib/protection/integrity/errors';
import type { Endpoint } from '../endpoint';
import { readQuery } from '../read-query';
import { pageOf, pageQuery, timeParameter } from './paging';
import { assertPortal, conversationIdOf, wrapped } from './portal';

const messagesQuery = z.object({
  ...pageQuery,
  from_time: timeParameter.describe('Written at or after, in milliseconds').optional(),
  to_time: timeParameter.describe('Written before, in milliseconds; alone, the newest come first').optional(),
});

const TYPES = { visitor: 'text', operator: 'text', note: 'note', event: 'info' } as const;

/** What is withheld has no key. A visitor goes by an id: the name stands in the conversation's details. */
function toMessageJson(message: Message | MessageFrame, visitorId: string) {
  const { id, seq, kind, author, file, at } = message;
  const damaged = 'damaged' in message && message.damaged;
  const text = 'text' in message && !damaged ? message.text : undefined;
  const event = 'event' in message ? message.event : undefined;
  return {
    sequence_id: String(seq),
    id,
    type: file ? 'file' : TYPES[kind],
    sender:
      kind === 'visitor' ? { id: visitorId, type: 'visitor' } : { ...author, type: author ? 'operator' : 'system' },
    message: {
      ...(damaged && { error: { code: INTEGRITY, message: DAMAGED } }),
      ...(text && { text }),
      ...(event && { event }),
      ...(file && {
        file: {
          id: file.id,
          ...('name' in file && { name: file.name }),
          content_type: file.contentType,
          size: file.sizeBytes,
        },
      }),
    },
    time: String(Date.parse(at)),
  };
}

export const messagesEndpoint: Endpoint = {
  method: 'get',
  path: '/salesiq/v2/{portal}/conversations/{conversationId}/messages',
  tag: 'Live chat',
  summary: 'Get what was said in a conversation; each time an event',
  need: () => ({ area: 'conversations', act: 'READ' }),
  query: messagesQuery,
  answers: { 200: 'MessageList', 404: 'No such conversation' },
  async run(call) {
    assertPortal(call);
    const { from_time: from, to_time: to, ...asked } = readQuery(messagesQuery, call.query);
    const id = conversationIdOf(call);
    const page = await pageOf<number>(call, { list: 'api.messages', by: [id, from, to] }, asked);
    const { visitorId, messages, more } = await readMessages(call.ctx, id, {
      ...page.reads,
      ...(from && { from }),
      ...(to && { to }),
      newestFirst: to !== undefined && from === undefined,
    });
    return wrapped(
      call,
      'list',
      messages.map((message) => toMessageJson(message, visitorId)),
      { more, next: page.next(more ? messages.at(-1)?.seq : null) },
    );
  },
};
