/**
 * Sends what connected apps are to hear of, in a worker. Any number of workers may: each holds an advisory lock by which the
 * others know that it lives, and what a dead one had taken is freed.
 */
import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { connect } from '@/lib/platform/db/client';
import { isAway } from '@/lib/platform/db/errors';
import { inTransaction, type Writer } from '@/lib/platform/db/transaction';
import { env } from '@/lib/platform/env';
import { CareledgerError } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { log } from '@/lib/platform/log';
import { sendDue } from './run';

/** First key of the locks; `app.free_deliveries` knows it too. */
const DISPATCHERS = 7_219_007;

const LOOK_EVERY_MS = 250;
const FREE_EVERY_MS = 2_000;
/** Connections served side by side: one that is slow keeps no other waiting. */
const MOST_CONNECTIONS = 4;

export interface Dispatcher {
  /** Interrupts between two steps, waits for those that run, and lets go of the lock. */
  stop(): Promise<void>;
}

interface Due {
  orgId: Id;
  connectionId: Id;
}

/** Starts one in this process. @param onLost called when its connection ended by itself */
export async function startDispatcher(onLost: () => void): Promise<Dispatcher> {
  const stopping = new AbortController();
  const worker = randomInt(1, 2 ** 31 - 1);
  let isClosing = false;
  const lock = connect(env().DATABASE_URL, {
    max: 1,
    max_lifetime: null,
    onclose: () => {
      if (!isClosing) onLost();
    },
  });
  await lock`select pg_advisory_lock(${DISPATCHERS}, ${worker})`;
  const running = look(worker, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await running;
      isClosing = true;
      await lock.end({ timeout: 5 });
    },
  };
}

async function look(worker: number, stopping: AbortSignal): Promise<void> {
  const busy = new Map<Id, Promise<void>>();
  for (let freedMs = Number.NEGATIVE_INFINITY; !stopping.aborted; ) {
    try {
      const nowMs = performance.now();
      if (nowMs - freedMs >= FREE_EVERY_MS) {
        await freeOfDead();
        freedMs = nowMs;
      }
      for (const due of await dueConnections()) {
        if (busy.has(due.connectionId) || busy.size >= MOST_CONNECTIONS) continue;
        const sending = serve(due, worker, stopping).finally(() => busy.delete(due.connectionId));
        busy.set(due.connectionId, sending);
      }
    } catch (error) {
      logUnlessAway(error);
    }
    await wait(LOOK_EVERY_MS, undefined, { signal: stopping }).catch(() => {});
  }
  await Promise.all(busy.values());
}

/** What dead workers had taken. Without an event, as all that a worker keeps of its own progress. */
const freeOfDead = () =>
  inTransaction((sql) => sql`select set_config('app.writer', ${'job' satisfies Writer}, true), app.free_deliveries()`);

const dueConnections = (): Promise<Due[]> =>
  inTransaction(
    (sql) => sql<Due[]>`select org_id as "orgId", connection_id as "connectionId" from app.due_connections()`,
  );

async function serve({ orgId, connectionId }: Due, worker: number, stopping: AbortSignal): Promise<void> {
  try {
    await sendDue(orgId, connectionId, worker, stopping);
  } catch (error) {
    logUnlessAway(error);
  }
}

/** What was taken and not settled is freed when this worker ends, or by the next look at it. */
function logUnlessAway(error: unknown): void {
  if (isAway(error)) return;
  const code = error instanceof CareledgerError ? error.code : error instanceof Error ? error.name : 'unknown';
  log.error({ event: 'apps.not_sent', code });
}
