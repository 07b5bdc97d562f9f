/**
 * Checking the audit log from the screen: a job that reads every entry, builds the signed tree anew and compares it with what
 * was published. Asked for by whoever reads the whole ledger; what it found is an entry, and the job's result.
 */
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { finishJob } from '@/lib/platform/background/life';
import type { ReportProgress } from '@/lib/platform/background/progress';
import { startJob } from '@/lib/platform/background/start';
import type { Context } from '@/lib/platform/context';
import { env } from '@/lib/platform/env';
import type { Id } from '@/lib/platform/ids';
import { checkpointFolder, publishedNotes } from '@/lib/protection/ledger/integrate/published';
import type { Verification } from '@/lib/protection/ledger/verify/finding';
import type { VerifyOptions } from '@/lib/protection/ledger/verify/verify-org';
import { mutate } from '@/lib/protection/mutate';

/** What the job leaves as its result. */
export type LedgerCheck = Omit<Verification, 'orgId'>;

/** @returns the job's id. @throws forbidden */
export async function startLedgerCheck(ctx: Context): Promise<Id> {
  return mutate(ctx, 'ledger.verify_start', async (tx) => {
    assertOrgRight(ctx, 'readWholeLedger');
    // One after the other: each reads the whole ledger.
    const jobId = await startJob(tx, ctx, { kind: 'verify_ledger', params: {}, queue: `verify_ledger ${ctx.orgId}` });
    return { value: jobId, entries: [{ action: 'ledger.verify_start', subjectId: jobId }] };
  });
}

interface RunOptions {
  verify(orgId: Id, options: VerifyOptions): Promise<Verification>;
  report: ReportProgress;
  signal: AbortSignal;
}

/** Does what a started check asks, and ends its job. Started again, it begins anew. @throws forbidden */
export async function runLedgerCheck(ctx: Context, jobId: Id, { verify, report, signal }: RunOptions): Promise<void> {
  assertOrgRight(ctx, 'readWholeLedger');
  const published = await publishedNotes(checkpointFolder(env().DATA_DIR, ctx.orgId));
  const onEntries = async (done: number, total: number) => {
    signal.throwIfAborted();
    await report(done, total);
  };
  const { orgId: _, ...found } = await verify(ctx.orgId, { published, onEntries });
  await mutate(ctx, { action: 'ledger.verify', subjectId: jobId }, async (tx) => {
    const { verdict, entries, waiting } = found;
    await finishJob(tx, jobId, { result: { ...found } });
    return {
      value: undefined,
      entries: [{ action: 'ledger.verify', subjectId: jobId, facts: { verdict, entries, waiting } }],
    };
  });
}
