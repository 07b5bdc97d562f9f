/** The door to the job queue: a job is enqueued in the transaction of the act that needs it, or not at all. */
import type { JobKind } from '@/lib/platform/db/schema/jobs';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

/**
 * Enqueues a row of `jobs` for the worker. The payload is the org's id and the job's, nothing else.
 * @param queue jobs of one queue run one after the other; without one they run side by side.
 */
export async function enqueue(tx: Tx, task: JobKind, jobId: Id, queue?: string): Promise<void> {
  await tx.sql`select app.enqueue(${task}, ${tx.orgId}, ${jobId}, ${queue ?? null})`;
}
