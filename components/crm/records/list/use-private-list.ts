'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { ListFilter } from '@/lib/crm/records/filter';
import type { Listed } from '@/lib/ways-in/http/answer-list';
import type { ErrorAnswer } from '@/lib/ways-in/http/error-answer';
import { isPrivate, keep, type PrivateQuery, recall, wasForgotten } from './private-memory';

const FAILED: ErrorAnswer = {
  code: 'internal',
  message: 'The server did not answer. Try again.',
  fields: {},
  facts: {},
};

/** Filters as an action takes them. */
export const sentFilters = (filters: readonly ListFilter[]) =>
  filters.map(({ value, ...filter }) => ({
    ...filter,
    value: typeof value === 'string' ? value : value && [...value],
  }));

/** Asks for what an address asks for, narrowed by what may not stand in one. */
export type AskPrivately<Page, Request> = (
  request: Request,
  query: PrivateQuery,
) => Promise<{ data?: Page; serverError?: ErrorAnswer }>;

/**
 * The list while it is searched or filtered by protected fields: asked for by an action, since its query may not stand
 * in an address.
 * @param request what the address asks for beside.
 */
export function usePrivateList<Page, Request>(key: string, request: Request, ask: AskPrivately<Page, Request>) {
  const [query, setQuery] = useState<PrivateQuery>(() => recall(key));
  const [answer, setAnswer] = useState<Listed<Page> | null>(null);
  const [pending, setPending] = useState(false);
  const [forgotten, setForgotten] = useState(false);
  const [round, setRound] = useState(0);
  const active = isPrivate(query);
  // A page rendered anew hands over new objects that say the same: asking again would be another event.
  const latest = useRef({ request, ask });
  latest.current = { request, ask };
  const asked = JSON.stringify(request);

  useEffect(() => setForgotten(wasForgotten(key)), [key]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` stands for the request, `round` asks again for the same
  useEffect(() => {
    if (!isPrivate(query)) {
      setAnswer(null);
      setPending(false);
      return;
    }
    let stale = false;
    setPending(true);
    latest.current.ask(latest.current.request, query).then(
      ({ data, serverError }) => {
        if (stale) return;
        setAnswer(data ? { page: data } : { error: serverError ?? FAILED });
        setPending(false);
      },
      () => {
        if (stale) return;
        setAnswer({ error: FAILED });
        setPending(false);
      },
    );
    return () => {
      stale = true;
    };
  }, [query, asked, round]);

  const change = useCallback(
    (next: PrivateQuery) => {
      keep(key, next);
      setForgotten(false);
      setQuery(next);
    },
    [key],
  );
  const again = useCallback(() => setRound((before) => before + 1), []);
  return { query, active, answer: active ? answer : null, pending, forgotten, change, again };
}
