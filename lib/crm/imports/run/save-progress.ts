import type { Tx } from '@/lib/platform/db/transaction';
import { conflict } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { changeWork } from '@/lib/protection/integrity/kept-job';

/**
 * Writes down how far a job has read its file, in the transaction of the batch that it landed.
 * @param from the row it began at
 * @throws conflict when another attempt has landed rows meanwhile, so that no row comes in twice.
 */
export async function saveProgress(
  tx: Tx,
  jobId: Id,
  from: number,
  { done, result }: { done: number; result: { next: number } },
): Promise<void> {
  const { count } = await changeWork(
    tx,
    jobId,
    () => tx.sql`
      update jobs set done = ${done}, result = ${JSON.stringify(result)}::jsonb
      where org_id = ${tx.orgId} and id = ${jobId} and coalesce((result ->> 'next')::bigint, 0) = ${from}`,
  );
  if (count !== 1) throw conflict('Another attempt has gone on with this.');
}
