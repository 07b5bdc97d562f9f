import { runDuplicateSearch } from '@/lib/crm/records/duplicates/run';
import { jobContext } from '@/lib/platform/background/job-context';
import { progressOf } from '@/lib/platform/background/progress';
import type { Id } from '@/lib/platform/ids';

export async function findDuplicates(orgId: Id, jobId: Id, signal: AbortSignal): Promise<void> {
  await runDuplicateSearch(await jobContext(orgId, jobId), jobId, { report: progressOf(orgId, jobId), signal });
}
