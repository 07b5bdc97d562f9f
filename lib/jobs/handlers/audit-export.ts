import { jobContext } from '../../background/job-context';
import { readKeptJob } from '../../background/life';
import { progressOf } from '../../background/progress';
import { inOrg } from '../../db/transaction';
import { runAuditExport } from '../../exports/audit/export';
import type { Id } from '../../ids';

export async function auditExport(orgId: Id, jobId: Id, signal: AbortSignal): Promise<void> {
  const ctx = await jobContext(orgId, jobId);
  const job = await inOrg(orgId, (tx) => readKeptJob(tx, jobId));
  await runAuditExport(ctx, jobId, job?.params, { report: progressOf(orgId, jobId), signal });
}
