'use client';

import { useRouter } from 'next/navigation';
import { useQueryStates } from 'nuqs';
import { useMemo, useTransition } from 'react';
import type { ListFilter } from '@/lib/crm/records/filter';
import { isProtected, type ListField } from '@/lib/crm/records/list-fields';
import type { SavedView } from '@/lib/crm/views/queries';
import { type ListParams, listParams, requestOf } from './list-params';
import { NO_PRIVATE_QUERY } from './private-memory';
import { type ListAnswer, usePrivateList } from './use-private-list';
import { useSelection } from './use-selection';

export interface ListStateSource {
  /** Of the person and the module. */
  memoryKey: string;
  module: string;
  fields: readonly ListField[];
  views: readonly SavedView[];
  /** The list as the address asks for it. */
  answer: ListAnswer;
}

export type ListState = ReturnType<typeof useListState>;

type Patch = { [K in keyof ListParams]?: ListParams[K] | null };

const FIRST_PAGE = { after: null, before: null } as const;
const WAITING: { page?: undefined; error?: undefined } = {};

/** What is shown, and every way to change it. The address holds all but the search and filters on protected fields. */
export function useListState(source: ListStateSource) {
  const { fields, views } = source;
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [params, setParams] = useQueryStates(listParams, { history: 'push', shallow: false, startTransition });
  const view = views.find(({ id }) => id === params.view) ?? null;
  const request = useMemo(() => requestOf(params, view), [params, view]);
  const hidden = usePrivateList(source.memoryKey, source.module, request);
  const { page, error } = hidden.active ? (hidden.answer ?? WAITING) : source.answer;
  const filters = [...(request.filters ?? []), ...hidden.query.filters];
  const selection = useSelection(JSON.stringify([filters, hidden.query.search]));
  const firstPage = { ...hidden.query, after: undefined, before: undefined };

  function change(patch: Patch) {
    if (hidden.active) hidden.change(firstPage);
    void setParams({ ...FIRST_PAGE, removed: null, ...patch });
  }

  function filterBy(chosen: ListFilter[]) {
    const inMemory = (filter: ListFilter) => {
      const field = fields.find(({ apiName }) => apiName === filter.field);
      return field !== undefined && isProtected(field);
    };
    hidden.change({ search: hidden.query.search, filters: chosen.filter(inMemory) });
    const inAddress = chosen.filter((filter) => !inMemory(filter));
    if (isSame(inAddress, request.filters ?? [])) return;
    const ofView = view?.definition.filters ?? [];
    void setParams({ ...FIRST_PAGE, removed: null, filters: isSame(inAddress, ofView) ? null : inAddress });
  }

  function search(text: string) {
    hidden.change({ search: text, filters: hidden.query.filters });
  }

  /** Everything that narrows the list, the view's own filters too. */
  function clear() {
    hidden.change(NO_PRIVATE_QUERY);
    void setParams({ ...FIRST_PAGE, removed: null, filters: view?.definition.filters.length ? [] : null });
  }

  function turn({ after = null, before = null }: { after?: string | null; before?: string | null }) {
    if (hidden.active) hidden.change({ ...firstPage, after: after ?? undefined, before: before ?? undefined });
    else void setParams({ after, before });
  }

  function retry() {
    if (hidden.active) hidden.again();
    else startTransition(() => router.refresh());
  }

  return {
    params,
    view,
    request,
    page,
    error,
    hidden,
    filters,
    modified: params.columns !== null || params.filters !== null || params.sort !== null,
    loading: hidden.active ? hidden.pending || hidden.answer === null : pending,
    selection,
    change,
    filterBy,
    search,
    clear,
    turn,
    retry,
  };
}

const isSame = (a: readonly ListFilter[], b: readonly ListFilter[]): boolean => JSON.stringify(a) === JSON.stringify(b);
