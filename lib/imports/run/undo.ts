import type { Context } from '../../context';
import { inOrg } from '../../db/transaction';
import { conflict } from '../../errors';
import type { Id } from '../../ids';
import type { ModuleDefinition } from '../../modules/definition';
import { metadataOf } from '../../modules/metadata';
import { mutate } from '../../mutate';
import { deleteRecords, MAX_IDS } from '../../records/recycle';
import { canInModule } from '../../rights';
import { lockImport } from '../find';
import type { ImportRef } from '../schemas';

/**
 * Moves the records of an import to the recycle bin, batch by batch; called again after a crash it goes on.
 * @throws forbidden; not_found; conflict while the import runs.
 */
export async function undoImport(ctx: Context, { module, importId }: ImportRef): Promise<{ undone: number }> {
  const attempt = { action: 'import.undo', module, subjectId: importId } as const;
  const { status } = await inOrg(ctx.orgId, (tx) => lockImport(tx, ctx, importId, module));
  if (status === 'queued' || status === 'running') throw conflict('The import still runs. Cancel it first.');
  let undone = 0;
  for (const { apiName, id } of await undoable(ctx, module)) {
    for (;;) {
      const ids = await nextIds(ctx, importId, id);
      if (ids.length === 0) break;
      undone += (await deleteRecords(ctx, { module: apiName, ids })).count;
    }
  }
  await mutate(ctx, attempt, async (tx) => {
    const marked = tx.sql`
      update jobs set result = coalesce(result, '{}') || ${JSON.stringify({ undone })}::jsonb
      where org_id = ${tx.orgId} and id = ${importId}`.execute();
    return { value: undefined, writes: [marked], entries: [{ ...attempt, facts: { records: undone } }] };
  });
  return { undone };
}

/** The module imported into, then those in which it made what its rows name, as far as the asker may delete there. */
async function undoable(ctx: Context, own: string): Promise<ModuleDefinition[]> {
  const { modules } = await inOrg(ctx.orgId, metadataOf);
  const others = modules.filter(({ apiName }) => apiName !== own && canInModule(ctx.rights, apiName, 'delete'));
  return [...modules.filter(({ apiName }) => apiName === own), ...others];
}

function nextIds(ctx: Context, importId: Id, moduleId: Id): Promise<Id[]> {
  return inOrg(ctx.orgId, async (tx) => {
    const rows = await tx.sql<{ id: Id }[]>`
      select id from records where org_id = ${tx.orgId} and import_id = ${importId} and module_id = ${moduleId}
        and deleted_at is null
      order by id limit ${MAX_IDS}`;
    return rows.map(({ id }) => id);
  });
}
