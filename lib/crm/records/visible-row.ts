import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { visibleRecord } from '@/lib/crm/modules/visibility';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
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
