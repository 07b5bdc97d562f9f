import { and, eq } from 'drizzle-orm';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { jobs } from '@/lib/platform/db/schema/jobs';
import { conflict, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { isHeld, jobLock } from './presence';

/**
 * Cancels a job the asker started: one that waits, or whose worker died, ends at once, one that runs at its next step.
 * What it has done so far stays done. A job that is over stays as it is.
 * @throws not_found for a job of somebody else.
 */
export async function cancelJob(ctx: Context, jobId: Id): Promise<void> {
  await mutate(ctx, { action: 'job.cancel', subjectId: jobId }, async (tx) => {
    const mine = and(eq(jobs.orgId, tx.orgId), eq(jobs.id, jobId), eq(jobs.createdBy, ctx.actor.id));
    const [job] = await tx.db.select().from(jobs).where(mine).for('update');
    if (!job) throw notFound('The job');
    if (job.kind === 'seal_field') throw conflict('Encrypting cannot be cancelled: values would stay in the clear.');
    const isOver = job.status !== 'queued' && job.status !== 'running';
    if (isOver || job.cancelRequested) return unchanged();
    const isWorkedOn = job.status === 'running' && (await isHeld(tx.sql, jobLock(jobId)));
    await tx.db
      .update(jobs)
      .set({ cancelRequested: true, ...(!isWorkedOn && { status: 'cancelled', finishedAt: clock.now() }) })
      .where(mine);
    const facts = { kind: job.kind, done: job.done, total: job.total };
    return { value: undefined, entries: [{ action: 'job.cancel', subjectId: jobId, facts }] };
  });
}
