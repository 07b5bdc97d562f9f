import { jobContext } from '../../background/job-context';
import { readKeptJob } from '../../background/life';
import { progressOf } from '../../background/progress';
import { inOrg } from '../../db/transaction';
import { subjectExportSchema } from '../../exports/schemas';
import { runSubjectExport } from '../../exports/subject/export';
import type { Id } from '../../ids';

export async function exportSubject(orgId: Id, jobId: Id, signal: AbortSignal): Promise<void> {
  const ctx = await jobContext(orgId, jobId);
  const job = await inOrg(orgId, (tx) => readKeptJob(tx, jobId));
  const request = subjectExportSchema.parse({ module: job?.module, ...job?.params });
  await runSubjectExport(ctx, jobId, request, { report: progressOf(orgId, jobId), signal });
}
