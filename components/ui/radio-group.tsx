'use client';

import { type ReactNode, useId } from 'react';
import { Choice } from './choice';
import { cn } from './cn';

export interface RadioOption {
  value: string;
  label: ReactNode;
  description?: ReactNode;
  disabled?: boolean;
}

export interface RadioGroupProps {
  /** The group's name. */
  legend: ReactNode;
  options: readonly RadioOption[];
  name?: string;
  value?: string;
  defaultValue?: string;
  onValueChange?: (value: string) => void;
  hint?: ReactNode;
  error?: string;
  required?: boolean;
  disabled?: boolean;
  hideLegend?: boolean;
  className?: string;
}

export function RadioGroup(props: RadioGroupProps) {
  const { legend, options, value, defaultValue, onValueChange, hint, error, required, disabled, hideLegend } = props;
  const id = useId();
  const name = props.name ?? id;
  const describedBy = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined;
  return (
    <fieldset disabled={disabled} aria-describedby={describedBy} className={cn('min-w-0', props.className)}>
      <legend className={cn('mb-1.5 font-medium text-fg text-sm', hideLegend && 'sr-only')}>
        {legend}
        {required ? (
          <span aria-hidden="true" className="ml-0.5 text-danger-text">
            *
          </span>
        ) : null}
      </legend>
      {hint ? (
        <p id={`${id}-hint`} className="mb-2 text-subtle text-xs">
          {hint}
        </p>
      ) : null}
      <div className="flex flex-col gap-1.5">
        {options.map((option) => (
          <Choice
            key={option.value}
            name={name}
            value={option.value}
            label={option.label}
            description={option.description}
            disabled={option.disabled}
            aria-invalid={error ? true : undefined}
            checked={value === undefined ? undefined : value === option.value}
            defaultChecked={value === undefined ? defaultValue === option.value : undefined}
            onCheckedChange={() => onValueChange?.(option.value)}
          >
            {(input) => <input {...input} type="radio" className={radioClass} />}
          </Choice>
        ))}
      </div>
      {error ? (
        <p id={`${id}-error`} className="mt-1.5 text-danger-text text-xs">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}

/** The look alone, for tables. */
export const radioClass = cn(
  'relative mt-1 size-4 shrink-0 appearance-none rounded-full border border-control bg-surface transition-colors',
  'before:absolute before:-inset-1 before:content-[""] hover:border-muted',
  'checked:border-[5px] checked:border-accent aria-invalid:border-danger disabled:cursor-not-allowed disabled:opacity-50',
);
