/**
 * The worker: takes jobs from the queue and runs them, and the periodic tasks, until it is told to stop. A lost database
 * interrupts what runs, and ends neither the worker nor a job: it begins anew as soon as the database is there.
 */

import { setTimeout as wait } from 'node:timers/promises';
import { clock } from '@/lib/platform/clock';
import { closeClient } from '@/lib/platform/db/client';
import { isAway } from '@/lib/platform/db/errors';
import { internal } from '@/lib/platform/errors';
import { log } from '@/lib/platform/log';
import { HANDLERS, type Handlers } from './registry';
import { type Debts, openSession, type Session } from './session';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2_000;
/** Who worked so long since the last outage begins anew without a long pause. */
const STEADY_MS = 10_000;

export interface Worker {
  /** Resolves when the worker was stopped; rejects when it cannot go on in this process. */
  ended: Promise<void>;
  /** Interrupts what runs, which is put back into the queue, and ends. */
  stop(): Promise<void>;
}

/**
 * Starts a worker in this process.
 * @param longestPauseMs how long it waits at most before it asks for a lost database again.
 * @throws when the database is not there at the start.
 */
export async function startWorker(
  handlers: Handlers = HANDLERS,
  longestPauseMs: number = LONGEST_PAUSE_MS,
): Promise<Worker> {
  const stopping = new AbortController();
  const debts: Debts = { pools: new Set(), jobs: new Set() };
  const open = () => openSession(handlers, debts);
  const pauseMs = (failures: number) => Math.min(FIRST_PAUSE_MS * 2 ** Math.min(failures, 10), longestPauseMs);
  const first = await open();
  log.info({ event: 'worker.ready' });
  const ended = keepWorking(first, { open, pauseMs }, stopping.signal).finally(() => closeClient().catch(() => {}));
  return {
    ended,
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

interface Manner {
  open(): Promise<Session>;
  pauseMs(failures: number): number;
}

async function keepWorking(first: Session, manner: Manner, stopping: AbortSignal): Promise<void> {
  const toldToStop = new Promise<void>((resolve) => stopping.addEventListener('abort', () => resolve()));
  let session: Session | null = first;
  for (let losses = 0; session; ) {
    const since = clock.nowMs();
    await Promise.race([session.lost, toldToStop]);
    const isOver = await session.end(stopping.aborted ? 'stopping' : 'lost');
    if (stopping.aborted) return;
    log.warn({ event: 'worker.lost_database' });
    if (!isOver) throw internal('What the worker ran does not come to its end.');
    losses = clock.nowMs() - since > STEADY_MS ? 0 : losses + 1;
    session = await reopen(manner, losses, stopping);
  }
}

/** Tries until the database is there. @returns null when told to stop meanwhile */
async function reopen({ open, pauseMs }: Manner, losses: number, stopping: AbortSignal): Promise<Session | null> {
  for (let failures = losses; ; failures += 1) {
    await wait(pauseMs(failures), undefined, { signal: stopping }).catch(() => {});
    if (stopping.aborted) return null;
    try {
      const session = await open();
      log.info({ event: 'worker.back' });
      return session;
    } catch (error) {
      if (!isAway(error)) throw error;
    }
  }
}
