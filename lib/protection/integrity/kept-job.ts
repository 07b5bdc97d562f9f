/**
 * What a job is, in whose name, what it was asked for and what it has done, bound by two keyed checks: one of what it is,
 * for good, and one of its work (`params`, `result`), which changes. Guarantees: a job that SQL put in, or whose kind,
 * module, owner, request or result SQL changed, does not run and its file is given to nobody; so no id of another file is
 * a job's either. Work is checked before it is changed: what SQL changed is never kept as ours.
 * Against: whoever writes to the database without the keys. Does not: bind whether it waits, runs or is over, nor until
 * when its file is kept.
 */
import type { Tx } from '@/lib/platform/db/transaction';
import { forbidden } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { areKept, type KeptState, keepState, keepStates, noteForeignRow } from './kept-state';

export interface KeptJob {
  id: Id;
  kind: string;
  module: string | null;
  createdBy: Id;
  params: unknown;
  result?: unknown;
}

const identityOf = ({ id, kind, module, createdBy }: KeptJob): KeptState => ({
  subject: 'job',
  id,
  state: [kind, module, createdBy],
});

const workOf = ({ id, params, result = null }: KeptJob): KeptState => ({
  subject: 'job.work',
  id,
  state: [params, result],
});

/** Keeps the checks of a job, in the transaction that makes it. */
export const keepJob = (tx: Tx, job: KeptJob): Promise<void> => keepStates(tx, [identityOf(job), workOf(job)]);

const isJobKept = async (tx: Tx, job: KeptJob): Promise<boolean> =>
  (await areKept(tx, [identityOf(job), workOf(job)])).every(Boolean);

/** @throws forbidden for a job that Careledger did not make so; the finding is an event. */
export async function assertJobKept(tx: Tx, job: KeptJob): Promise<void> {
  if (await isJobKept(tx, job)) return;
  noteForeignRow(tx, 'job', job.id);
  throw forbidden('This job was changed outside Careledger.');
}

/** The columns of a `KeptJob`, of `jobs`. */
export const keptJobColumns = (tx: Tx) => tx.sql`id, kind, module, created_by as "createdBy", params, result`;

const jobs = (tx: Tx) => tx.sql`select ${keptJobColumns(tx)} from jobs where org_id = ${tx.orgId}`;

/** Runs what changes a job's params or result, and keeps their check anew; of a job that was not as ours, it does not. */
export async function changeWork<T>(tx: Tx, id: Id, write: () => PromiseLike<T>): Promise<T> {
  const [before] = await tx.sql<KeptJob[]>`${jobs(tx)} and id = ${id} for update`;
  const wasKept = before !== undefined && (await isJobKept(tx, before));
  const value = await write();
  const [after] = await tx.sql<KeptJob[]>`${jobs(tx)} and id = ${id}`;
  if (wasKept && after) await keepState(tx, workOf(after));
  return value;
}

/** Whether a job is as Careledger made it, or gone. */
export async function isJobGoneOrKept(tx: Tx, id: Id): Promise<boolean> {
  const [job] = await tx.sql<KeptJob[]>`${jobs(tx)} and id = ${id}`;
  return !job || isJobKept(tx, job);
}

/** Says that the org's jobs have their checks from here on. */
export const markJobsKept = (tx: Tx): Promise<void> =>
  keepStates(tx, [
    { subject: 'job', id: tx.orgId, state: 'adopted' },
    { subject: 'job.work', id: tx.orgId, state: 'adopted' },
  ]);

/**
 * Keeps the checks of the jobs of before there were any, once an org; of the jobs of before work was bound, those of the
 * work of jobs that are as ours. A mark that was changed is one all the same: the app's role cannot take it away, so that
 * jobs put in later are never taken as they are.
 * @returns whether it did.
 */
export async function adoptJobs(tx: Tx): Promise<boolean> {
  const marks = await tx.sql<{ subject: string }[]>`
    select subject from state_macs
    where org_id = ${tx.orgId} and subject in ('job', 'job.work') and subject_id = ${tx.orgId}`;
  if (marks.some(({ subject }) => subject === 'job.work')) return false;
  const all = await tx.sql<KeptJob[]>`${jobs(tx)}`;
  const isOurs = marks.length > 0 ? await areKept(tx, all.map(identityOf)) : all.map(() => true);
  await keepStates(
    tx,
    all.filter((_, n) => isOurs[n]).flatMap((job) => [identityOf(job), workOf(job)]),
  );
  await markJobsKept(tx);
  return true;
}
