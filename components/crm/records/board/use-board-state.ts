'use client';

import type { Board, BoardRequest } from '@/lib/crm/boards/get';
import { type NarrowedSource, useNarrowed } from '../list/use-narrowed';
import { sentFilters } from '../list/use-private-list';
import { searchBoard } from './actions';
import { boardRequestOf } from './board-request';

type Source = Pick<NarrowedSource<Board, BoardRequest>, 'memoryKey' | 'fields' | 'views' | 'answer'>;

export type BoardState = ReturnType<typeof useBoardState>;

/** What a board shows, and every way to change that. */
export function useBoardState({ module, ...source }: Source & { module: string }) {
  return useNarrowed<Board, BoardRequest>({
    ...source,
    requestOf: boardRequestOf,
    ask: ({ by, sum, columns, filters = [] }, query) =>
      searchBoard({
        ...{ module, by, sum, search: query.search },
        columns: columns && [...columns],
        filters: sentFilters([...filters, ...query.filters]),
      }),
  });
}
