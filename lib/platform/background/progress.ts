/** How far a job is. Written without an event: what a job does is in the events of its acts. */

import { and, eq } from 'drizzle-orm';
import { clock } from '@/lib/platform/clock';
import { jobs } from '@/lib/platform/db/schema/jobs';
import { writeInOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

/** At most so often, whatever the batches: each write costs a transaction. */
const WRITE_EVERY_MS = 400;

/** Says how many steps are done, and of how many. Counts only. */
export type ReportProgress = (done: number, total?: number) => Promise<void>;

/** A reporter for one job; calls between two writes are dropped, except the last step's. */
export function progressOf(orgId: Id, jobId: Id): ReportProgress {
  let writtenMs = 0;
  return async (done, total) => {
    const nowMs = clock.nowMs();
    if (nowMs - writtenMs < WRITE_EVERY_MS && done !== total) return;
    writtenMs = nowMs;
    await writeInOrg(orgId, 'job', async (tx) => {
      await tx.db
        .update(jobs)
        .set({ done, ...(total !== undefined && { total }) })
        .where(and(eq(jobs.orgId, orgId), eq(jobs.id, jobId), eq(jobs.status, 'running')));
    });
  };
}
