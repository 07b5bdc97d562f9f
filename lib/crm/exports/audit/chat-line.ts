import { toCsv } from '@/lib/platform/files/to-csv';
import type { ChatLine } from '@/lib/protection/ledger/chat-line';

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

/** One act of live chat as a line, in the order of the header. */
export const toChatAuditCells = (line: ChatLine): string[] => [
  line.at,
  line.what,
  line.who,
  line.conversationId ?? '',
  line.visitId ?? '',
  line.fields.join(', '),
  line.details,
];

/** A whole file: for the few acts of an extract. */
export const chatLinesCsv = (lines: readonly ChatLine[]): string =>
  toCsv([CHAT_AUDIT_COLUMNS, ...lines.map(toChatAuditCells)]);
