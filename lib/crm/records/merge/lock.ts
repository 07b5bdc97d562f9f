import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { changeableRecord, visibleRecords } from '@/lib/crm/modules/visibility';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { conflict, forbidden, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import type { StoredRow } from '../apply-changes';

export interface MergeRow extends StoredRow {
  id: Id;
  owner_id: Id;
  version: number;
}

interface SeenRecords {
  ids: readonly Id[];
  /** Of each, the one that the person saw. */
  versions: Readonly<Record<Id, number>>;
}

/**
 * The records to be merged, locked in the order of their ids.
 * @throws not_found; forbidden; conflict when one was changed since the person saw it.
 */
export async function lockForMerge(
  tx: Tx,
  ctx: Context,
  module: ModuleDefinition,
  { ids, versions }: SeenRecords,
): Promise<Map<Id, MergeRow>> {
  const rows = await tx.sql<(MergeRow & { changeable: boolean })[]>`
    select id, "values", sealed, seal_version, owner_id, version, ${changeableRecord(tx, ctx, module)} as changeable
    from records
    where ${visibleRecords(tx, ctx, module)} and id = any(${ids as string[]}::bigint[])
    order by id for update`;
  if (rows.length < ids.length) throw notFound('One of the records');
  if (rows.some((row) => !row.changeable)) throw forbidden('You may see these records but not change all of them.');
  if (rows.some((row) => versions[row.id] !== row.version)) {
    throw conflict('Somebody else changed one of these records. Look at them again before you merge.', {
      reason: 'CONCURRENT',
    });
  }
  return new Map(rows.map((row) => [row.id, row]));
}
