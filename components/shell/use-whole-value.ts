import { useEffect, useRef, useState } from 'react';
import { searchValues } from './actions';
import type { FoundRecord } from './palette-items';

interface Answer {
  query: string;
  state: 'asking' | 'answered' | 'failed';
  items: readonly FoundRecord[];
}

const none: readonly FoundRecord[] = [];

/**
 * The search for one whole value: asked for by hand, never as one types, since each time is an event. Forgotten when the
 * query changes; in memory only.
 */
export function useWholeValue(query: string) {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const latest = useRef(query);
  useEffect(() => {
    latest.current = query;
  }, [query]);
  async function ask() {
    setAnswer({ query, state: 'asking', items: none });
    const next = await searchValues(query).then(
      (items): Answer => ({ query, state: 'answered', items }),
      (): Answer => ({ query, state: 'failed', items: none }),
    );
    if (latest.current === query) setAnswer(next);
  }
  const current = answer?.query === query ? answer : null;
  return {
    items: current?.items ?? none,
    asking: current?.state === 'asking',
    answered: current?.state === 'answered',
    failed: current?.state === 'failed',
    /** Absent while it is asked for, and once it was answered. */
    ask: current === null || current.state === 'failed' ? ask : undefined,
  };
}
