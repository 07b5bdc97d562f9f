import type { Context } from '../context';
import type { Tx } from '../db/transaction';
import type { Id } from '../ids';
import type { ModuleDefinition } from '../modules/definition';
import { visibleRecord } from '../modules/visibility';
import { type RecordRow, recordColumns } from './serialize';

/** The row of a record that the asker may see and that is not in the recycle bin, for `serializeRecords`. */
export async function findVisibleRow(
  tx: Tx,
  ctx: Context,
  module: ModuleDefinition,
  id: Id,
): Promise<RecordRow | undefined> {
  const [row] = await tx.sql<RecordRow[]>`
    select ${recordColumns(tx)} from records
    where org_id = ${tx.orgId} and id = ${id} and module_id = ${module.id} and deleted_at is null
      and ${visibleRecord(tx, ctx, module)}`;
  return row;
}
