import { runAuditExport } from '@/lib/crm/exports/audit/export';
import { jobContext } from '@/lib/platform/background/job-context';
import { readKeptJob } from '@/lib/platform/background/life';
import { progressOf } from '@/lib/platform/background/progress';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { cosign } from '../witnesses';

export async function auditExport(orgId: Id, jobId: Id, signal: AbortSignal): Promise<void> {
  const ctx = await jobContext(orgId, jobId);
  const job = await inOrg(orgId, (tx) => readKeptJob(tx, jobId));
  await runAuditExport(ctx, jobId, job?.params, { report: progressOf(orgId, jobId), signal, cosign });
}
