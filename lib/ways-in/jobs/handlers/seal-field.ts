/** Encrypts the values that were there when a field was marked; see lib/crm/records/seal-field.ts. */

import { finishSealing, sealNextBatch } from '@/lib/crm/records/seal-field';
import { readKeptJob } from '@/lib/platform/background/life';
import { systemContext } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

/** Acts as the system, not as whoever marked the field: it must reach its end also when that person has left. */
export async function sealField(orgId: Id, jobId: Id, signal: AbortSignal): Promise<void> {
  const ctx = systemContext(orgId, `job-${jobId}`);
  await inOrg(orgId, async (tx) => {
    await readKeptJob(tx, jobId);
  });
  do {
    signal.throwIfAborted();
  } while (await sealNextBatch(ctx, jobId));
  await finishSealing(ctx, jobId);
}
