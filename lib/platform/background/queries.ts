/** What a person sees of the jobs they started. Another person's job is not found. */

import { and, desc, eq, inArray } from 'drizzle-orm';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { type JobKind, type JobStatus, jobs } from '@/lib/platform/db/schema/jobs';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { isHeld, jobLock, WORKER_PRESENT } from './presence';

/** `stalled`: it says running, but no worker works on it. `unattended`: it waits, and no worker is there. */
export type JobState = JobStatus | 'stalled' | 'unattended';

export interface JobProgress {
  id: Id;
  kind: JobKind;
  module: string | null;
  state: JobState;
  done: number;
  total: number | null;
  cancelRequested: boolean;
  /** Ids, counts and the name of a file. */
  result: Record<string, unknown> | null;
  /** Why it failed, or what it waits for to be tried again, in words for the person. */
  error: string | null;
  createdAt: string;
  finishedAt: string | null;
  expiresAt: string | null;
  expired: boolean;
}

/** @throws not_found for a job of somebody else. */
export async function getJob(ctx: Context, jobId: Id): Promise<JobProgress> {
  return inOrg(ctx.orgId, async (tx) => {
    const [row] = await tx.db
      .select()
      .from(jobs)
      .where(and(eq(jobs.orgId, ctx.orgId), eq(jobs.id, jobId), eq(jobs.createdBy, ctx.actor.id)));
    if (!row) throw notFound('The job');
    return toProgress(row, await stateOf(tx, row));
  });
}

/** The newest jobs of the kinds that the asker started, at most `limit`. */
export async function listMyJobs(ctx: Context, kinds: readonly JobKind[], limit = 10): Promise<JobProgress[]> {
  return inOrg(ctx.orgId, async (tx) => {
    const rows = await tx.db
      .select()
      .from(jobs)
      .where(and(eq(jobs.orgId, ctx.orgId), eq(jobs.createdBy, ctx.actor.id), inArray(jobs.kind, [...kinds])))
      .orderBy(desc(jobs.id))
      .limit(limit);
    return Promise.all(rows.map(async (row) => toProgress(row, await stateOf(tx, row))));
  });
}

/** The stored state, held against which worker is really there. */
async function stateOf(tx: Tx, row: typeof jobs.$inferSelect): Promise<JobState> {
  if (row.status === 'running' && !(await isHeld(tx.sql, jobLock(row.id)))) return 'stalled';
  if (row.status === 'queued' && !(await isHeld(tx.sql, WORKER_PRESENT))) return 'unattended';
  return row.status;
}

function toProgress(row: typeof jobs.$inferSelect, state: JobState): JobProgress {
  return {
    id: row.id,
    kind: row.kind,
    module: row.module,
    state,
    done: row.done,
    total: row.total,
    cancelRequested: row.cancelRequested,
    result: row.result,
    error: row.error,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    expired: row.expiresAt !== null && row.expiresAt <= clock.now(),
  };
}
