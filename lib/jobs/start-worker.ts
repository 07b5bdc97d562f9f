/** The worker: takes jobs from the queue and runs them, and the periodic tasks, until it is told to stop. */
import { EventEmitter } from 'node:events';
import { type JobHelpers, Logger, parseCronItems, run, type TaskList, type WorkerEvents } from 'graphile-worker';
import { closeClient } from '../db/client';
import { primaryUrl } from '../db/primary';
import { env } from '../env';
import { internal } from '../errors';
import { isId } from '../ids';
import { log } from '../log';
import { startHeartbeat } from './heartbeat';
import { PERIODIC } from './periodic';
import { Presence } from './presence';
import { HANDLERS, type Handlers } from './registry';
import { runJob } from './run-job';

const CONCURRENCY = 2;
const FREE_DEAD_POOLS_EVERY_MS = 15_000;
const DAY_MS = 24 * 60 * 60 * 1000;

export interface Worker {
  /** Resolves when the worker has ended, whoever ended it. */
  ended: Promise<void>;
  /** Interrupts what runs, which is put back into the queue, and ends. */
  stop(): Promise<void>;
}

/** Starts a worker in this process. @param onLost called when its database connection ended: the process must end. */
export async function startWorker(onLost: () => void, handlers: Handlers = HANDLERS): Promise<Worker> {
  const stopping = new AbortController();
  const presence = await Presence.open(onLost);
  await presence.freeJobsOfDeadPools();
  const events: WorkerEvents = new EventEmitter();
  const held = holdPools(events, presence);
  const runner = await run({
    connectionString: await primaryUrl(env().DATABASE_OWNER_URL),
    maxPoolSize: CONCURRENCY + 2,
    concurrency: CONCURRENCY,
    noHandleSignals: true,
    // The library's own lines may carry what an error carries: nothing of it is printed.
    logger: new Logger(() => () => {}),
    events,
    taskList: { ...jobTasks(handlers, presence, stopping.signal), ...periodicTasks() },
    parsedCronItems: parseCronItems(
      PERIODIC.map(({ name, match }) => ({
        task: name,
        match,
        identifier: name,
        options: { backfillPeriod: DAY_MS, maxAttempts: 3, jobKey: name },
      })),
    ),
  });
  await held();
  const stopBeating = await startHeartbeat();
  const timer = setInterval(() => void freeDeadPools(presence), FREE_DEAD_POOLS_EVERY_MS);
  const ended = runner.promise.finally(async () => {
    clearInterval(timer);
    stopBeating();
    await Promise.allSettled([presence.close(), closeClient()]);
  });
  log.info({ event: 'worker.ready' });
  return {
    ended,
    async stop() {
      stopping.abort();
      await runner.stop();
      await ended;
    },
  };
}

/** Pools name themselves when they are made; the lock is taken before the worker counts as ready. */
function holdPools(events: WorkerEvents, presence: Presence): () => Promise<void> {
  let holding: Promise<void> = Promise.resolve();
  events.on('pool:create', ({ workerPool }) => {
    holding = presence.holdPool(workerPool.id);
  });
  return () => holding;
}

async function freeDeadPools(presence: Presence): Promise<void> {
  try {
    await presence.freeJobsOfDeadPools();
  } catch {
    log.warn({ event: 'worker.free_failed' });
  }
}

function jobTasks(handlers: Handlers, presence: Presence, stopping: AbortSignal): TaskList {
  return Object.fromEntries(
    Object.entries(handlers).map(([kind, handler]) => [
      kind,
      async (payload: unknown, { job, getQueueName }: JobHelpers) => {
        const queue = (await getQueueName()) ?? undefined;
        await runJob(handler, { ...idsOf(payload), number: job.attempts, queue, stopping }, presence);
      },
    ]),
  );
}

function idsOf(payload: unknown): { orgId: string; jobId: string } {
  const { orgId, jobId } = Object(payload) as Record<string, unknown>;
  if (!isId(orgId) || !isId(jobId)) throw internal('A job in the queue names no org and job.');
  return { orgId, jobId };
}

function periodicTasks(): TaskList {
  return Object.fromEntries(
    PERIODIC.map(({ name, run }) => [
      name,
      async (_payload: unknown, { query }: JobHelpers) => {
        await run(query);
      },
    ]),
  );
}
