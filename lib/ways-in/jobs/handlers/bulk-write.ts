import { runBulkWrite } from '@/lib/crm/imports/bulk/run';
import { jobContext } from '@/lib/platform/background/job-context';
import type { Id } from '@/lib/platform/ids';

export async function writeInBulk(orgId: Id, jobId: Id, signal: AbortSignal): Promise<void> {
  await runBulkWrite(await jobContext(orgId, jobId), jobId, signal);
}
