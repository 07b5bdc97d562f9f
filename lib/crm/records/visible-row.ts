import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { changeableRecord, visibleRecords } from '@/lib/crm/modules/visibility';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { type RecordRow, recordColumns } from './serialize';

/** The row of a record that the asker may see and that is not in the recycle bin, and whether the asker may change it. */
export async function findVisibleRow(
  tx: Tx,
  ctx: Context,
  module: ModuleDefinition,
  id: Id,
): Promise<(RecordRow & { changeable: boolean }) | undefined> {
  const [row] = await tx.sql<(RecordRow & { changeable: boolean })[]>`
    select ${recordColumns(tx)}, ${changeableRecord(tx, ctx, module)} as changeable from records
    where ${visibleRecords(tx, ctx, module)} and id = ${id}`;
  return row;
}
