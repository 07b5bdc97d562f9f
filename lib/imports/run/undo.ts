import type { Context } from '../../context';
import { inOrg } from '../../db/transaction';
import { conflict } from '../../errors';
import type { Id } from '../../ids';
import { getModule, type ModuleDefinition } from '../../modules/definition';
import { metadataOf } from '../../modules/metadata';
import { assertModuleRight } from '../../modules/visibility';
import { mutate, recordedOr, unchanged } from '../../mutate';
import { keysOf } from '../../org-keys';
import { putBack } from '../../records/before/put-back';
import { deleteRecords, MAX_IDS } from '../../records/recycle';
import { canInModule } from '../../rights';
import { lockImport } from '../find';
import type { ImportRef } from '../schemas';

/** Records that get their values back in one transaction. */
const BATCH = 200;

export interface Undone {
  /** Records moved to the recycle bin. */
  undone: number;
  /** Records that have their former values again. */
  restored: number;
}

/**
 * Moves the records that an import made to the recycle bin and gives those that it overwrote their values back, batch by
 * batch; called again after a crash it goes on. What somebody changed since stays as they left it.
 * @throws forbidden; not_found; conflict while the import runs.
 */
export async function undoImport(ctx: Context, { module, importId }: ImportRef): Promise<Undone> {
  const attempt = { action: 'import.undo', module, subjectId: importId } as const;
  const { status } = await inOrg(ctx.orgId, (tx) => lockImport(tx, ctx, importId, module));
  if (status === 'queued' || status === 'running') throw conflict('The import still runs. Cancel it first.');
  let undone = 0;
  for (const { apiName, id } of await undoable(ctx, module)) {
    for (
      let ids = await nextIds(ctx, importId, id);
      ids.length > 0;
      ids = await nextIds(ctx, importId, id, ids.at(-1))
    ) {
      undone += (await deleteRecords(ctx, { module: apiName, ids })).count;
    }
  }
  const restored = await restoreOverwritten(ctx, { module, importId });
  await mutate(ctx, attempt, async (tx) => {
    const marked = tx.sql`
      update jobs set result = coalesce(result, '{}') || ${JSON.stringify({ undone, restored })}::jsonb
      where org_id = ${tx.orgId} and id = ${importId}`.execute();
    return { value: undefined, writes: [marked], entries: [{ ...attempt, facts: { records: undone, restored } }] };
  });
  return { undone, restored };
}

/** @throws forbidden without the right to edit */
async function restoreOverwritten(ctx: Context, { module: name, importId }: ImportRef): Promise<number> {
  const attempt = { action: 'import.undo', module: name, subjectId: importId } as const;
  let restored = 0;
  for (;;) {
    const batch = await mutate(ctx, attempt, async (tx) => {
      const module = getModule(await metadataOf(tx), name);
      const back = await putBack(tx, ctx, module, await keysOf(tx), { actId: importId, limit: BATCH });
      if (back.seen === 0) return unchanged(back);
      assertModuleRight(ctx, module, 'edit');
      return recordedOr('job', back, back.entries, back.writes);
    });
    if (batch.seen === 0) return restored;
    restored += batch.restored;
  }
}

/** The module imported into, then those in which it made what its rows name, as far as the asker may delete there. */
async function undoable(ctx: Context, own: string): Promise<ModuleDefinition[]> {
  const { modules } = await inOrg(ctx.orgId, metadataOf);
  const others = modules.filter(({ apiName }) => apiName !== own && canInModule(ctx.rights, apiName, 'delete'));
  return [...modules.filter(({ apiName }) => apiName === own), ...others];
}

/** @param after so that what was moved before is not passed again, batch by batch */
function nextIds(ctx: Context, importId: Id, moduleId: Id, after: Id = '0'): Promise<Id[]> {
  return inOrg(ctx.orgId, async (tx) => {
    const rows = await tx.sql<{ id: Id }[]>`
      select id from records where org_id = ${tx.orgId} and import_id = ${importId} and module_id = ${moduleId}
        and deleted_at is null and id > ${after}
      order by id limit ${MAX_IDS}`;
    return rows.map(({ id }) => id);
  });
}
