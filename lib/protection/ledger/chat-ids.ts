import type { Id } from '@/lib/platform/ids';
import { readFacts } from './facts-text';
import { conversationOf } from './map/subjects';
import type { LedgerRow } from './queries';

/** The conversation and the visit that an act of live chat was about, where it was about one. */
export function chatIdsOf({ action, subjectId, facts }: Pick<LedgerRow, 'action' | 'subjectId' | 'facts'>): {
  conversationId: Id | null;
  visitId: Id | null;
} {
  const { visitId } = readFacts(facts);
  return {
    conversationId: conversationOf({ action, subjectId }),
    visitId: typeof visitId === 'string' ? visitId : null,
  };
}
