import { runRecordExport } from '@/lib/crm/exports/records/run';
import { recordExportSchema } from '@/lib/crm/exports/schemas';
import { jobContext } from '@/lib/platform/background/job-context';
import { readKeptJob } from '@/lib/platform/background/life';
import { progressOf } from '@/lib/platform/background/progress';
import { openRequest } from '@/lib/platform/background/request';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

export async function exportRecords(orgId: Id, jobId: Id, signal: AbortSignal): Promise<void> {
  const ctx = await jobContext(orgId, jobId);
  const request = await inOrg(orgId, async (tx) =>
    recordExportSchema.parse(await openRequest(tx, await readKeptJob(tx, jobId))),
  );
  await runRecordExport(ctx, jobId, request, { report: progressOf(orgId, jobId), signal });
}
