'use client';

import { useEffect, useState } from 'react';
import type { ListPage } from '@/lib/crm/records/list';

/** How many records match; `more`: more than may be chosen at once. */
export type Matching = ListPage['count'];

export interface Selection {
  /** Ids chosen one by one, on whatever page. */
  ids: readonly string[];
  /** Chosen is all that the list's conditions find when the server looks. */
  all: Matching | null;
  count: number;
  select: (ids: readonly string[]) => void;
  selectAll: (matching: Matching) => void;
  clear: () => void;
}

const NOTHING: { ids: readonly string[]; all: Matching | null } = { ids: [], all: null };

/** What is chosen in a list. Paging, sorting, columns and page size keep it; other conditions end it. @param conditions as text */
export function useSelection(conditions: string): Selection {
  const [chosen, setChosen] = useState(NOTHING);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it ends with the conditions it was made under
  useEffect(() => setChosen(NOTHING), [conditions]);
  return {
    ...chosen,
    count: chosen.all?.records ?? chosen.ids.length,
    select: (ids) => setChosen({ ids, all: null }),
    selectAll: (all) => setChosen({ ids: [], all }),
    clear: () => setChosen(NOTHING),
  };
}
