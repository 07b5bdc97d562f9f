import { changesSince } from '@/lib/chat/conversations/changes';
import { getConversation } from '@/lib/chat/conversations/get';
import { openConversation } from '@/lib/chat/conversations/open';
import { listQueue, QUEUES } from '@/lib/chat/conversations/queues';
import { searchConversations } from '@/lib/chat/conversations/search';
import { transcriptOf } from '@/lib/chat/conversations/transcript';
import { HIDDEN_CHAT } from '../values';

import type { Verb } from './ask';

/** What an operator asks of a conversation that another has; what is hidden in it they are not told. */
export const SECOND_READS: Readonly<Record<string, Verb>> = {
  readAlong: (ctx, { hiddenChatId: conversationId }) => [
    () => openConversation(ctx, { conversationId }),
    () => getConversation(ctx, conversationId),
    () => changesSince(ctx, conversationId, 0),
    () => transcriptOf(ctx, { conversationId }),
    () => searchConversations(ctx, { field: 'phone', value: HIDDEN_CHAT.first.ssn }),
    () => searchConversations(ctx, { field: 'name', value: `Vera ${HIDDEN_CHAT.first.word}` }),
  ],
  listQueue: (ctx) => QUEUES.map((queue) => () => listQueue(ctx, queue)),
};
