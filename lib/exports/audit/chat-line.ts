import type { LedgerAction } from '../../ledger/actions';
import { chatIdsOf } from '../../ledger/chat-ids';
import { factsInWords } from '../../ledger/facts-text';
import type { LedgerRow } from '../../ledger/queries';
import { sentenceOf } from '../../ledger/sentence';

/** The header of live chat's audit as CSV. */
export const CHAT_AUDIT_COLUMNS = [
  'Time (UTC)',
  'Action',
  'Who',
  'Conversation ID',
  'Visit ID',
  'Fields',
  'Details',
] as const;

/** One act of live chat as a line, in the order of the header. Names of fields, never what was said or given. */
export function toChatAuditLine(row: LedgerRow): string[] {
  const { conversationId, visitId } = chatIdsOf(row);
  return [
    row.at.toISOString(),
    sentenceOf(row.action as LedgerAction, row.outcome),
    row.actorName,
    conversationId ?? '',
    visitId ?? '',
    row.fields.join(', '),
    factsInWords(row.facts, ['visitId']),
  ];
}
