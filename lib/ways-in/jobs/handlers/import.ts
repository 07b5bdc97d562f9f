import { runCheck } from '@/lib/crm/imports/dry-run/check';
import { runImport } from '@/lib/crm/imports/run/run';
import { jobContext } from '@/lib/platform/background/job-context';
import type { Id } from '@/lib/platform/ids';

export async function importRecords(orgId: Id, jobId: Id, signal: AbortSignal): Promise<void> {
  await runImport(await jobContext(orgId, jobId), jobId, signal);
}

/** The dry run of an import. */
export async function checkImport(orgId: Id, jobId: Id, signal: AbortSignal): Promise<void> {
  await runCheck(await jobContext(orgId, jobId), jobId, signal);
}
