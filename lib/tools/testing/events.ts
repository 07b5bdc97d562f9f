import type { Id } from '@/lib/platform/ids';
import type { LedgerAction } from '@/lib/protection/ledger/actions';
import { ownerSql } from './database';

export interface FoundEvent {
  action: LedgerAction;
  outcome: 'done' | 'refused';
  actorId: Id;
  module: string | null;
  recordId: Id | null;
  subjectId: Id | null;
  fields: string[];
  facts: Record<string, unknown>;
}

/** The events of an org, the first first; of one action if given. */
export async function eventsOf(orgId: Id, action?: LedgerAction): Promise<FoundEvent[]> {
  const rows = await ownerSql()<(Omit<FoundEvent, 'facts'> & { facts: string })[]>`
    select action, outcome, actor_id as "actorId", module, record_id as "recordId", subject_id as "subjectId", fields, facts
    from ledger_entries where org_id = ${orgId} and (${action ?? null}::text is null or action = ${action ?? null})
    order by id`;
  return rows.map((row) => ({ ...row, facts: JSON.parse(row.facts) }));
}
