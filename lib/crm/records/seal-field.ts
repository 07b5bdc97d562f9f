/**
 * What happens to the values that are there already when fields are marked, encrypted or unmarked. The mask is in force
 * at once, since policy looks at the field. The rows follow: in the same transaction where they are few, else by a
 * background job in batches that are each whole, so that it may be killed at any time and goes on where it stopped.
 */

import { getModule, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { finishJob } from '@/lib/platform/background/life';
import { startJob } from '@/lib/platform/background/start';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { assertJobKept, changeWork, type KeptJob, keptJobColumns } from '@/lib/protection/integrity/kept-job';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { mutate, recordedOr, unchanged } from '@/lib/protection/mutate';
import { type Batch, settleBatch } from './settle-batch';

/** Up to so many records are settled in the transaction of the change; also the size of a batch. */
export const BATCH_SIZE = 500;

/** Before the first id. */
const START: Id = '0';

/** What a sealing job knows of its way; in `jobs.result`, written with each batch. */
export interface SealProgress {
  /** The last record looked at. */
  after: Id;
  /** Records that had a value to seal. */
  sealed: number;
  /** API name → values sealed. One pass seals every field of the module that is to be sealed, so others may be in it. */
  values: Record<string, number>;
  /** Records whose envelope does not open: how many, and the first of them. */
  unopened: { count: number; first: Id[] };
}

/** So many records that do not open are named. */
const MAX_NAMED = 100;

const newProgress = (): SealProgress => ({ after: START, sealed: 0, values: {}, unopened: { count: 0, first: [] } });

export type Settlement =
  | { state: 'done'; entries: NewEntry[] }
  /** A job was enqueued; it starts when the transaction commits. */
  | { state: 'background'; jobId: Id; entries: NewEntry[] };

/**
 * Brings a module's records in line with what changed: now if they are few, else by a job.
 * @param module as it is from now on.
 * @param fields API names of those that changed.
 * @returns entries to append with those of the change.
 */
export async function settleRecords(
  tx: Tx,
  ctx: Context,
  module: ModuleDefinition,
  fields: readonly string[],
): Promise<Settlement> {
  if (await hasMoreThan(tx, module, BATCH_SIZE)) {
    // One after the other in an org: two at once would only wait for each other's rows.
    const queue = `seal_field:${tx.orgId}`;
    const jobId = await startJob(tx, ctx, { kind: 'seal_field', module: module.apiName, params: { fields }, queue });
    await noteEverySealed(tx, module.id, false);
    return { state: 'background', jobId, entries: [] };
  }
  const keys = await keysOf(tx);
  const progress = newProgress();
  const entries: NewEntry[] = [];
  for (;;) {
    const batch = await settleBatch(tx, keys, module, { after: progress.after, limit: BATCH_SIZE });
    advance(progress, batch);
    entries.push(...batch.entries);
    if (batch.seen < BATCH_SIZE) {
      await noteEverySealed(tx, module.id, true);
      return { state: 'done', entries: [...entries, ...sealEntries(module, fields, progress)] };
    }
  }
}

/** Whether from now on a record of the module without an envelope has lost it. */
async function noteEverySealed(tx: Tx, moduleId: Id, every: boolean): Promise<void> {
  await tx.sql`
    update modules set every_sealed = ${every} and exists (
      select from fields where org_id = ${tx.orgId} and module_id = ${moduleId} and sealed)
    where org_id = ${tx.orgId} and id = ${moduleId}`;
}

/** After the last batch of a job: every record has been gone through, unless another job of the module is still to come. */
export async function finishSealing(ctx: Context, jobId: Id): Promise<void> {
  await mutate(
    ctx,
    { action: 'field.seal', subjectId: jobId },
    async (tx) => {
      const [job] = await tx.sql<{ module: string; over: boolean }[]>`
        select j.module, j.status = 'done' and not exists (
          select from jobs o where o.org_id = j.org_id and o.kind = 'seal_field' and o.module = j.module
            and o.status in ('queued', 'running')) as over
        from jobs j where j.org_id = ${tx.orgId} and j.id = ${jobId} and j.module is not null`;
      if (!job?.over) return unchanged();
      const { id, apiName } = getModule(await metadataOf(tx), job.module);
      await noteEverySealed(tx, id, true);
      // From here on a record without an envelope has lost it: a change of the security state, which needs its act.
      return { value: undefined, entries: [{ action: 'module.seal', module: apiName, subjectId: jobId }] };
    },
    'alone',
  );
}

/** Whether a module has more records than so many, those in the recycle bin counted. Stops counting there. */
export async function hasMoreThan(tx: Tx, module: ModuleDefinition, limit: number): Promise<boolean> {
  const [row] = await tx.sql<[{ count: number }]>`
    select (
      (select count(*) from (select from records
        where org_id = ${tx.orgId} and module_id = ${module.id} and deleted_at is null limit ${limit + 1}) as live) +
      (select count(*) from (select from records
        where org_id = ${tx.orgId} and module_id = ${module.id} and deleted_at is not null limit ${limit + 1}) as deleted)
    )::int as count`;
  return row.count > limit;
}

interface JobRow extends KeptJob {
  module: string;
  params: { fields: string[] };
  result: SealProgress | null;
}

/**
 * Does the next batch of a sealing job, with its progress, in one transaction. The last one ends the job with its event.
 * @returns whether anything is left to do.
 */
export async function sealNextBatch(ctx: Context, jobId: Id): Promise<boolean> {
  return mutate(ctx, { action: 'field.seal', subjectId: jobId }, async (tx) => {
    const [job] = await tx.sql<JobRow[]>`
      select ${keptJobColumns(tx)} from jobs
      where org_id = ${tx.orgId} and id = ${jobId} and kind = 'seal_field' and status = 'running' and module is not null
      for update`;
    if (!job) return unchanged(false);
    await assertJobKept(tx, job);
    const module = getModule(await metadataOf(tx), job.module);
    const progress = job.result ?? newProgress();
    const total = job.result ? null : await countRecords(tx, module);
    const batch = await settleBatch(tx, await keysOf(tx), module, { after: progress.after, limit: BATCH_SIZE });
    advance(progress, batch);
    await changeWork(
      tx,
      jobId,
      () => tx.sql`
        update jobs set done = done + ${batch.seen}, total = coalesce(${total}, total), result = ${JSON.stringify(progress)}::jsonb
        where org_id = ${tx.orgId} and id = ${jobId}`,
    );
    if (batch.seen === BATCH_SIZE) return recordedOr('job', true, batch.entries);
    await finishJob(tx, jobId, { result: { ...progress } });
    return recordedOr('job', false, [...batch.entries, ...sealEntries(module, job.params.fields, progress)]);
  });
}

async function countRecords(tx: Tx, module: ModuleDefinition): Promise<number> {
  const [row] = await tx.sql<[{ count: number }]>`
    select count(*)::int as count from records where org_id = ${tx.orgId} and module_id = ${module.id}`;
  return row.count;
}

function advance(progress: SealProgress, batch: Batch): void {
  progress.after = batch.last ?? progress.after;
  progress.sealed += batch.sealed;
  for (const [name, count] of Object.entries(batch.values))
    progress.values[name] = (progress.values[name] ?? 0) + count;
  progress.unopened.count += batch.unopened.length;
  progress.unopened.first = [...progress.unopened.first, ...batch.unopened].slice(0, MAX_NAMED);
}

/** The event of a sealing; none where no field is encrypted. */
function sealEntries(module: ModuleDefinition, asked: readonly string[], progress: SealProgress): NewEntry[] {
  const isSealed = (name: string) => module.fields.some((field) => field.apiName === name && field.sealed);
  const names = [...new Set([...asked.filter(isSealed), ...Object.keys(progress.values)])];
  if (names.length === 0) return [];
  return [
    {
      action: 'field.seal',
      module: module.apiName,
      fields: names,
      facts: {
        records: progress.sealed,
        values: Object.fromEntries(names.map((name) => [name, progress.values[name] ?? 0])),
        ...(progress.unopened.count > 0 && { unopened: progress.unopened }),
      },
    },
  ];
}
