import { jobContext } from '../../background/job-context';
import { progressOf } from '../../background/progress';
import { openBulkRequest } from '../../exports/bulk/read';
import { runBulkRead } from '../../exports/bulk/run';
import type { Id } from '../../ids';

export async function readInBulk(orgId: Id, jobId: Id, signal: AbortSignal): Promise<void> {
  const ctx = await jobContext(orgId, jobId);
  const request = await openBulkRequest(orgId, jobId);
  await runBulkRead(ctx, jobId, request, { report: progressOf(orgId, jobId), signal });
}
