'use client';

import { createContext, type ReactNode, use, useSyncExternalStore } from 'react';

const TimeZone = createContext<string | null>(null);

/** The signed-in person's zone, so that the server already renders the right time. */
export function TimeZoneProvider({ timeZone, children }: { timeZone: string; children: ReactNode }) {
  return <TimeZone value={timeZone}>{children}</TimeZone>;
}

const never = () => () => undefined;

// Asked once: the answer costs as much as formatting a hundred times.
let known: string | undefined;

function browserZone(): string {
  known ??= Intl.DateTimeFormat().resolvedOptions().timeZone;
  return known;
}

/** The zone set above; without one UTC on the server, then the browser's. */
export function useTimeZone(): string {
  const set = use(TimeZone);
  const browser = useSyncExternalStore(never, browserZone, () => 'UTC');
  return set ?? browser;
}
