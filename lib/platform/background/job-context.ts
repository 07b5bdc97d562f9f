/**
 * In whose name a job acts: the person who started it, with the rights as they are now. A right that was taken away
 * while the job waited is not there any more; a deactivated person's job does not run, nor one changed by SQL.
 */
import { personContext, readPerson } from '@/lib/people/auth/person-context';
import { type Context, systemContext } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { assertJobKept, type KeptJob, keptJobColumns } from '@/lib/protection/integrity/kept-job';

/**
 * The context of a job's acts. Its request id names the job.
 * @throws not_found when the job is gone; forbidden when its starter is gone or deactivated, or the job is not as
 * Careledger made it.
 */
export async function jobContext(orgId: Id, jobId: Id): Promise<Context> {
  const starter = await inOrg(orgId, async (tx) => {
    const [job] = await tx.sql<KeptJob[]>`
      select ${keptJobColumns(tx)} from jobs where org_id = ${orgId} and id = ${jobId}`;
    if (!job) throw notFound('The job');
    await assertJobKept(tx, job);
    return readPerson(tx, job.createdBy);
  });
  const gone = 'The person who started this may not sign in any more.';
  return personContext(orgId, starter, { requestId: `job-${jobId}`, gone });
}

/**
 * As the system does it, in the name of whoever started the job: for one that must reach its end though they have left, or may
 * less by now. The system itself where it started it.
 * @throws not_found when the job is gone; forbidden when it is not as Careledger made it.
 */
export async function starterContext(orgId: Id, jobId: Id): Promise<Context> {
  const starter = await inOrg(orgId, async (tx) => {
    const [job] = await tx.sql<KeptJob[]>`
      select ${keptJobColumns(tx)} from jobs where org_id = ${orgId} and id = ${jobId}`;
    if (!job) throw notFound('The job');
    await assertJobKept(tx, job);
    const [person] = await tx.sql<{ id: Id; name: string }[]>`
      select id, name from users where org_id = ${orgId} and id = ${job.createdBy}`;
    return person;
  });
  const ctx = systemContext(orgId, `job-${jobId}`);
  return starter ? { ...ctx, actor: { kind: 'user', ...starter } } : ctx;
}
