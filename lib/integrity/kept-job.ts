/**
 * What a job is and in whose name, bound by a keyed check. Guarantees: a job that SQL put in, or whose kind, module or
 * owner SQL changed, does not run and its file is given to nobody; so no id of another file is a job's either.
 * Against: whoever writes to the database without the keys. Does not: bind what a job was asked for, or how far it is.
 */
import type { Tx } from '../db/transaction';
import { forbidden } from '../errors';
import type { Id } from '../ids';
import { isKept, type KeptState, keepState, keepStates, noteForeignRow } from './kept-state';

export interface JobIdentity {
  id: Id;
  kind: string;
  module: string | null;
  createdBy: Id;
}

const keptOf = ({ id, kind, module, createdBy }: JobIdentity): KeptState => ({
  subject: 'job',
  id,
  state: [kind, module, createdBy],
});

/** Keeps the check of a job, in the transaction that makes it. */
export const keepJob = (tx: Tx, job: JobIdentity): Promise<void> => keepState(tx, keptOf(job));

/** @throws forbidden for a job that Careledger did not make so; the finding is an event. */
export async function assertJobKept(tx: Tx, job: JobIdentity): Promise<void> {
  if (await isKept(tx, keptOf(job))) return;
  noteForeignRow(tx, 'job', job.id);
  throw forbidden('This job was changed outside Careledger.');
}

/** Whether a job is as Careledger made it, or gone. */
export async function isJobGoneOrKept(tx: Tx, id: Id): Promise<boolean> {
  const [job] = await tx.sql<JobIdentity[]>`
    select id, kind, module, created_by as "createdBy" from jobs where org_id = ${tx.orgId} and id = ${id}`;
  return !job || isKept(tx, keptOf(job));
}

/** Says that the org's jobs have their checks from here on. */
export const markJobsKept = (tx: Tx): Promise<void> =>
  keepState(tx, { subject: 'job', id: tx.orgId, state: 'adopted' });

/**
 * Keeps the checks of the jobs of before there were any, once an org. A mark that was changed is one all the same: the
 * app's role cannot take it away, so that jobs put in later are never taken as they are.
 * @returns whether it did.
 */
export async function adoptJobs(tx: Tx): Promise<boolean> {
  const marks = await tx.sql`
    select from state_macs where org_id = ${tx.orgId} and subject = 'job' and subject_id = ${tx.orgId}`;
  if (marks.length > 0) return false;
  const jobs = await tx.sql<JobIdentity[]>`
    select id, kind, module, created_by as "createdBy" from jobs where org_id = ${tx.orgId}`;
  await keepStates(tx, jobs.map(keptOf));
  await markJobsKept(tx);
  return true;
}
