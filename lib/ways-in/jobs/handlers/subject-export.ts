import { subjectExportSchema } from '@/lib/crm/exports/schemas';
import { runSubjectExport } from '@/lib/crm/exports/subject/export';
import { jobContext } from '@/lib/platform/background/job-context';
import { readKeptJob } from '@/lib/platform/background/life';
import { progressOf } from '@/lib/platform/background/progress';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

export async function exportSubject(orgId: Id, jobId: Id, signal: AbortSignal): Promise<void> {
  const ctx = await jobContext(orgId, jobId);
  const job = await inOrg(orgId, (tx) => readKeptJob(tx, jobId));
  const request = subjectExportSchema.parse({ module: job?.module, ...job?.params });
  await runSubjectExport(ctx, jobId, request, { report: progressOf(orgId, jobId), signal });
}
