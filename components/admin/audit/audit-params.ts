import { parseAsString, parseAsStringLiteral } from 'nuqs';
import { ACTION_CHOICES, DEFAULT_RANGE, RANGE_NAMES } from '@/lib/admin/audit/choices';

/** What of the audit log stands in its address: ids, names and days. The server checks it anew. */
export const auditParams = {
  range: parseAsStringLiteral(RANGE_NAMES).withDefault(DEFAULT_RANGE),
  from: parseAsString,
  to: parseAsString,
  user: parseAsString,
  action: parseAsStringLiteral(ACTION_CHOICES),
  module: parseAsString,
  outcome: parseAsStringLiteral(['done', 'refused']),
  record: parseAsString,
  conversation: parseAsString,
  visit: parseAsString,
  after: parseAsString,
  before: parseAsString,
};
