import { Filter } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import type { ListFilter } from '@/lib/crm/records/filter';
import { FilterChips } from './filter-chips';
import { FilterDialog, type FilterDialogProps } from './filter-dialog';
import { QuickSearch } from './quick-search';

export interface ListFiltersProps
  extends Pick<FilterDialogProps, 'plural' | 'fields' | 'filters' | 'users' | 'names' | 'onNamed'> {
  search: string;
  onSearch: (text: string) => void;
  onFilter: (filters: ListFilter[]) => void;
}

/** What narrows a list: a search, filters, and what of them stands. */
export function ListFilters({ search, onSearch, onFilter, ...asked }: ListFiltersProps) {
  const [filtering, setFiltering] = useState(false);
  const { plural, fields, filters, names } = asked;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <QuickSearch plural={plural} text={search} onSearch={onSearch} />
      <Button onClick={() => setFiltering(true)}>
        <Filter aria-hidden="true" />
        Filter
      </Button>
      <FilterChips fields={fields} filters={filters} names={names} onChange={onFilter} />
      <FilterDialog {...asked} open={filtering} onOpenChange={setFiltering} onApply={onFilter} />
    </div>
  );
}
