import { PURPOSES } from '@/lib/protection/compliance/purposes';
import type { LedgerAction } from '@/lib/protection/ledger/actions';
import { factsInWords } from '@/lib/protection/ledger/facts-text';
import type { LedgerRow } from '@/lib/protection/ledger/queries';
import { EXPIRED_WORDS } from '@/lib/protection/ledger/retention/kinds';
import { sentenceOf } from '@/lib/protection/ledger/sentence';

/** The header of the audit log's CSV. */
export const AUDIT_COLUMNS = [
  'Time (UTC)',
  'User',
  'User ID',
  'Action',
  'What',
  'Outcome',
  'Module',
  'Record ID',
  'Subject ID',
  'Fields',
  'Details',
  'Purpose',
  'Door',
  'IP address',
  'Request ID',
  'Entry ID',
] as const;

/** One entry as a line, in the order of the header. */
export function toAuditLine(row: LedgerRow): string[] {
  return [
    row.at.toISOString(),
    row.actorName,
    row.actorId,
    row.action,
    sentenceOf(row.action as LedgerAction, row.outcome),
    row.outcome,
    row.module ?? '',
    row.recordId ?? '',
    row.subjectId ?? '',
    row.fields.join(', '),
    row.expiredBy !== null ? EXPIRED_WORDS : factsInWords(row.facts),
    row.purpose === null ? '' : (PURPOSES[row.purpose as keyof typeof PURPOSES] ?? row.purpose),
    row.door ?? '',
    row.ip ?? '',
    row.requestId,
    row.id,
  ];
}
