import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

/** A record and those that were merged into it, however many merges ago; those that are gone for good, too. */
export async function withMerged(tx: Tx, recordId: Id): Promise<Id[]> {
  const rows = await tx.sql<{ id: Id }[]>`
    with recursive found (id) as (
      select ${recordId}::bigint
      union
      select r.record_id from found
      join merged_records r on r.org_id = ${tx.orgId} and r.kept_id = found.id)
    select id from found order by id`;
  return rows.map(({ id }) => id);
}
