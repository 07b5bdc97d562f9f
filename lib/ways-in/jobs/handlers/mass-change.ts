import { runMassChange } from '@/lib/crm/mass-changes/run';
import { jobContext } from '@/lib/platform/background/job-context';
import { progressOf } from '@/lib/platform/background/progress';
import type { Id } from '@/lib/platform/ids';

export async function changeMany(orgId: Id, jobId: Id, signal: AbortSignal): Promise<void> {
  await runMassChange(await jobContext(orgId, jobId), jobId, { report: progressOf(orgId, jobId), signal });
}
