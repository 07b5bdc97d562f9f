'use client';

import { ChevronsUpDown, X } from 'lucide-react';
import { useState } from 'react';
import { cn } from './cn';
import { ComboboxList, type ComboboxListProps, type ComboboxOption } from './combobox-list';
import { controlClass } from './control-class';
import { type ControlAria, useFieldControl } from './field-context';
import { Popover, PopoverContent, PopoverTrigger } from './popover';

export interface ComboboxProps extends ControlAria, Omit<ComboboxListProps, 'chosen' | 'onPick'> {
  /** The chosen option itself, since its label may be of no list at hand. */
  value?: ComboboxOption | null;
  defaultValue?: ComboboxOption | null;
  onValueChange?: (option: ComboboxOption | null) => void;
  /** Sends the value with the form. */
  name?: string;
  placeholder?: string;
  disabled?: boolean;
  /** Offers a button that empties it. */
  clearable?: boolean;
  className?: string;
}

/** One of many, with search. `label` names the list; a Field around it names the control. */
export function Combobox(props: ComboboxProps) {
  const { options, load, label, emptyText, name, placeholder = 'Choose', disabled, clearable, className } = props;
  const aria = useFieldControl(props);
  const [open, setOpen] = useState(false);
  const [own, setOwn] = useState(props.defaultValue ?? null);
  const value = props.value === undefined ? own : props.value;
  function choose(option: ComboboxOption | null) {
    setOwn(option);
    props.onValueChange?.(option);
    setOpen(false);
  }
  return (
    <div className={cn('relative', className)}>
      {name ? <input type="hidden" name={name} value={value?.value ?? ''} /> : null}
      <Popover open={open} onOpenChange={setOpen}>
        <PopoverTrigger asChild>
          <button
            type="button"
            role="combobox"
            aria-expanded={open}
            aria-haspopup="listbox"
            aria-label={aria.id ? undefined : label}
            disabled={disabled}
            {...aria}
            className={cn(controlClass, 'flex h-8 items-center gap-2 text-left', clearable && value && 'pr-14')}
          >
            <span className={cn('min-w-0 flex-1 truncate', !value && 'text-subtle')}>
              {value?.label ?? placeholder}
            </span>
            {clearable && value ? null : (
              <ChevronsUpDown aria-hidden="true" className="size-3.5 shrink-0 text-subtle" />
            )}
          </button>
        </PopoverTrigger>
        <PopoverContent aria-label={label} className="w-(--radix-popover-trigger-width) min-w-56 p-0">
          <ComboboxList
            options={options}
            load={load}
            label={label}
            emptyText={emptyText}
            chosen={new Set(value ? [value.value] : [])}
            onPick={choose}
          />
        </PopoverContent>
      </Popover>
      {clearable && value && !disabled ? (
        <button
          type="button"
          aria-label={`Clear ${label}`}
          onClick={() => choose(null)}
          className="absolute inset-y-1 right-1 flex w-6 items-center justify-center rounded-xs text-subtle hover:bg-hover hover:text-fg"
        >
          <X aria-hidden="true" className="size-3.5" />
        </button>
      ) : null}
    </div>
  );
}
