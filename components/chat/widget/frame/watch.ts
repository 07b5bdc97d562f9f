import type { Core } from './core';

const POLL_MS = 6_000;
const TICK_MS = 2_000;
/** A hint may be lost; the query is the truth. */
const CHECK_MS = 60_000;

interface Watched {
  sync(): Promise<void>;
  markRead(): void;
  /** When it was asked last. */
  askedAt(): number;
}

/** Asks from time to time, as often as the stream makes it necessary, and when somebody looks again. */
export function watch({ get }: Core, { sync, markRead, askedAt }: Watched): void {
  const wake = () => {
    if (document.visibilityState !== 'visible') return;
    markRead();
    void sync();
  };
  addEventListener('online', wake);
  addEventListener('focus', wake);
  document.addEventListener('visibilitychange', wake);
  setInterval(() => {
    const { conversation, live } = get();
    if (!conversation || conversation.status === 'closed' || !navigator.onLine) return;
    const due = live ? CHECK_MS : POLL_MS;
    if (document.visibilityState === 'visible' && Date.now() - askedAt() >= due) void sync();
  }, TICK_MS);
}
