/**
 * Calls per minute and client, in fixed windows. What this process allowed is exact; what other processes allowed comes
 * with the token's own query and is as old as their last flush (two seconds).
 */
import { clock } from '@/lib/platform/clock';
import { limited } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { once } from '@/lib/platform/once';
import { windowEndMs, windowOf } from './tally';
import { countCall, noteCall } from './usage';

export interface RateLimit {
  limit: number;
  remaining: number;
  resetSeconds: number;
}

/** The client's window as the database had it, all processes together. */
export interface WrittenWindow {
  startMs: number | null;
  calls: number | null;
}

interface Window {
  startMs: number;
  /** Allowed by this process. */
  own: number;
  /** The most that was ever written of this window, less what of it was ours at the time. */
  others: number;
}

const windows = once('admin/api-clients/rate', () => new Map<Id, Window>());

interface LimitedClient {
  orgId: Id;
  clientId: Id;
  /** Calls a minute. */
  limit: number;
}

/**
 * Takes one call from the client's minute. A refused one is noted as an error of the client.
 * @throws limited `TOO_MANY_REQUESTS` with `limit`, `remaining` and `resetSeconds` when it is used up.
 */
export function takeCall(
  { orgId, clientId, limit }: LimitedClient,
  written: WrittenWindow,
  nowMs: number = clock.nowMs(),
): RateLimit {
  const window = windowFor(clientId, nowMs);
  if (written.startMs === window.startMs) {
    window.others = Math.max(window.others, (written.calls ?? 0) - window.own);
  }
  const used = window.own + window.others;
  const resetSeconds = Math.ceil((windowEndMs(nowMs) - nowMs) / 1000);
  if (used >= limit) {
    noteCall({ orgId, clientId, ok: false }, nowMs);
    throw limited(`At most ${limit} calls a minute. Go on in ${resetSeconds} seconds.`, {
      reason: 'TOO_MANY_REQUESTS',
      facts: { limit, remaining: 0, resetSeconds },
    });
  }
  window.own += 1;
  countCall(orgId, clientId, nowMs);
  return { limit, remaining: limit - used - 1, resetSeconds };
}

function windowFor(clientId: Id, nowMs: number): Window {
  const startMs = windowOf(nowMs);
  const found = windows.get(clientId);
  if (found?.startMs === startMs) return found;
  const window = { startMs, own: 0, others: 0 };
  windows.set(clientId, window);
  return window;
}
