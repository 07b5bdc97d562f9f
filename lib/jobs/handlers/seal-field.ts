/** Encrypts the values that were there when a field was marked; see lib/records/seal-field.ts. */
import { readKeptJob } from '../../background/life';
import { systemContext } from '../../context';
import { inOrg } from '../../db/transaction';
import type { Id } from '../../ids';
import { finishSealing, sealNextBatch } from '../../records/seal-field';

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
