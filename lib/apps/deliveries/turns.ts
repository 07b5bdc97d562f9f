/**
 * Which connections a worker serves now. Guarantees: whoever waited longest comes first, whichever organisation it is of; a
 * turn ends when others wait, however much is left of it; apps that are slow never have all the places.
 */
import type { Id } from '@/lib/platform/ids';

const MOST_TURNS = 12;
/** Of them, of apps that were slow the last time. */
const MOST_SLOW = 6;
/** So long a turn lasts at least, though others wait. */
const TURN_MS = 2_000;
/** Fewer a second than this is slow. */
const SLOW_A_SECOND = 2;

interface Turn {
  sinceMs: number;
  over: AbortController;
  done: Promise<void>;
}

export class Turns {
  readonly #turns = new Map<Id, Turn>();
  /** When each was served last, by `performance.now()`. */
  readonly #servedMs = new Map<Id, number>();
  readonly #slow = new Set<Id>();

  get areAny(): boolean {
    return this.#turns.size > 0;
  }

  /** When all turns have ended. */
  async ended(): Promise<void> {
    await Promise.all([...this.#turns.values()].map(({ done }) => done));
  }

  /**
   * Gives places to connections that have something to send, and ends turns where some find none.
   * @param serve until it is done or the turn is over; how many it settled. It does not throw.
   */
  give<D extends { connectionId: Id }>(
    due: readonly D[],
    serve: (one: D, isOver: AbortSignal) => Promise<number>,
  ): void {
    this.#forget(due);
    const waiting = due.filter(({ connectionId }) => !this.#turns.has(connectionId));
    const inTurn = waiting.sort((one, other) => this.#lastMs(one.connectionId) - this.#lastMs(other.connectionId));
    let areLeft = false;
    for (const one of inTurn) {
      if (this.#hasPlace(one.connectionId)) this.#start(one, serve);
      else areLeft = true;
    }
    if (areLeft) this.#endLong();
  }

  #lastMs(id: Id): number {
    return this.#servedMs.get(id) ?? Number.NEGATIVE_INFINITY;
  }

  #hasPlace(id: Id): boolean {
    if (this.#turns.size >= MOST_TURNS) return false;
    return !this.#slow.has(id) || [...this.#turns.keys()].filter((one) => this.#slow.has(one)).length < MOST_SLOW;
  }

  #start<D extends { connectionId: Id }>(one: D, serve: (one: D, isOver: AbortSignal) => Promise<number>): void {
    const id = one.connectionId;
    const sinceMs = performance.now();
    const over = new AbortController();
    this.#servedMs.set(id, sinceMs);
    const done = serve(one, over.signal).then((settled) => {
      const tookMs = performance.now() - sinceMs;
      this.#turns.delete(id);
      if (tookMs > TURN_MS && settled < (tookMs / 1_000) * SLOW_A_SECOND) this.#slow.add(id);
      else this.#slow.delete(id);
    });
    this.#turns.set(id, { sinceMs, over, done });
  }

  #endLong(): void {
    const nowMs = performance.now();
    for (const { sinceMs, over } of this.#turns.values()) if (nowMs - sinceMs >= TURN_MS) over.abort();
  }

  /** Who has nothing to send any more has not waited. */
  #forget(due: readonly { connectionId: Id }[]): void {
    const ids = new Set(due.map(({ connectionId }) => connectionId));
    for (const id of this.#servedMs.keys()) if (!ids.has(id) && !this.#turns.has(id)) this.#servedMs.delete(id);
  }
}
