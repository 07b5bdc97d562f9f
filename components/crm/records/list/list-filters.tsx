import { Filter } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import type { ListFilter } from '@/lib/crm/records/filter';
import { FilterChips } from './filter-chips';
import { FilterDialog, type FilterDialogProps } from './filter-dialog';
import { type Layout, LayoutLinks } from './layout-links';
import { QuickSearch } from './quick-search';

export interface ListFiltersProps
  extends Pick<FilterDialogProps, 'plural' | 'fields' | 'filters' | 'users' | 'names' | 'onNamed'> {
  search: string;
  onSearch: (text: string) => void;
  onFilter: (filters: ListFilter[]) => void;
  module: string;
  layout: Layout;
}

/** What narrows a list: a search, filters, and what of them stands; and how its records are laid out. */
export function ListFilters({ search, onSearch, onFilter, module, layout, ...asked }: ListFiltersProps) {
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
      <LayoutLinks module={module} layout={layout} />
      <FilterDialog {...asked} open={filtering} onOpenChange={setFiltering} onApply={onFilter} />
    </div>
  );
}
