/**
 * The states of a job: queued → running → done, failed or cancelled; running → queued when it is to be tried again.
 * Each step says from where it may be taken, so that two workers, or a worker and a person who cancels, cannot both win.
 */

import { and, eq, inArray, sql } from 'drizzle-orm';
import { clock } from '@/lib/platform/clock';
import { type JobStatus, jobs } from '@/lib/platform/db/schema/jobs';
import { type Tx, writeInOrg } from '@/lib/platform/db/transaction';
import { conflict } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { enqueue } from '@/lib/platform/queue';
import { assertJobKept, changeWork } from '@/lib/protection/integrity/kept-job';

export type Job = typeof jobs.$inferSelect;

const OPEN: JobStatus[] = ['queued', 'running'];

const open = (orgId: Id, jobId: Id) => and(eq(jobs.orgId, orgId), eq(jobs.id, jobId), inArray(jobs.status, OPEN));

/** The job as it is now; undefined when there is none. */
export async function readJob(tx: Tx, jobId: Id): Promise<Job | undefined> {
  const [job] = await tx.db
    .select()
    .from(jobs)
    .where(and(eq(jobs.orgId, tx.orgId), eq(jobs.id, jobId)));
  return job;
}

/** As `readJob`, for what goes by what stands in it. @throws forbidden for a job that SQL changed; the finding is an event. */
export async function readKeptJob(tx: Tx, jobId: Id): Promise<Job | undefined> {
  const job = await readJob(tx, jobId);
  if (job) await assertJobKept(tx, job);
  return job;
}

/** Marks a job as running. Undefined when it is over already. */
export function beginJob(orgId: Id, jobId: Id): Promise<Job | undefined> {
  return writeInOrg(orgId, 'job', async (tx) => {
    const [job] = await tx.db
      .update(jobs)
      .set({ status: 'running', startedAt: clock.now(), error: null })
      .where(open(orgId, jobId))
      .returning();
    return job;
  });
}

export interface JobOutcome {
  /** Ids, names of fields, counts, the name of a file: never values. */
  result?: Record<string, unknown>;
  /** When what the job made is removed. */
  expiresAt?: Date;
  /** How many steps it did, where it was not known before how many there would be. */
  done?: number;
}

/**
 * Ends a job well, in the transaction of its last act: inside the handler's last `mutate`, so that the finish and its
 * event are one.
 * @throws conflict when the job is not running any more.
 */
export async function finishJob(tx: Tx, jobId: Id, { result, expiresAt, done }: JobOutcome = {}): Promise<void> {
  const finished = await changeWork(tx, jobId, () =>
    tx.db
      .update(jobs)
      .set({
        status: 'done',
        // Progress is written now and then: what is finished is whole.
        done: sql`coalesce(${done ?? null}::int, ${jobs.total}, ${jobs.done})`,
        finishedAt: clock.now(),
        result: result ?? null,
        expiresAt: expiresAt ?? null,
      })
      .where(and(eq(jobs.orgId, tx.orgId), eq(jobs.id, jobId), eq(jobs.status, 'running')))
      .returning({ id: jobs.id }),
  );
  if (finished.length === 0) throw conflict('The job is not running any more.');
}

/** Ends a job that did not do all of its work. No effect on one that is over. */
export async function endJob(orgId: Id, jobId: Id, status: 'done' | 'failed' | 'cancelled', error?: string) {
  await writeInOrg(orgId, 'job', async (tx) => {
    await tx.db
      .update(jobs)
      .set({ status, finishedAt: clock.now(), error: error ?? null })
      .where(open(orgId, jobId));
  });
}

/**
 * Puts a running job back, to be tried again by an attempt that is planned already.
 * @param why what it waits for, in words for the person; until it is begun again
 */
export async function waitForRetry(orgId: Id, jobId: Id, why: string | null = null): Promise<void> {
  await writeInOrg(orgId, 'job', async (tx) => {
    await tx.db.update(jobs).set({ status: 'queued', error: why }).where(open(orgId, jobId));
  });
}

/** Puts a running job back and enqueues it anew, in the queue it was in: it was interrupted through no fault of its own. */
export async function requeue({ orgId, id, kind }: Job, queue?: string): Promise<void> {
  await writeInOrg(orgId, 'job', async (tx) => {
    await Promise.all([
      tx.db.update(jobs).set({ status: 'queued' }).where(open(orgId, id)),
      enqueue(tx, kind, id, queue),
    ]);
  });
}
