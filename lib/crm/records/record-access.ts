/** Finding a record one may see or change, for what hangs on it: notes, attachments, timeline. */

import { getModule, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { assertModuleRight, changeableRecord, visibleRecords } from '@/lib/crm/modules/visibility';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { forbidden, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';

export interface RecordRef {
  /** API name. */
  module: string;
  recordId: Id;
}

/** The module of a live record that the asker may see. @throws forbidden; not_found */
export async function requireVisible(
  tx: Tx,
  ctx: Context,
  { module: name, recordId }: RecordRef,
): Promise<ModuleDefinition> {
  const module = getModule(await metadataFor(tx, ctx), name);
  assertModuleRight(ctx, module, 'view');
  const rows = await tx.sql`
    select from records where ${visibleRecords(tx, ctx, module)} and id = ${recordId}`;
  if (rows.length === 0) throw notFound('The record');
  return module;
}

/** The module of a live record that the asker may change. @throws forbidden; not_found */
export async function requireChangeable(tx: Tx, ctx: Context, ref: RecordRef): Promise<ModuleDefinition> {
  const module = await requireVisible(tx, ctx, ref);
  assertModuleRight(ctx, module, 'edit');
  const rows = await tx.sql`
    select from records where org_id = ${tx.orgId} and id = ${ref.recordId} and ${changeableRecord(tx, ctx, module)}
    for key share`;
  if (rows.length === 0) throw forbidden('You may see this record but not change it.');
  return module;
}
