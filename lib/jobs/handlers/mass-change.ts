import { jobContext } from '../../background/job-context';
import { progressOf } from '../../background/progress';
import type { Id } from '../../ids';
import { runMassChange } from '../../mass-changes/run';

export async function changeMany(orgId: Id, jobId: Id, signal: AbortSignal): Promise<void> {
  await runMassChange(await jobContext(orgId, jobId), jobId, { report: progressOf(orgId, jobId), signal });
}
