import type { Id } from '@/lib/platform/ids';
import { readFacts } from './facts-text';
import type { LedgerRow } from './queries';

/** Whose subject is a conversation. */
const OF_CONVERSATIONS = /^(?:conversation|visitor|chat_extract)\./;

/** The conversation and the visit that an act of live chat was about, where it was about one. */
export function chatIdsOf({ action, subjectId, facts }: Pick<LedgerRow, 'action' | 'subjectId' | 'facts'>): {
  conversationId: Id | null;
  visitId: Id | null;
} {
  const { visitId } = readFacts(facts);
  return {
    conversationId: OF_CONVERSATIONS.test(action) ? subjectId : null,
    visitId: typeof visitId === 'string' ? visitId : null,
  };
}
