import { jobContext } from '../../background/job-context';
import type { Id } from '../../ids';
import { runBulkWrite } from '../../imports/bulk/run';

export async function writeInBulk(orgId: Id, jobId: Id, signal: AbortSignal): Promise<void> {
  await runBulkWrite(await jobContext(orgId, jobId), jobId, signal);
}
