import { jobContext } from '../../background/job-context';
import { readJob } from '../../background/life';
import { progressOf } from '../../background/progress';
import { inOrg } from '../../db/transaction';
import { openJobRequest } from '../../disclose/job-request';
import { internal } from '../../errors';
import { runRecordExport } from '../../exports/records/run';
import { recordExportSchema } from '../../exports/schemas';
import type { Id } from '../../ids';

export async function exportRecords(orgId: Id, jobId: Id, signal: AbortSignal): Promise<void> {
  const ctx = await jobContext(orgId, jobId);
  const request = await inOrg(orgId, async (tx) => {
    const job = await readJob(tx, jobId);
    const sealed = job?.params.sealedRequest;
    if (typeof sealed !== 'string') throw internal('The export has no request.');
    return recordExportSchema.parse(JSON.parse(await openJobRequest(tx, jobId, Buffer.from(sealed, 'base64'))));
  });
  await runRecordExport(ctx, jobId, request, { report: progressOf(orgId, jobId), signal });
}
