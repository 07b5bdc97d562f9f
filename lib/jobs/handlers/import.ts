import { jobContext } from '../../background/job-context';
import type { Id } from '../../ids';
import { runCheck } from '../../imports/dry-run/check';
import { runImport } from '../../imports/run/run';

export async function importRecords(orgId: Id, jobId: Id, signal: AbortSignal): Promise<void> {
  await runImport(await jobContext(orgId, jobId), jobId, signal);
}

/** The dry run of an import. */
export async function checkImport(orgId: Id, jobId: Id, signal: AbortSignal): Promise<void> {
  await runCheck(await jobContext(orgId, jobId), jobId, signal);
}
