/** Keeps something running that may end by itself: started again each time, sooner when it ran for long. */
import { setTimeout as wait } from 'node:timers/promises';
import { say } from './say';

export interface Child {
  /** Resolves with words for how it ended. */
  ended: Promise<string>;
  stop(): Promise<void>;
}

export interface Kept extends Child {
  /** Ends what runs and starts it again at once; in a pause nothing is done, since it is about to start. */
  restart(): Promise<void>;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;
/** Whoever ran so long is not one that cannot start. */
const STEADY_MS = 60_000;

/** The pause before the next start, after so many ends in a row. */
export const pauseAfter = (failures: number): number =>
  Math.min(FIRST_PAUSE_MS * 2 ** Math.min(failures, 10), LONGEST_PAUSE_MS);

/**
 * Starts a child again whenever it ends, until `stop`. A start that fails counts as an end.
 * @param first one that runs already
 */
export function keep(name: string, first: Child, start: () => Child | Promise<Child>): Kept {
  const stopping = new AbortController();
  const { signal } = stopping;
  let child: Child | null = first;
  let isRunning = true;
  let isRestart = false;
  const kept = (async () => {
    for (let failures = 0; ; ) {
      const since = Date.now();
      const how: string = child ? await child.ended : 'it could not be started';
      isRunning = false;
      if (signal.aborted) return;
      failures = isRestart || Date.now() - since > STEADY_MS ? 0 : failures;
      if (!isRestart) {
        const pauseMs = pauseAfter(failures);
        failures += 1;
        say(`The ${name} ended (${how}); starting it again in ${pauseMs / 1000} s.`);
        await wait(pauseMs, undefined, { signal }).catch(() => {});
        if (signal.aborted) return;
      }
      isRestart = false;
      child = await Promise.resolve()
        .then(start)
        .catch(() => null);
      isRunning = child !== null;
      if (signal.aborted) await child?.stop();
    }
  })();
  return {
    ended: kept.then(() => 'stopped'),
    async stop() {
      stopping.abort();
      await child?.stop();
      await kept;
    },
    async restart() {
      if (!isRunning) return;
      isRestart = true;
      await child?.stop();
    },
  };
}
