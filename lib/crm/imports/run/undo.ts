import { getModule, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { assertModuleRight } from '@/lib/crm/modules/visibility';
import { putBack } from '@/lib/crm/records/before/put-back';
import { deleteRecords, MAX_IDS } from '@/lib/crm/records/recycle';
import { canInModule } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { conflict } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { noteFailures } from '@/lib/protection/integrity/failure';
import { changeWork } from '@/lib/protection/integrity/kept-job';
import { mutate, recordedOr, unchanged } from '@/lib/protection/mutate';
import { lockImport } from '../find';
import type { ImportRef } from '../schemas';

/** Records that get their values back in one transaction. */
const BATCH = 200;

export interface Undone {
  /** Records moved to the recycle bin. */
  undone: number;
  /** Records that have their former values again. */
  restored: number;
  /** Records whose encrypted values do not open: they are as they were found, and what they held before is kept. */
  damaged: number;
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
  const { restored, damaged } = await restoreOverwritten(ctx, { module, importId });
  await mutate(ctx, attempt, async (tx) => {
    const marked = changeWork(
      tx,
      importId,
      () => tx.sql`
        update jobs set result = coalesce(result, '{}') || ${JSON.stringify({ undone, restored, damaged })}::jsonb
        where org_id = ${tx.orgId} and id = ${importId}`,
    );
    const facts = { records: undone, restored, ...(damaged > 0 && { damaged }) };
    return { value: undefined, writes: [marked], entries: [{ ...attempt, facts }] };
  });
  return { undone, restored, damaged };
}

/** @throws forbidden without the right to edit */
async function restoreOverwritten(ctx: Context, { module: name, importId }: ImportRef) {
  const attempt = { action: 'import.undo', module: name, subjectId: importId } as const;
  const all = { restored: 0, damaged: 0 };
  let after: Id | undefined;
  for (;;) {
    const batch = await mutate(ctx, attempt, async (tx) => {
      const module = getModule(await metadataFor(tx, ctx), name);
      const back = await putBack(tx, ctx, module, { actId: importId, limit: BATCH, after });
      if (back.seen === 0) return unchanged(back);
      assertModuleRight(ctx, module, 'edit');
      const about = { what: 'record', module: name, during: 'import.undo' } as const;
      noteFailures(
        tx,
        ctx,
        back.damaged.map((recordId) => ({ ...about, recordId })),
      );
      return recordedOr('job', back, back.entries, back.writes);
    });
    if (batch.seen === 0) return all;
    after = batch.last;
    all.restored += batch.restored;
    all.damaged += batch.damaged.length;
  }
}

/** The module imported into, then those in which it made what its rows name, as far as the asker may delete there. */
async function undoable(ctx: Context, own: string): Promise<ModuleDefinition[]> {
  const { modules } = await inOrg(ctx.orgId, (tx) => metadataFor(tx, ctx));
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
