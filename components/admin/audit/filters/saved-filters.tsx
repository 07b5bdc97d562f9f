'use client';

import { Bookmark, ChevronDown, Pencil, Save } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import type { SavedFilter } from '@/lib/admin/audit/filters/filters';
import type { AuditQuery } from '@/lib/admin/audit/query';
import { NO_FILTER } from '../filter-words';
import { useAuditAddress } from '../use-audit-address';
import { FilterNameDialog } from './filter-name-dialog';
import { SavedFiltersDialog } from './saved-filters-dialog';

export interface SavedFiltersProps {
  /** What the page shows now. */
  query: AuditQuery;
  filters: readonly SavedFilter[];
}

/** Filters that one keeps by name: apply one, keep the one on the screen, and put them in order. */
export function SavedFilters({ query, filters }: SavedFiltersProps) {
  const { pending, change } = useAuditAddress();
  const [dialog, setDialog] = useState<'save' | 'manage' | null>(null);
  const current = filters.find((filter) => isSame(filter.query, query));
  return (
    <div className="mb-3">
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button
            size="sm"
            aria-busy={pending}
            aria-label={current ? `Saved filter: ${current.name}` : 'Saved filters'}
          >
            <Bookmark aria-hidden="true" />
            <span className="max-w-60 truncate">{current?.name ?? 'Saved filters'}</span>
            <ChevronDown aria-hidden="true" />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="start" className="w-72">
          {filters.length === 0 ? <DropdownMenuLabel>You have not saved a filter yet</DropdownMenuLabel> : null}
          {filters.map((filter) => (
            <DropdownMenuItem
              key={filter.id}
              onSelect={() => change({ ...NO_FILTER, from: null, to: null, ...filter.query })}
            >
              {filter.name}
            </DropdownMenuItem>
          ))}
          <DropdownMenuSeparator />
          <DropdownMenuItem icon={<Save aria-hidden="true" />} onSelect={() => setDialog('save')}>
            Save this filter…
          </DropdownMenuItem>
          {filters.length > 0 ? (
            <DropdownMenuItem icon={<Pencil aria-hidden="true" />} onSelect={() => setDialog('manage')}>
              Rename or delete…
            </DropdownMenuItem>
          ) : null}
        </DropdownMenuContent>
      </DropdownMenu>
      {dialog === 'save' ? <FilterNameDialog query={query} onClose={() => setDialog(null)} /> : null}
      {dialog === 'manage' ? <SavedFiltersDialog filters={filters} onClose={() => setDialog(null)} /> : null}
    </div>
  );
}

function isSame(one: AuditQuery, other: AuditQuery): boolean {
  const textOf = (query: AuditQuery) =>
    JSON.stringify(
      Object.entries(query)
        .filter(([, value]) => value !== undefined)
        .sort(),
    );
  return textOf(one) === textOf(other);
}
