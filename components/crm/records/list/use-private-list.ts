'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { ListFilter } from '@/lib/crm/records/filter';
import type { ListPage, ListRequest } from '@/lib/crm/records/list';
import type { ErrorAnswer } from '@/lib/ways-in/http/error-answer';
import { searchList } from './actions';
import { isPrivate, keep, type PrivateQuery, recall, wasForgotten } from './private-memory';

export type ListAnswer = { page: ListPage; error?: undefined } | { page?: undefined; error: ErrorAnswer };

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

/**
 * The list while it is searched or filtered by protected fields: asked for by an action, since its query may not stand
 * in an address.
 * @param request what the address asks for beside.
 */
export function usePrivateList(key: string, module: string, request: ListRequest) {
  const [query, setQuery] = useState<PrivateQuery>(() => recall(key));
  const [answer, setAnswer] = useState<ListAnswer | null>(null);
  const [pending, setPending] = useState(false);
  const [forgotten, setForgotten] = useState(false);
  const [round, setRound] = useState(0);
  const active = isPrivate(query);
  // A page rendered anew hands over new objects that say the same: asking again would be another event.
  const latest = useRef(request);
  latest.current = request;
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
    const { search, filters, after, before } = query;
    const request = latest.current;
    const all = sentFilters([...(request.filters ?? []), ...filters]);
    const columns = request.columns && [...request.columns];
    searchList({ ...request, module, columns, filters: all, search, after, before }).then(
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
  }, [query, asked, module, round]);

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
