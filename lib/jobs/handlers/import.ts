import { jobContext } from '../../background/job-context';
import type { Id } from '../../ids';
import { runImport } from '../../imports/run';

export async function importRecords(orgId: Id, jobId: Id, signal: AbortSignal): Promise<void> {
  await runImport(await jobContext(orgId, jobId), jobId, signal);
}
