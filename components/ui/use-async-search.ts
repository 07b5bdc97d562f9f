'use client';

import { useEffect, useState } from 'react';

interface Answer<T> {
  query: string;
  items: readonly T[];
  failed: boolean;
}

export interface AsyncSearch<T> {
  items: readonly T[];
  loading: boolean;
  failed: boolean;
}

const none: readonly never[] = [];

/**
 * Asks `load` for a query once typing pauses. An answer to an older query is dropped, however late it comes.
 * While a newer answer is awaited the last one stays, so that a list does not flicker. `load` undefined: no asking.
 */
export function useAsyncSearch<T>(
  load: ((query: string) => Promise<readonly T[]>) | undefined,
  query: string,
  delayMs = 200,
): AsyncSearch<T> {
  const [answer, setAnswer] = useState<Answer<T> | null>(null);
  useEffect(() => {
    if (!load) return setAnswer(null);
    let stale = false;
    const timer = setTimeout(async () => {
      const next = await load(query).then(
        (items) => ({ query, items, failed: false }),
        () => ({ query, items: none, failed: true }),
      );
      if (!stale) setAnswer(next);
    }, delayMs);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [load, query, delayMs]);
  if (!load) return { items: none, loading: false, failed: false };
  return { items: answer?.items ?? none, loading: answer?.query !== query, failed: answer?.failed ?? false };
}
