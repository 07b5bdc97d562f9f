import type { Id } from '@/lib/platform/ids';
import type { LedgerAction } from './actions';
import { chatIdsOf } from './chat-ids';
import { factsInWords } from './facts-text';
import type { LedgerRow } from './queries';
import { EXPIRED_WORDS, NOT_KEPT } from './retention/kinds';
import { sentenceOf } from './sentence';

/** An act of live chat in words. Names of fields, never what was said or given. */
export interface ChatLine {
  id: Id;
  /** ISO time. */
  at: string;
  /** "Opened a conversation", "Tried to open a conversation". */
  what: string;
  who: string;
  conversationId: Id | null;
  visitId: Id | null;
  fields: readonly string[];
  details: string;
}

export const chatLineOf = (row: LedgerRow): ChatLine => ({
  id: row.id,
  at: row.at.toISOString(),
  what: sentenceOf(row.action as LedgerAction, row.outcome),
  who: row.actorName || NOT_KEPT,
  ...chatIdsOf(row),
  fields: row.fields,
  details: row.expiredBy !== null ? EXPIRED_WORDS : factsInWords(row.facts, ['visitId']),
});
