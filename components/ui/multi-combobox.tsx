'use client';

import { ChevronsUpDown, X } from 'lucide-react';
import { useState } from 'react';
import { cn } from './cn';
import { ComboboxList, type ComboboxListProps, type ComboboxOption } from './combobox-list';
import { type ControlAria, useFieldControl } from './field-context';
import { Popover, PopoverContent, PopoverTrigger } from './popover';

export interface MultiComboboxProps extends ControlAria, Omit<ComboboxListProps, 'chosen' | 'onPick'> {
  value?: readonly ComboboxOption[];
  defaultValue?: readonly ComboboxOption[];
  onValueChange?: (options: readonly ComboboxOption[]) => void;
  /** Sends each value under this name with the form. */
  name?: string;
  placeholder?: string;
  disabled?: boolean;
  className?: string;
}

const none: readonly ComboboxOption[] = [];

/** Several of many, with search; each choice can be removed by its own button. */
export function MultiCombobox(props: MultiComboboxProps) {
  const { options, load, label, emptyText, name, placeholder = 'Add', disabled, className } = props;
  const aria = useFieldControl(props);
  const [own, setOwn] = useState(props.defaultValue ?? none);
  const value = props.value ?? own;
  const chosen = new Set(value.map((option) => option.value));
  function set(next: readonly ComboboxOption[]) {
    setOwn(next);
    props.onValueChange?.(next);
  }
  function toggle(option: ComboboxOption) {
    set(chosen.has(option.value) ? value.filter((one) => one.value !== option.value) : [...value, option]);
  }
  return (
    <div
      className={cn(
        'flex min-h-8 flex-wrap items-center gap-1 rounded-sm border border-control bg-surface p-0.5 transition-colors hover:border-muted',
        aria['aria-invalid'] && 'border-danger',
        disabled && 'border-line-strong bg-sunken',
        className,
      )}
    >
      {value.map((option) => (
        <span
          key={option.value}
          className="inline-flex h-6.5 max-w-full items-center rounded-xs border border-line-strong bg-sunken pl-2 text-fg text-xs"
        >
          {name ? <input type="hidden" name={name} value={option.value} /> : null}
          <span className="truncate">{option.label}</span>
          <button
            type="button"
            aria-label={`Remove ${option.label}`}
            disabled={disabled}
            onClick={() => toggle(option)}
            className="ml-0.5 inline-flex size-6 shrink-0 items-center justify-center rounded-xs text-subtle hover:text-fg disabled:invisible"
          >
            <X aria-hidden="true" className="size-3" />
          </button>
        </span>
      ))}
      <Popover>
        <PopoverTrigger asChild>
          <button
            type="button"
            role="combobox"
            aria-expanded="false"
            aria-haspopup="listbox"
            aria-label={aria.id ? undefined : label}
            disabled={disabled}
            {...aria}
            className="flex h-6.5 min-w-24 flex-1 items-center gap-2 rounded-xs px-2 text-left text-sm text-subtle"
          >
            <span className="flex-1 truncate">{placeholder}</span>
            <ChevronsUpDown aria-hidden="true" className="size-3.5 shrink-0" />
          </button>
        </PopoverTrigger>
        <PopoverContent aria-label={label} className="w-72 p-0">
          <ComboboxList
            options={options}
            load={load}
            label={label}
            emptyText={emptyText}
            chosen={chosen}
            onPick={toggle}
          />
        </PopoverContent>
      </Popover>
    </div>
  );
}
