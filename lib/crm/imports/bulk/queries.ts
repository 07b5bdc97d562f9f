import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { findBulkWrite, wordsOfBulkWrite } from './find';
import type { BulkWrite } from './request';

/** How far a bulk write is, for whoever started it. @throws not_found */
export function getBulkWrite(ctx: Context, jobId: string): Promise<BulkWrite> {
  return inOrg(ctx.orgId, async (tx) => {
    const job = await findBulkWrite(tx, ctx, jobId);
    const { fileName } = await wordsOfBulkWrite(tx, job.id, job.params);
    return { ...job, createdAt: new Date(job.createdAt).toISOString(), fileName };
  });
}
