import { jobContext } from '../../background/job-context';
import { readKeptJob } from '../../background/life';
import { progressOf } from '../../background/progress';
import { openRequest } from '../../background/request';
import { inOrg } from '../../db/transaction';
import { runRecordExport } from '../../exports/records/run';
import { recordExportSchema } from '../../exports/schemas';
import type { Id } from '../../ids';

export async function exportRecords(orgId: Id, jobId: Id, signal: AbortSignal): Promise<void> {
  const ctx = await jobContext(orgId, jobId);
  const request = await inOrg(orgId, async (tx) =>
    recordExportSchema.parse(await openRequest(tx, await readKeptJob(tx, jobId))),
  );
  await runRecordExport(ctx, jobId, request, { report: progressOf(orgId, jobId), signal });
}
