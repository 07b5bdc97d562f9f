import { useSyncExternalStore } from 'react';

/** The time, to the second, for what is counted live. Null on the server, whose clock is another. */
export function useNow(): number | null {
  return useSyncExternalStore(everySecond, currentSecond, () => null);
}

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One clock for all rows of a page. */
function everySecond(listener: () => void) {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const tell of listeners) tell();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const currentSecond = () => Math.floor(Date.now() / 1000) * 1000;
