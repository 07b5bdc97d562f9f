'use client';

import { Command } from 'cmdk';
import { Check } from 'lucide-react';
import { useState } from 'react';
import { cn } from './cn';
import { useAsyncSearch } from './use-async-search';

export interface ComboboxOption {
  value: string;
  label: string;
  /** A second line or a code, searched too. */
  hint?: string;
  disabled?: boolean;
}

export interface ComboboxListProps {
  /** All options; or `load`, which is asked as the person types. Keep `load` stable (module scope, useCallback). */
  options?: readonly ComboboxOption[];
  load?: (query: string) => Promise<readonly ComboboxOption[]>;
  label: string;
  emptyText?: string;
  chosen: ReadonlySet<string>;
  onPick: (option: ComboboxOption) => void;
}

export function ComboboxList({ options, load, label, emptyText = 'Nothing found', chosen, onPick }: ComboboxListProps) {
  const [query, setQuery] = useState('');
  const search = useAsyncSearch(load, query);
  const shown = load ? search.items : (options ?? []).filter((option) => contains(option, query));
  return (
    <Command label={label} shouldFilter={false} loop>
      <Command.Input
        value={query}
        onValueChange={setQuery}
        placeholder="Search"
        className="h-9 w-full border-line border-b bg-transparent px-3 text-fg text-sm outline-none placeholder:text-subtle"
      />
      {shown.length === 0 || search.failed ? (
        <p role="status" className="px-3 py-2 text-muted text-sm">
          {message(search, emptyText)}
        </p>
      ) : null}
      {/* An empty listbox is an error to screen readers, a hidden one is not. */}
      <Command.List label={label} hidden={shown.length === 0} className="max-h-64 overflow-y-auto p-1">
        {shown.map((option) => (
          <Command.Item
            key={option.value}
            value={option.value}
            disabled={option.disabled}
            onSelect={() => onPick(option)}
            className={cn(
              'flex min-h-8 items-center gap-2 rounded-sm px-2 py-1 text-fg text-sm data-[selected=true]:bg-hover',
              'data-[disabled=true]:cursor-not-allowed data-[disabled=true]:text-subtle',
            )}
          >
            <Check
              aria-hidden="true"
              className={cn('size-4 shrink-0 text-accent-text', !chosen.has(option.value) && 'invisible')}
            />
            <span className="min-w-0 flex-1 truncate">{option.label}</span>
            {chosen.has(option.value) ? <span className="sr-only">(chosen)</span> : null}
            {option.hint ? <span className="truncate text-subtle text-xs">{option.hint}</span> : null}
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}

function message({ loading, failed }: { loading: boolean; failed: boolean }, emptyText: string): string {
  if (loading) return 'Searching…';
  return failed ? 'The search did not answer. Try again.' : emptyText;
}

// Not cmdk's fuzzy score: in a CRM "ann" must not find "Amanda Nguyen".
function contains({ label, hint = '' }: ComboboxOption, query: string): boolean {
  return `${label} ${hint}`.toLocaleLowerCase('en').includes(query.trim().toLocaleLowerCase('en'));
}
