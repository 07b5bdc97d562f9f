import type { Tx } from '@/lib/platform/db/transaction';
import { firstIdAt, type Id, timeOfId } from '@/lib/platform/ids';
import type { LedgerAction } from './actions';

/** What one does with a record that one looks at. */
const BUSY: readonly LedgerAction[] = ['record.view', 'record.create', 'record.update', 'record.reveal'];

const DAYS_BACK = 90;
const DAY_MS = 86_400_000;

/**
 * The records that somebody was last busy with, the latest first, each once: among the last 300 of their entries of 90 days.
 * Only for that somebody: who else may see it is not asked.
 */
export async function recordsBusyWith(tx: Tx, actorId: Id, at: Date): Promise<{ recordId: Id; at: string }[]> {
  const sinceMs = at.getTime() - DAYS_BACK * DAY_MS;
  const rows = await tx.sql<{ recordId: Id; last: Id }[]>`
    select coalesce(record_id, 0) as "recordId", coalesce(max(id), 0) as last from (
      select id, record_id, action, outcome from ledger_entries
      where org_id = ${tx.orgId} and actor_id = ${actorId} and id > ${firstIdAt(sinceMs)}
        and at > ${new Date(sinceMs - DAY_MS).toISOString()}::timestamptz
      order by id desc limit 300) e
    where record_id is not null and outcome = 'done' and action = any(${BUSY as string[]}::text[])
    group by record_id order by last desc limit 40`;
  return rows.map(({ recordId, last }) => ({ recordId, at: new Date(timeOfId(last)).toISOString() }));
}
