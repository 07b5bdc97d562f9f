import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import type { Leaf } from '../map/map-in-tx';
import { writtenAround } from '../written-around';

export interface LeafOfEntry extends Leaf {
  id: Id;
}

/**
 * What becomes leaves, in the order of the ids; without those that are not there, or not in their months. By their ids, not by a
 * join: after an upgrade or many writes the planner may not know yet how large the tables are.
 */
export async function readLeaves(tx: Tx, ids: readonly Id[]): Promise<LeafOfEntry[]> {
  if (ids.length === 0) return [];
  const written = writtenAround(ids);
  const rows = await tx.sql<LeafOfEntry[]>`
    select e.id, e.leaf_hash as "leafHash", e.action, e.actor_kind as "actorKind", e.actor_id as "actorId",
      e.record_id as "recordId", e.subject_id as "subjectId"
    from ledger_entries e
    where e.org_id = ${tx.orgId} and e.id = any(${ids as Id[]}::bigint[])
      and e.at between ${written.from}::timestamptz and ${written.to}::timestamptz`;
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
