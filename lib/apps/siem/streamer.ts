/**
 * Streams ledgers to SIEMs, in a worker. Any number of workers may: who streams an organisation's holds an advisory lock, which
 * goes with its connection.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { connect, type Sql } from '@/lib/platform/db/client';
import { isAway } from '@/lib/platform/db/errors';
import { inTransaction } from '@/lib/platform/db/transaction';
import { env } from '@/lib/platform/env';
import type { Id } from '@/lib/platform/ids';
import { log } from '@/lib/platform/log';
import { streamBatch } from './stream';
import { noteIfStalled } from './trouble';

/** First key of the locks; the second is a hash of the organisation's id. */
const STREAMERS = 7_219_014;
const LOOK_EVERY_MS = 1_000;
/** Each so many looks, whether a stream stands still. */
const LOOKS_A_WATCH = 60;
/** One after the other for an organisation, until others have their look again. */
const MOST_BATCHES = 200;

export interface Streamer {
  /** Comes to the end of what is under way, and lets go of its locks. */
  stop(): Promise<void>;
}

/** @param onLost called when its connection ended by itself */
export async function startStreamer(onLost: () => void): Promise<Streamer> {
  const stopping = new AbortController();
  let isClosing = false;
  // To PostgreSQL itself: no pool in between hands its locks to others.
  const own = connect(env().DATABASE_OWNER_URL, {
    max: 1,
    max_lifetime: null,
    onclose: () => {
      if (!isClosing) onLost();
    },
  });
  await own`select 1`;
  const running = loop(own, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await running;
      isClosing = true;
      await own.end({ timeout: 5 });
    },
  };
}

async function loop(own: Sql, stopping: AbortSignal): Promise<void> {
  const serving = new Map<Id, Promise<void>>();
  for (let look = 1; !stopping.aborted; look += 1) {
    try {
      const due = await dueOrgs();
      for (const orgId of due) {
        if (serving.has(orgId)) continue;
        const served = serve(own, orgId, stopping)
          .catch(logUnlessAway)
          .finally(() => serving.delete(orgId));
        serving.set(orgId, served);
      }
      if (look % LOOKS_A_WATCH === 0) for (const orgId of due) await noteIfStalled(orgId).catch(logUnlessAway);
    } catch (error) {
      logUnlessAway(error);
    }
    await wait(LOOK_EVERY_MS, undefined, { signal: stopping }).catch(() => {});
  }
  await Promise.all(serving.values());
}

async function serve(own: Sql, orgId: Id, stopping: AbortSignal): Promise<void> {
  const [lock] = await own<[{ held: boolean }]>`
    select pg_try_advisory_lock(${STREAMERS}, hashint8(${orgId})) as held`;
  if (!lock.held) return;
  try {
    for (let sent = 0; sent < MOST_BATCHES && !stopping.aborted; sent += 1) if (!(await streamBatch(orgId))) return;
  } finally {
    await own`select pg_advisory_unlock(${STREAMERS}, hashint8(${orgId}))`;
  }
}

const dueOrgs = async (): Promise<Id[]> => {
  const rows = await inTransaction((sql) => sql<{ id: Id }[]>`select app.due_siem_streams() as id`);
  return rows.map(({ id }) => id);
};

function logUnlessAway(error: unknown): void {
  if (!isAway(error)) log.error({ event: 'siem.not_streamed', code: error instanceof Error ? error.name : 'unknown' });
}
