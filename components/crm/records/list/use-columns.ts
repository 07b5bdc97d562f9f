import { useMemo, useRef } from 'react';
import type { ComboboxOption } from '@/components/ui/combobox-list';
import { useTimeZone } from '@/components/ui/time-zone';
import type { ListPage } from '@/lib/crm/records/list';
import type { ListField } from '@/lib/crm/records/list-fields';
import { listColumns } from './list-columns';
import type { ListModule } from './list-module';
import { useHiddenNames } from './use-hidden-names';
import { useLabels } from './use-labels';

interface ColumnsSource {
  module: ListModule;
  fields: readonly ListField[];
  /** API names of those chosen. */
  wanted: readonly string[];
  users: readonly ComboboxOption[];
  mayReveal: boolean;
  /** Undefined while another page is fetched. */
  page: ListPage | undefined;
}

const NO_PAGE: Pick<ListPage, 'columns' | 'masked' | 'names'> = {
  columns: [],
  masked: [],
  names: { users: {}, lookups: {} },
};

/** The columns of a list, those that stand there, and what ids in its filters are called. */
export function useColumns({ module, fields, wanted, users, mayReveal, page }: ColumnsSource) {
  const timeZone = useTimeZone();
  const lastPage = useRef<ListPage | undefined>(undefined);
  if (page) lastPage.current = page;
  const held = page ?? lastPage.current ?? NO_PAGE;
  const names = useHiddenNames(module, fields, mayReveal);
  const columns = useMemo(
    () => listColumns(fields, held, timeZone, names.hidden),
    [fields, held, timeZone, names.hidden],
  );
  const { shown, others } = useMemo(() => {
    const isWanted = new Set(wanted);
    const names = fields.filter(({ system }) => system !== 'Name').map(({ apiName }) => apiName);
    return { shown: names.filter((name) => isWanted.has(name)), others: names.filter((name) => !isWanted.has(name)) };
  }, [fields, wanted]);
  const { labels, name } = useLabels(users, held.names.lookups);
  return { columns, shown, others, labels, names, name };
}
