import { Filter } from 'lucide-react';
import { useState } from 'react';
import { FilterChips } from '@/components/crm/records/list/filter-chips';
import { FilterDialog } from '@/components/crm/records/list/filter-dialog';
import { useLabels } from '@/components/crm/records/list/use-labels';
import { Button } from '@/components/ui/button';
import type { ListFilter } from '@/lib/crm/records/filter';
import { isProtected } from '@/lib/crm/records/list-fields';
import type { Builder } from '@/lib/crm/reports/queries';
import type { ReportFilter } from '@/lib/platform/report-kinds';

export interface BuilderFiltersProps {
  builder: Builder;
  filters: readonly ReportFilter[];
  onChange: (filters: ReportFilter[]) => void;
}

const NO_NAMES = {};

/** Which records are counted. Protected fields are not offered: a report keeps no value of one. */
export function BuilderFilters({ builder, filters, onChange }: BuilderFiltersProps) {
  const [open, setOpen] = useState(false);
  const { labels, name } = useLabels(builder.users, NO_NAMES);
  const fields = builder.fields.filter((field) => !isProtected(field));
  const keep = (next: readonly ListFilter[]) =>
    onChange(
      next.map(({ value, ...filter }) => ({
        ...filter,
        ...(value !== undefined && { value: typeof value === 'string' ? value : [...value] }),
      })),
    );
  return (
    <div className="flex flex-col gap-2">
      <p className="font-medium text-fg text-sm">Records</p>
      <div className="flex flex-wrap items-center gap-2">
        <Button onClick={() => setOpen(true)}>
          <Filter aria-hidden="true" />
          Filter
        </Button>
        {filters.length === 0 ? (
          <p className="text-muted text-sm">All {builder.module.plural} that the reader may see.</p>
        ) : null}
        <FilterChips fields={fields} filters={filters} names={labels} onChange={keep} />
      </div>
      <FilterDialog
        open={open}
        onOpenChange={setOpen}
        plural={builder.module.plural}
        fields={fields}
        filters={filters}
        onApply={keep}
        users={builder.users}
        names={labels}
        onNamed={name}
      />
    </div>
  );
}
