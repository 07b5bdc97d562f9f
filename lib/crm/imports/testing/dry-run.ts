import { beginJob } from '@/lib/platform/background/life';
import { getJob } from '@/lib/platform/background/queries';
import type { Context } from '@/lib/platform/context';
import { runCheck } from '../dry-run/check';
import { startCheck } from '../dry-run/start-check';
import { runImport } from '../run/run';
import { startImport } from '../run/start';
import type { CheckResult, ImportResult, MappedImport } from '../schemas';

/** Starts a dry run and does its job. */
export async function dryRun(ctx: Context, request: MappedImport): Promise<CheckResult> {
  const { jobId } = await startCheck(ctx, request);
  await beginJob(ctx.orgId, jobId);
  await runCheck(ctx, jobId, new AbortController().signal);
  return (await getJob(ctx, jobId)).result as unknown as CheckResult;
}

/** Starts an import and does its job. */
export async function importNow(ctx: Context, request: MappedImport): Promise<ImportResult> {
  await startImport(ctx, request);
  await beginJob(ctx.orgId, request.importId);
  await runImport(ctx, request.importId, new AbortController().signal);
  return (await getJob(ctx, request.importId)).result as unknown as ImportResult;
}
