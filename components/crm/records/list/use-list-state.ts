'use client';

import type { ListPage, ListRequest } from '@/lib/crm/records/list';
import { searchList } from './actions';
import { requestOf } from './list-params';
import type { PrivateQuery } from './private-memory';
import { type NarrowedSource, useNarrowed } from './use-narrowed';
import { sentFilters } from './use-private-list';
import { useSelection } from './use-selection';

export interface ListStateSource
  extends Pick<NarrowedSource<ListPage, ListRequest>, 'memoryKey' | 'fields' | 'views' | 'answer'> {
  module: string;
}

export type ListState = ReturnType<typeof useListState>;

/** What a list shows, what is chosen in it, and every way to change that. */
export function useListState({ module, ...source }: ListStateSource) {
  const list = useNarrowed<ListPage, ListRequest>({
    ...source,
    requestOf,
    ask: (request, query) => searchList(asked(module, request, query)),
  });
  const selection = useSelection(JSON.stringify([list.filters, list.hidden.query.search]));
  return { ...list, selection };
}

function asked(module: string, request: ListRequest, { search, filters, after, before }: PrivateQuery) {
  const columns = request.columns && [...request.columns];
  const { sort, perPage } = request;
  return {
    ...{ module, columns, sort, perPage, search, after, before },
    filters: sentFilters([...(request.filters ?? []), ...filters]),
  };
}
