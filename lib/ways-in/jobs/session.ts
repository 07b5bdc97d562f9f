/**
 * One stretch of a worker's work: from the moment its locks are held until they are gone or it is told to end. Everything
 * that holds a connection begins and ends with it, so what comes after an outage begins clean, in the same process.
 */
import { EventEmitter } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import {
  type JobHelpers,
  Logger,
  parseCronItems,
  type Runner,
  run,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker';
import { startDispatcher } from '@/lib/apps/deliveries/dispatcher';
import { startStreamer } from '@/lib/apps/siem/streamer';
import { primaryUrl } from '@/lib/platform/db/primary';
import { env } from '@/lib/platform/env';
import { internal } from '@/lib/platform/errors';
import { isId } from '@/lib/platform/ids';
import { log } from '@/lib/platform/log';
import { startIntegrator } from '@/lib/protection/ledger/integrate/integrator';
import { startHeartbeat } from './heartbeat';
import { startMailer } from './mailer';
import { Uncounted, uncountedWhenAway } from './outage';
import { PERIODIC } from './periodic';
import { Presence } from './presence';
import { startPublisher } from './publish/publisher';
import type { Handlers } from './registry';
import { type Ending, runJob } from './run-job';
import { cosign } from './witnesses';

const CONCURRENCY = 2;
const FREE_DEAD_POOLS_EVERY_MS = 15_000;
const GIVE_BACK_EVERY_MS = 1_000;
/** For handlers to come to the end of their step, and connections to close. */
const END_WITHIN_MS = 9_000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** What the outages of a worker's life have cost jobs, until it is given back. One a worker, shared by its sessions. */
export interface Debts {
  /** Names of pools that have ended: what the queue says they hold, nobody works on. */
  pools: Set<string>;
  /** Ids, in the queue, of jobs whose last attempt does not count. */
  jobs: Set<string>;
}

export interface Session {
  /** Resolves when the database, or the queue, was lost. */
  lost: Promise<void>;
  /** Interrupts what runs, and ends. @returns false when something does not come to its end */
  end(why: Ending): Promise<boolean>;
}

/** @throws when the database is not there, or not as it has to be. */
export async function openSession(handlers: Handlers, debts: Debts): Promise<Session> {
  const session = new OpenSession(handlers, debts);
  try {
    await session.open();
    return session;
  } catch (error) {
    await session.end('lost');
    throw error;
  }
}

class OpenSession implements Session {
  readonly #handlers: Handlers;
  readonly #debts: Debts;
  readonly #interrupting = new AbortController();
  /** What ends what was begun, the last first. */
  readonly #endings: (() => unknown)[] = [];
  #pool: string | null = null;
  #lose: () => void = () => {};
  readonly lost = new Promise<void>((resolve) => {
    this.#lose = resolve;
  });

  constructor(handlers: Handlers, debts: Debts) {
    this.#handlers = handlers;
    this.#debts = debts;
  }

  async open(): Promise<void> {
    const presence = await Presence.open(() => this.#onLost());
    this.#endings.unshift(() => presence.close());
    await this.#giveBackTries(presence);
    await presence.freeJobsOfDeadPools();
    const events: WorkerEvents = new EventEmitter();
    const held = this.#holdPools(events, presence);
    // A job may have been taken without our hearing of it.
    events.on('worker:getJob:error', () => this.#onLost());
    const runner = await this.#run(events, presence);
    // Also waits for what runs.
    this.#endings.unshift(() => Promise.allSettled([runner.stop(), runner.promise]));
    runner.promise.catch(() => {}).finally(() => this.#onLost());
    await held();
    const dispatcher = await startDispatcher(() => this.#onLost());
    this.#endings.unshift(() => dispatcher.stop());
    const streamer = await startStreamer(() => this.#onLost());
    this.#endings.unshift(() => streamer.stop());
    const integrator = startIntegrator(cosign);
    this.#endings.unshift(() => integrator.stop());
    const publisher = startPublisher();
    this.#endings.unshift(() => publisher.stop());
    const mailer = startMailer();
    this.#endings.unshift(() => mailer.stop());
    this.#endings.unshift(await startHeartbeat());
    const timers = [
      setInterval(() => void orSay(presence.freeJobsOfDeadPools()), FREE_DEAD_POOLS_EVERY_MS),
      setInterval(() => void orSay(this.#giveBackTries(presence)), GIVE_BACK_EVERY_MS),
    ];
    this.#endings.unshift(() => timers.forEach(clearInterval));
  }

  async end(why: Ending): Promise<boolean> {
    this.#interrupting.abort(why);
    if (this.#pool) this.#debts.pools.add(this.#pool);
    const inTime = new AbortController();
    const ended = (async () => {
      for (const end of this.#endings) await end();
      return true;
    })();
    const tooLate = wait(END_WITHIN_MS, false, { signal: inTime.signal, ref: false }).catch(() => false);
    return Promise.race([ended, tooLate]).finally(() => inTime.abort());
  }

  #onLost(): void {
    // At once, before anything else can be taken or written.
    this.#interrupting.abort('lost' satisfies Ending);
    this.#lose();
  }

  /** Pools name themselves when they are made; the lock is taken before the worker counts as ready. */
  #holdPools(events: WorkerEvents, presence: Presence): () => Promise<void> {
    let holding: Promise<void> = Promise.resolve();
    events.on('pool:create', ({ workerPool }) => {
      this.#pool = workerPool.id;
      holding = presence.holdPool(workerPool.id);
      holding.catch(() => this.#onLost());
    });
    return () => holding;
  }

  async #run(events: WorkerEvents, presence: Presence): Promise<Runner> {
    return run({
      connectionString: await primaryUrl(env().DATABASE_OWNER_URL),
      maxPoolSize: CONCURRENCY + 2,
      concurrency: CONCURRENCY,
      noHandleSignals: true,
      // The library's own lines may carry what an error carries: nothing of it is printed.
      logger: new Logger(() => () => {}),
      events,
      // Else the end of a job that cannot be written down is a rejection that nobody hears.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      taskList: { ...this.#jobTasks(presence), ...this.#periodicTasks() },
      parsedCronItems: parseCronItems(
        PERIODIC.map(({ name, match }) => ({
          task: name,
          match,
          identifier: name,
          options: { backfillPeriod: DAY_MS, maxAttempts: 3, jobKey: name },
        })),
      ),
    });
  }

  #jobTasks(presence: Presence): TaskList {
    return Object.fromEntries(
      Object.entries(this.#handlers).map(([kind, handler]) => [
        kind,
        (payload: unknown, helpers: JobHelpers) =>
          this.#attempt(helpers, async () => {
            const { job, getQueueName } = helpers;
            const queue = (await getQueueName()) ?? undefined;
            const attempt = { ...idsOf(payload), number: job.attempts, queue, interrupted: this.#interrupting.signal };
            await runJob(handler, attempt, presence);
          }),
      ]),
    );
  }

  #periodicTasks(): TaskList {
    return Object.fromEntries(
      PERIODIC.map(({ name, run }) => [
        name,
        (_payload: unknown, helpers: JobHelpers) => this.#attempt(helpers, () => run(helpers.query)),
      ]),
    );
  }

  /** One attempt of the queue's: owed back when it does not count. */
  async #attempt({ job }: JobHelpers, act: () => Promise<void>): Promise<void> {
    try {
      await uncountedWhenAway(act);
    } catch (error) {
      if (error instanceof Uncounted) this.#debts.jobs.add(job.id);
      throw error;
    }
  }

  async #giveBackTries(presence: Presence): Promise<void> {
    const [pools, asked] = [[...this.#debts.pools], [...this.#debts.jobs]];
    if (pools.length + asked.length === 0) return;
    const held = await presence.giveBackTries(pools, asked);
    for (const pool of pools) this.#debts.pools.delete(pool);
    for (const id of asked) if (!held.includes(id)) this.#debts.jobs.delete(id);
  }
}

/** What is tried again soon may fail: the connection is lost, or about to be. */
async function orSay(act: Promise<void>): Promise<void> {
  await act.catch(() => log.warn({ event: 'worker.queue_not_tidied' }));
}

function idsOf(payload: unknown): { orgId: string; jobId: string } {
  const { orgId, jobId } = Object(payload) as Record<string, unknown>;
  if (!isId(orgId) || !isId(jobId)) throw internal('A job in the queue names no org and job.');
  return { orgId, jobId };
}
