import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

export interface LastReveal {
  at: string;
  actorName: string;
}

/** When each field of a record was last revealed, and by whom; from the ledger. */
export async function lastReveals(tx: Tx, recordId: Id): Promise<Record<string, LastReveal>> {
  const rows = await tx.sql<{ field: string; at: string; actor_name: string }[]>`
    select distinct on (field) field, at, actor_name
    from ledger_entries, unnest(fields) as field
    where org_id = ${tx.orgId} and record_id = ${recordId} and action = 'record.reveal' and outcome = 'done'
    order by field, id desc`;
  return Object.fromEntries(
    rows.map((row) => [row.field, { at: new Date(row.at).toISOString(), actorName: row.actor_name }]),
  );
}
