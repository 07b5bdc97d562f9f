import { runLedgerCheck } from '@/lib/admin/audit/verify/verify';
import { jobContext } from '@/lib/platform/background/job-context';
import { progressOf } from '@/lib/platform/background/progress';
import type { Id } from '@/lib/platform/ids';
import { verifyWithWitnesses } from '../verify-with-witnesses';

export async function verifyLedger(orgId: Id, jobId: Id, signal: AbortSignal): Promise<void> {
  const ctx = await jobContext(orgId, jobId);
  await runLedgerCheck(ctx, jobId, { verify: verifyWithWitnesses, report: progressOf(orgId, jobId), signal });
}
