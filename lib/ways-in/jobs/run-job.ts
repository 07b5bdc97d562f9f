/**
 * One attempt at one job: takes it, watches for a wish to cancel, and says honestly how it ended.
 * A refusal by policy or bad input fails the job at once. Anything else is tried again, a few times, with growing pauses.
 * Only faults count: a database that is away, however often, costs a job nothing but time.
 */

import { beginJob, endJob, type Job, readJob, requeue, waitForRetry } from '@/lib/platform/background/life';
import { clock } from '@/lib/platform/clock';
import { inOrg } from '@/lib/platform/db/transaction';
import { CareledgerError, type ErrorCode } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { log } from '@/lib/platform/log';
import { Uncounted } from './outage';
import type { Presence } from './presence';
import type { JobHandler } from './registry';

/** The queue allows one more, which only says that it is over: so a job that kills its worker still ends as failed. */
export const MAX_TRIES = 4;

/** The same job may end well the next time. */
const MAY_PASS: ReadonlySet<string> = new Set<ErrorCode>(['internal', 'conflict']);

const LOOK_FOR_CANCEL_EVERY_MS = 500;

/** Why a handler's signal is aborted. */
class Interrupted extends Error {
  constructor(readonly why: 'cancelled' | Ending) {
    super(why);
  }
}

/** Why a worker interrupts what it runs: it was told to stop, or has lost the locks that say that it works on it. */
export type Ending = 'stopping' | 'lost';

export interface Attempt {
  orgId: Id;
  jobId: Id;
  /** 1 for the first. */
  number: number;
  /** The queue it was taken from. */
  queue?: string | undefined;
  /** Aborted, with an `Ending` as its reason, when the worker interrupts what it runs. */
  interrupted: AbortSignal;
}

/**
 * @throws when another attempt is due: `Uncounted` when this one does not count. The message names a code only, since the
 * queue stores it.
 */
export async function runJob(handler: JobHandler, attempt: Attempt, presence: Presence): Promise<void> {
  const { orgId, jobId } = attempt;
  if (!(await presence.takeJob(jobId))) throw new Uncounted('busy');
  try {
    const job = await beginJob(orgId, jobId);
    if (!job) return;
    if (job.cancelRequested) return await endJob(orgId, jobId, 'cancelled');
    if (attempt.number > MAX_TRIES) return await endJob(orgId, jobId, 'failed', GAVE_UP);
    await runHandler(handler, attempt, job);
  } finally {
    await presence.giveBackJob(jobId);
  }
}

const GAVE_UP = 'It was interrupted several times and has been given up. Start it again.';

async function runHandler(handler: JobHandler, attempt: Attempt, job: Job): Promise<void> {
  const { orgId, jobId, interrupted } = attempt;
  const startedMs = clock.nowMs();
  const cancelling = new AbortController();
  const timer = setInterval(() => void lookForCancel(orgId, jobId, cancelling), LOOK_FOR_CANCEL_EVERY_MS);
  const stop = () => cancelling.abort(new Interrupted(interrupted.reason as Ending));
  interrupted.addEventListener('abort', stop);
  if (interrupted.aborted) stop();
  try {
    await handler(orgId, jobId, cancelling.signal);
    await endJob(orgId, jobId, 'done');
    log.info({ event: 'job.done', orgId, jobId, durationMs: clock.nowMs() - startedMs });
  } catch (error) {
    const why = cancelling.signal.aborted ? (cancelling.signal.reason as Interrupted).why : undefined;
    await settle(job, why ?? error, attempt);
  } finally {
    clearInterval(timer);
    interrupted.removeEventListener('abort', stop);
  }
}

async function lookForCancel(orgId: Id, jobId: Id, cancelling: AbortController): Promise<void> {
  const job = await inOrg(orgId, (tx) => readJob(tx, jobId)).catch(() => undefined);
  if (job?.cancelRequested) cancelling.abort(new Interrupted('cancelled'));
}

async function settle(job: Job, error: unknown, { orgId, jobId, number, queue }: Attempt): Promise<void> {
  if (error === 'cancelled') return endJob(orgId, jobId, 'cancelled');
  if (error === 'stopping') return requeue(job, queue);
  // Another worker may have taken it already: its state is not ours to change.
  if (error === 'lost') throw new Uncounted('lost');
  const code = error instanceof CareledgerError ? error.code : error instanceof Error ? error.name : 'unknown';
  log.warn({ event: 'job.failed', orgId, jobId, code });
  if (code === 'unavailable') {
    await waitForRetry(orgId, jobId, firstSentence((error as CareledgerError).message));
    throw new Uncounted(code);
  }
  if (error instanceof CareledgerError && !MAY_PASS.has(code)) {
    return endJob(orgId, jobId, 'failed', error.message);
  }
  if (number >= MAX_TRIES) return endJob(orgId, jobId, 'failed', wordsOf(error));
  await waitForRetry(orgId, jobId);
  throw new Error(code);
}

/** What is away. What follows says what was saved of one step, and a job has many. */
const firstSentence = (message: string): string => /^[^.]*\./.exec(message)?.[0] ?? message;

const wordsOf = (error: unknown): string =>
  error instanceof CareledgerError ? error.message : 'Something went wrong on our side. Start it again.';
