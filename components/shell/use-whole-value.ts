import { useEffect, useRef, useState } from 'react';
import type { FoundRecord } from './palette-items';

interface Answer {
  query: string;
  state: 'asking' | 'answered' | 'failed';
  items: readonly FoundRecord[];
}

const none: readonly FoundRecord[] = [];

/** The search for one whole value: asked for by hand, forgotten when the query changes. In memory only. */
export function useWholeValue(search: ((query: string) => Promise<readonly FoundRecord[]>) | undefined, query: string) {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const latest = useRef(query);
  useEffect(() => {
    latest.current = query;
  }, [query]);
  async function ask() {
    if (!search) return;
    setAnswer({ query, state: 'asking', items: none });
    const next = await search(query).then(
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
    /** Absent while it is asked for, once it was answered, and where nothing can be asked. */
    ask: search && (current === null || current.state === 'failed') ? ask : undefined,
  };
}
