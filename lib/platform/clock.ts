/**
 * What time it is, for all that goes by it: what expires, waits, is locked out or kept. Nobody else in `lib/` reads the
 * time (`lib/tools/dev/time-reads.test.ts`). What PostgreSQL compares by itself goes by its own clock
 * (docs/decisions/2026-11-30-one-clock.md).
 */

const system = (): number => Date.now();
let read = system;

export const clock = {
  now: (): Date => new Date(read()),
  /** Milliseconds since 1970. */
  nowMs: (): number => read(),
};

/** The day of a moment in UTC: `2026-11-30`. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** For tests: from now on it is what `time` says; without it, what time it is again. */
export function setClock(time: () => number = system): void {
  read = time;
}
