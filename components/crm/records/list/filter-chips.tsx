'use client';

import { ShieldCheck, X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { useTimeZone } from '@/components/ui/time-zone';
import type { ListFilter } from '@/lib/crm/records/filter';
import { isProtected, type ListField } from '@/lib/crm/records/list-fields';
import { filterInWords } from './filter-words';

export interface FilterChipsProps {
  fields: readonly ListField[];
  filters: readonly ListFilter[];
  names: Readonly<Record<string, string>>;
  onChange: (filters: ListFilter[]) => void;
}

/** The filters in force, each with a button that takes it away. */
export function FilterChips({ fields, filters, names, onChange }: FilterChipsProps) {
  const timeZone = useTimeZone();
  if (filters.length === 0) return null;
  return (
    <ul aria-label="Filters" className="flex flex-wrap items-center gap-1.5">
      {filters.map((filter, index) => {
        const field = fields.find(({ apiName }) => apiName === filter.field);
        const words = field ? filterInWords(field, filter, names, timeZone) : filter.field;
        const hidden = field !== undefined && isProtected(field);
        return (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: two filters may be alike
            key={index}
            className={cn(
              'inline-flex h-7 max-w-full items-center gap-1.5 rounded-sm border pl-2 text-xs',
              hidden
                ? 'border-phi-line bg-phi-soft text-phi-text'
                : 'border-accent-line bg-accent-soft text-accent-text',
            )}
          >
            {hidden ? <ShieldCheck aria-hidden="true" className="size-3.5 shrink-0" /> : null}
            <span className="truncate">{words}</span>
            <button
              type="button"
              aria-label={`Remove the filter: ${words}`}
              onClick={() => onChange(filters.filter((_, n) => n !== index))}
              className="inline-flex size-6.5 shrink-0 items-center justify-center rounded-xs hover:bg-hover"
            >
              <X aria-hidden="true" className="size-3.5" />
            </button>
          </li>
        );
      })}
      {filters.length > 1 ? (
        <li>
          <Button variant="ghost" size="sm" onClick={() => onChange([])}>
            Clear filters
          </Button>
        </li>
      ) : null}
    </ul>
  );
}
