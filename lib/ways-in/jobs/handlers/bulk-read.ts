import { openBulkRequest } from '@/lib/crm/exports/bulk/read';
import { runBulkRead } from '@/lib/crm/exports/bulk/run';
import { jobContext } from '@/lib/platform/background/job-context';
import { progressOf } from '@/lib/platform/background/progress';
import type { Id } from '@/lib/platform/ids';

export async function readInBulk(orgId: Id, jobId: Id, signal: AbortSignal): Promise<void> {
  const ctx = await jobContext(orgId, jobId);
  const request = await openBulkRequest(orgId, jobId);
  await runBulkRead(ctx, jobId, request, { report: progressOf(orgId, jobId), signal });
}
