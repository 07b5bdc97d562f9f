import { jobContext } from '../../background/job-context';
import { progressOf } from '../../background/progress';
import type { Id } from '../../ids';
import { runDuplicateSearch } from '../../records/duplicates/run';

export async function findDuplicates(orgId: Id, jobId: Id, signal: AbortSignal): Promise<void> {
  await runDuplicateSearch(await jobContext(orgId, jobId), jobId, { report: progressOf(orgId, jobId), signal });
}
