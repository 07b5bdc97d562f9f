/**
 * How a dispatcher sleeps, and is woken by whoever writes something down for it (`app.wake_dispatcher`). Guarantees: no change
 * is committed unnoticed between its last look and its sleep. Does not: let two sleep at once; the second looks on.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Sql } from '@/lib/platform/db/client';

/** Held alone by who sleeps, shared by who writes; `app.wake_dispatcher` knows it too. */
const ASLEEP = 7_219_008;
/** A word that was lost, or a row that somebody wrote by hand, is found after that. */
const LONGEST_MS = 30_000;

export class Sleep {
  #waking = new AbortController();

  /** @param own a connection of its own, which listens */
  constructor(
    private readonly own: Sql,
    private readonly stopping: AbortSignal,
  ) {
    stopping.addEventListener('abort', () => this.wake());
  }

  /** Ends the sleep, also one that is about to begin. */
  wake(): void {
    this.#waking.abort();
  }

  /**
   * @param lastLook asked when nobody can commit without a word any more: for how many milliseconds there is nothing to do;
   * null: there is something
   * @returns how the sleep ended; null: there was none, since there is something to do, or another sleeps or is about to commit
   */
  async until(lastLook: () => Promise<number | null>): Promise<'woken' | 'over' | null> {
    this.#waking = new AbortController();
    const { signal } = this.#waking;
    if (this.stopping.aborted) return null;
    const [lock] = await this.own<[{ mine: boolean }]>`select pg_try_advisory_lock(${ASLEEP}, 0) as mine`;
    if (!lock.mine) return null;
    try {
      const nothingForMs = await lastLook();
      if (nothingForMs === null) return null;
      await wait(Math.min(nothingForMs, LONGEST_MS), undefined, { signal }).catch(() => {});
      return signal.aborted ? 'woken' : 'over';
    } finally {
      await this.own`select pg_advisory_unlock(${ASLEEP}, 0)`;
    }
  }
}
