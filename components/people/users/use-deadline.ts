'use client';

import { useCallback, useEffect, useRef, useState } from 'react';

/** A little more than the minute in which the server notes a session's use at most once. */
const PING_EVERY_MS = 65_000;
const SHARED_KEY = 'careledger.last-activity';
const ACTIVITIES = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

export interface Deadline {
  /** Milliseconds until the session ends; below zero afterwards. */
  remainingMs: number;
  /** Whether going on is possible, or the session has reached its longest time. */
  extendable: boolean;
  /** Tells the server that the person is there. */
  extend: () => void;
}

/**
 * When this session ends if the person does nothing more. What they do here is told to the server at most once a minute,
 * and to the other tabs (a time, nothing else); a tab that only loads things by itself tells nothing.
 * @param expiresInMs until the session's longest time, counted from the page's loading.
 */
export function useDeadline(idleMs: number, expiresInMs: number, ping: () => void): Deadline {
  const [now, setNow] = useState(0);
  const told = useRef(0);
  const expiresAt = useRef(0);
  const waiting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const pinging = useRef(ping);
  pinging.current = ping;

  const tell = useCallback(() => {
    clearTimeout(waiting.current);
    waiting.current = undefined;
    told.current = Date.now();
    localStorage.setItem(SHARED_KEY, String(told.current));
    pinging.current();
  }, []);

  // Anew with each rendering by the server, which nobody need have asked for: it is no activity.
  useEffect(() => {
    expiresAt.current = Date.now() + expiresInMs;
  }, [expiresInMs]);

  useEffect(() => {
    // Loading the page told the server, unless it had been told within the minute before.
    told.current = Date.now() - 60_000;
    setNow(Date.now());
    const note = () => {
      const nextMs = told.current + PING_EVERY_MS - Date.now();
      if (nextMs <= 0) tell();
      else waiting.current ??= setTimeout(tell, nextMs);
    };
    const hear = (event: StorageEvent) => {
      if (event.key === SHARED_KEY) told.current = Math.max(told.current, Number(event.newValue) || 0);
    };
    const tick = () => setNow(Date.now());
    const timer = setInterval(tick, 1000);
    for (const kind of ACTIVITIES) document.addEventListener(kind, note, { capture: true, passive: true });
    document.addEventListener('visibilitychange', tick);
    window.addEventListener('storage', hear);
    return () => {
      clearInterval(timer);
      clearTimeout(waiting.current);
      for (const kind of ACTIVITIES) document.removeEventListener(kind, note, { capture: true });
      document.removeEventListener('visibilitychange', tick);
      window.removeEventListener('storage', hear);
    };
  }, [tell]);

  const idleEndsAt = told.current + idleMs;
  const extendable = idleEndsAt < expiresAt.current;
  const remainingMs = now === 0 ? Number.POSITIVE_INFINITY : Math.min(idleEndsAt, expiresAt.current) - now;
  return { remainingMs, extendable, extend: tell };
}
