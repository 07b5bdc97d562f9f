'use client';

import { useRouter } from 'next/navigation';
import { useQueryStates } from 'nuqs';
import { useMemo, useTransition } from 'react';
import type { ListFilter } from '@/lib/crm/records/filter';
import { isProtected, type ListField } from '@/lib/crm/records/list-fields';
import type { SavedView } from '@/lib/crm/views/queries';
import type { Listed } from '@/lib/ways-in/http/answer-list';
import { type ListParams, listParams } from './list-params';
import { NO_PRIVATE_QUERY } from './private-memory';
import { type AskPrivately, usePrivateList } from './use-private-list';

/** What an address asks of a module's records, however they are laid out. */
interface Asking {
  filters?: readonly ListFilter[];
}

export interface NarrowedSource<Page, Request extends Asking> {
  /** Of the person and the module: the search made in one layout goes on in another. */
  memoryKey: string;
  fields: readonly ListField[];
  views: readonly SavedView[];
  /** As the address asks for it. */
  answer: Listed<Page>;
  /** Stable between renders. */
  requestOf: (params: ListParams, view: SavedView | null) => Request;
  ask: AskPrivately<Page, Request>;
}

export type Patch = { [K in keyof ListParams]?: ListParams[K] | null };

const FIRST_PAGE = { after: null, before: null } as const;
const WAITING: { page?: undefined; error?: undefined } = {};

/** What narrows a module's records, and every way to change it. The address holds all but the search and filters on protected fields. */
export function useNarrowed<Page, Request extends Asking>(source: NarrowedSource<Page, Request>) {
  const { fields, views, requestOf } = source;
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [params, setParams] = useQueryStates(listParams, { history: 'push', shallow: false, startTransition });
  const view = views.find(({ id }) => id === params.view) ?? null;
  const request = useMemo(() => requestOf(params, view), [params, view, requestOf]);
  const hidden = usePrivateList(source.memoryKey, request, source.ask);
  const { page, error } = hidden.active ? (hidden.answer ?? WAITING) : source.answer;
  const filters = [...(request.filters ?? []), ...hidden.query.filters];
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

  /** Another page of the same. */
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
    modified: [params.columns, params.filters, params.sort, params.by, params.sum].some((one) => one !== null),
    loading: hidden.active ? hidden.pending || hidden.answer === null : pending,
    change,
    filterBy,
    search,
    clear,
    turn,
    retry,
  };
}

const isSame = (a: readonly ListFilter[], b: readonly ListFilter[]): boolean => JSON.stringify(a) === JSON.stringify(b);
