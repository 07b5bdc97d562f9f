import type { Context } from '../context';
import { readInOrg, type Tx } from '../db/transaction';
import { notFound } from '../errors';
import type { Id } from '../ids';
import { getModule, type ModuleDefinition } from '../modules/definition';
import { metadataOf } from '../modules/metadata';
import { assertModuleRight, changeableRecord, visibleRecord } from '../modules/visibility';
import { type RecordDto, type RecordRow, recordColumns, serializeRecords } from './serialize';

export interface RecordPage {
  module: ModuleDefinition;
  record: RecordDto;
  /** Whether the asker may change this record. */
  changeable: boolean;
}

/** One record as the screen shows it. @throws forbidden; not_found. */
export function getRecord(ctx: Context, moduleName: string, id: Id): Promise<RecordPage> {
  return readInOrg(ctx.orgId, async (tx) => {
    const module = getModule(await metadataOf(tx), moduleName);
    assertModuleRight(ctx, module, 'view');
    const row = await findRow(tx, ctx, module, id);
    if (!row) throw notFound('The record');
    const [record] = await serializeRecords(tx, ctx, 'screen', module, [row]);
    return { module, record: record as RecordDto, changeable: row.changeable };
  });
}

async function findRow(tx: Tx, ctx: Context, module: ModuleDefinition, id: Id) {
  const [row] = await tx.sql<(RecordRow & { changeable: boolean })[]>`
    select ${recordColumns(tx)}, ${changeableRecord(tx, ctx, module)} as changeable from records
    where org_id = ${tx.orgId} and id = ${id} and module_id = ${module.id} and deleted_at is null
      and ${visibleRecord(tx, ctx, module)}`;
  return row;
}
