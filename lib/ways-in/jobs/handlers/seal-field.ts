/** Encrypts the values that were there when a field was marked; see lib/crm/records/seal-field.ts. */

import { finishSealing, sealNextBatch } from '@/lib/crm/records/seal-field';
import { starterContext } from '@/lib/platform/background/job-context';
import type { Id } from '@/lib/platform/ids';

/** In the name of whoever marked the field, with the system's hands: it must reach its end also when they have left. */
export async function sealField(orgId: Id, jobId: Id, signal: AbortSignal): Promise<void> {
  const ctx = await starterContext(orgId, jobId);
  do {
    signal.throwIfAborted();
  } while (await sealNextBatch(ctx, jobId));
  await finishSealing(ctx, jobId);
}
