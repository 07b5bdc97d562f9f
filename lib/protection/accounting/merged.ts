import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

/**
 * A record, those that were merged into it and the leads that were converted to it, however many of these ago; those that are
 * gone for good, too.
 */
export async function withMerged(tx: Tx, recordId: Id): Promise<Id[]> {
  const rows = await tx.sql<{ id: Id }[]>`
    with recursive found (id) as (
      select ${recordId}::bigint
      union
      select earlier.id from found, lateral (
        select r.record_id as id from merged_records r where r.org_id = ${tx.orgId} and r.kept_id = found.id
        union all
        select c.lead_id from conversions c where c.org_id = ${tx.orgId} and c.contact_id = found.id) earlier)
    select id from found order by id`;
  return rows.map(({ id }) => id);
}
