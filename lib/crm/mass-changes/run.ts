/**
 * The job of a change of many records. Each is changed by the verb that changes one, with its rights, checks and event, in a
 * transaction of its own that also says that it is done: so one that was interrupted goes on behind the last, no record
 * changed twice and none left out. What a verb refuses is kept with its reason, and the others go on.
 */

import { deleteRecords, restoreRecords } from '@/lib/crm/records/recycle';
import { type Along, updateRecord } from '@/lib/crm/records/update';
import { finishJob, readKeptJob } from '@/lib/platform/background/life';
import type { ReportProgress } from '@/lib/platform/background/progress';
import { openRequest } from '@/lib/platform/background/request';
import type { Context } from '@/lib/platform/context';
import { OpenError } from '@/lib/platform/crypto/open-error';
import { inOrg, writeInOrg } from '@/lib/platform/db/transaction';
import { CareledgerError, internal } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { mutate } from '@/lib/protection/mutate';
import { type ChosenRecord, countOutcomes, nextWaiting, type Reason, settleRow } from './rows';
import type { MassAct } from './schemas';

const AT_ONCE = 100;

export interface RunOptions {
  report: ReportProgress;
  signal: AbortSignal;
}

/** Runs or resumes a change of many. */
export async function runMassChange(ctx: Context, jobId: Id, { report, signal }: RunOptions): Promise<void> {
  const { module, act, total } = await readRequest(ctx, jobId);
  const before = await inOrg(ctx.orgId, (tx) => countOutcomes(tx, jobId));
  let done = before.changed + Object.values(before.refused).reduce((sum, records) => sum + records, 0);
  for (;;) {
    const waiting = await inOrg(ctx.orgId, (tx) => nextWaiting(tx, jobId, AT_ONCE));
    if (waiting.length === 0) break;
    for (const record of waiting) {
      signal.throwIfAborted();
      await changeOne(ctx, { jobId, module, act }, record);
      done += 1;
      await report(done, total);
    }
  }
  const attempt = { action: 'mass_change.finish', module, subjectId: jobId } as const;
  await mutate(ctx, attempt, async (tx) => {
    const { changed, refused } = await countOutcomes(tx, jobId);
    await finishJob(tx, jobId, { result: { act: act.kind, changed, refused } });
    return { value: undefined, entries: [{ ...attempt, facts: { act: act.kind, changed, ...refusedFacts(refused) } }] };
  });
}

const refusedFacts = (refused: Partial<Record<Reason, number>>) =>
  Object.fromEntries(Object.entries(refused).map(([reason, records]) => [`refused_${reason}`, records]));

interface MassChange {
  jobId: Id;
  module: string;
  act: MassAct;
}

async function changeOne(ctx: Context, change: MassChange, record: ChosenRecord): Promise<void> {
  const { jobId } = change;
  let settled = false;
  const along: Along = (tx) => {
    settled = true;
    return settleRow(tx, jobId, record.id);
  };
  const reason = await perform(ctx, change, record, along).then(() => null, reasonOf);
  // Nothing was changed, as it is so already; or it was refused, and what was written along is gone.
  if (settled && reason === null) return;
  await writeInOrg(ctx.orgId, 'job', async (tx) => void (await settleRow(tx, jobId, record.id, reason)));
}

function perform(
  ctx: Context,
  { module, act }: MassChange,
  { id, version }: ChosenRecord,
  along: Along,
): Promise<unknown> {
  switch (act.kind) {
    case 'owner':
      return updateRecord(ctx, { module, id, values: {}, ownerId: act.ownerId, version }, along);
    case 'field':
      return updateRecord(ctx, { module, id, values: { [act.field]: act.value }, version }, along);
    case 'delete':
      return deleteRecords(ctx, { module, ids: [id] }, { version, along });
    case 'restore':
      return restoreRecords(ctx, { module, ids: [id] }, { along });
  }
}

/** @throws what is no refusal: the job is tried again. */
function reasonOf(error: unknown): Reason {
  if (error instanceof OpenError) return 'damaged';
  if (!(error instanceof CareledgerError)) throw error;
  switch (error.code) {
    case 'forbidden':
      return 'no_right';
    case 'not_found':
      return 'gone';
    case 'invalid':
      return 'invalid';
    case 'limited':
      return 'limited';
    case 'conflict':
      return error.reason === 'CONCURRENT' ? 'stale' : 'invalid';
    default:
      if (error.reason === 'INTEGRITY') return 'damaged';
      throw error;
  }
}

async function readRequest(ctx: Context, jobId: Id): Promise<{ module: string; act: MassAct; total: number }> {
  return inOrg(ctx.orgId, async (tx) => {
    const job = await readKeptJob(tx, jobId);
    const act = (await openRequest(tx, job)) as MassAct;
    if (!job?.module) throw internal('The change has no module.');
    return { module: job.module, act, total: job.total ?? 0 };
  });
}
