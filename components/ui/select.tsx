'use client';

import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from './cn';
import { controlClass } from './control-class';
import { useFieldControl } from './field-context';

export interface SelectOption {
  value: string;
  label: string;
  disabled?: boolean;
}

export interface SelectProps extends ComponentProps<'select'> {
  options?: readonly SelectOption[];
  /** A first option with the empty value, e.g. "None". */
  placeholder?: string;
}

/** The browser's own select: works in every form, on every phone and for every screen reader. */
export function Select({ options, placeholder, className, children, ...props }: SelectProps) {
  const aria = useFieldControl(props);
  return (
    <span className={cn('relative block w-full', className)}>
      <select {...props} {...aria} className={cn(controlClass, 'h-8 appearance-none truncate pr-8')}>
        {placeholder === undefined ? null : <option value="">{placeholder}</option>}
        {options?.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
        {children}
      </select>
      <ChevronDown
        aria-hidden="true"
        className="pointer-events-none absolute inset-y-0 right-2.5 my-auto size-4 text-subtle"
      />
    </span>
  );
}
