/**
 * Sends what connected apps are to hear of, in a worker. Any number of workers may: each holds an advisory lock by which the
 * others know that it lives, and what a dead one had taken is freed. While there is nothing to send it sleeps, and whoever
 * writes something down for it wakes it (`app.wake_dispatcher`).
 */
import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type postgres from 'postgres';
import { connect } from '@/lib/platform/db/client';
import { isAway } from '@/lib/platform/db/errors';
import { inTransaction, type Writer, writeInOrg } from '@/lib/platform/db/transaction';
import { env } from '@/lib/platform/env';
import { CareledgerError } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { log } from '@/lib/platform/log';
import { sendDue } from './run';
import { Sleep } from './sleep';
import { Turns } from './turns';

/** First key of the locks; `app.free_deliveries` knows it too. */
const DISPATCHERS = 7_219_007;
const CHANNEL = 'app_deliveries';

const LOOK_EVERY_MS = 250;
const FREE_EVERY_MS = 2_000;
const AWAKE_MS = 2_000;

export interface Dispatcher {
  /** Interrupts between two steps, waits for those that run, and lets go of the lock. */
  stop(): Promise<void>;
}

interface Due {
  orgId: Id;
  connectionId: Id;
  /** Until it may be sent; 0: now. */
  inMs: number;
}

/**
 * Starts one in this process.
 * @param onLost called when its connection ended by itself
 * @param awakeMs so long after something was sent, or it was woken, it stays awake: what wakes it costs writers more than what
 * finds it awake
 */
export async function startDispatcher(onLost: () => void, awakeMs: number = AWAKE_MS): Promise<Dispatcher> {
  const stopping = new AbortController();
  const worker = randomInt(1, 2 ** 31 - 1);
  let isClosing = false;
  // To PostgreSQL itself: no pool in between hands its locks, or what it listens to, to others.
  const own = connect(env().DATABASE_OWNER_URL, {
    max: 1,
    max_lifetime: null,
    onclose: () => {
      if (!isClosing) onLost();
    },
    // Not in the driver's types, though its own `listen` uses it.
    ...({ onnotify: () => sleep.wake() } as postgres.Options<never>),
  });
  const sleep = new Sleep(own, stopping.signal);
  await own`select pg_advisory_lock(${DISPATCHERS}, ${worker})`;
  await own.unsafe(`listen "${CHANNEL}"`);
  const running = new Loop({ worker, sleep, stopping: stopping.signal, awakeMs }).run();
  return {
    async stop() {
      stopping.abort();
      await running;
      isClosing = true;
      await own.end({ timeout: 5 });
    },
  };
}

interface Looping {
  worker: number;
  sleep: Sleep;
  stopping: AbortSignal;
  awakeMs: number;
}

class Loop {
  readonly #turns = new Turns();
  #freedMs = Number.NEGATIVE_INFINITY;
  #activeMs = performance.now();

  constructor(private readonly its: Looping) {}

  async run(): Promise<void> {
    const { stopping, awakeMs } = this.its;
    while (!stopping.aborted) {
      try {
        if (performance.now() - this.#freedMs >= FREE_EVERY_MS) await this.#free();
        if (this.#serve(await dueConnections())) this.#activeMs = performance.now();
        if (performance.now() - this.#activeMs >= awakeMs && (await this.#slept())) continue;
      } catch (error) {
        logUnlessAway(error);
      }
      await wait(LOOK_EVERY_MS, undefined, { signal: stopping }).catch(() => {});
    }
    await this.#turns.ended();
  }

  /** @returns whether there is anything to do now */
  #serve(all: readonly Due[]): boolean {
    const due = all.filter(({ inMs }) => inMs <= 0);
    this.#turns.give(due, (one, isOver) => serve(one, this.its, isOver));
    return due.length > 0 || this.#turns.areAny;
  }

  async #free(): Promise<number> {
    const underWay = await freeOfDead();
    this.#freedMs = performance.now();
    return underWay;
  }

  /**
   * Sleeps until it is woken, or something falls due by itself. What was committed before it fell asleep it sees in a last
   * look, and who commits later tells it.
   * @returns false where it may not: somebody is about to commit, another sleeps, or something is under way
   */
  async #slept(): Promise<boolean> {
    const ended = await this.its.sleep.until(async () => {
      const underWay = await this.#free();
      const all = await dueConnections();
      const soonest = Math.min(...all.map(({ inMs }) => inMs), Number.POSITIVE_INFINITY);
      return underWay > 0 || soonest <= 0 ? null : soonest;
    });
    if (ended === 'woken') this.#activeMs = performance.now();
    return ended !== null;
  }
}

/** What dead workers had taken. Without an event, as all that a worker keeps of its own progress. */
async function freeOfDead(): Promise<number> {
  const [row] = await inTransaction(
    (sql) => sql<[{ underWay: number }]>`
      select set_config('app.writer', ${'job' satisfies Writer}, true), app.free_deliveries() as "underWay"`,
  );
  return row.underWay;
}

const dueConnections = (): Promise<Due[]> =>
  inTransaction(
    (sql) => sql<Due[]>`
      select org_id as "orgId", connection_id as "connectionId",
        greatest(extract(epoch from due_at - now()) * 1000, 0)::float8 as "inMs"
      from app.due_connections()`,
  );

/** @returns how many were settled */
async function serve(due: Due, { worker, stopping }: Looping, isOver: AbortSignal): Promise<number> {
  const { orgId, connectionId } = due;
  try {
    return await sendDue(orgId, connectionId, worker, AbortSignal.any([stopping, isOver]));
  } catch (error) {
    logUnlessAway(error);
    await freeTaken(due, worker).catch(logUnlessAway);
    return 0;
  }
}

/** What this worker had taken of a connection, and could not settle. */
const freeTaken = ({ orgId, connectionId }: Due, worker: number) =>
  writeInOrg(orgId, 'job', ({ sql }) =>
    sql`
      update app_deliveries set state = 'waiting', taken_by = null
      where org_id = ${orgId} and connection_id = ${connectionId} and taken_by = ${worker} and state = 'sending'`.execute(),
  );

function logUnlessAway(error: unknown): void {
  if (isAway(error)) return;
  const code = error instanceof CareledgerError ? error.code : error instanceof Error ? error.name : 'unknown';
  log.error({ event: 'apps.not_sent', code });
}
