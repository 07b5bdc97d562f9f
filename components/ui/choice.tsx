'use client';

import { type ComponentProps, type ReactNode, useId } from 'react';
import { cn } from './cn';

export interface ChoiceProps extends Omit<ComponentProps<'input'>, 'type' | 'size' | 'children'> {
  /** The accessible name, exactly. Left out only where `aria-label` is given. */
  label?: ReactNode;
  description?: ReactNode;
  error?: string;
  onCheckedChange?: (checked: boolean) => void;
  /** Where the control stands: before the label, or at the far end of the row (settings). */
  side?: 'start' | 'end';
}

interface ChoiceFrameProps extends ChoiceProps {
  children: (input: ComponentProps<'input'>) => ReactNode;
}

/** Label, description and error of one checkbox, radio or switch. The description is not part of the name. */
export function Choice({
  children,
  label,
  description,
  error,
  side = 'start',
  onCheckedChange,
  className,
  ...input
}: ChoiceFrameProps) {
  const ownId = useId();
  const id = input.id ?? ownId;
  const describedBy =
    [input['aria-describedby'], error && `${id}-error`, description && `${id}-text`].filter(Boolean).join(' ') ||
    undefined;
  const control = children({
    ...input,
    id,
    'aria-describedby': describedBy,
    'aria-invalid': error ? true : input['aria-invalid'],
    onChange: (event) => {
      input.onChange?.(event);
      onCheckedChange?.(event.currentTarget.checked);
    },
  });
  if (!label) return <span className={cn('inline-flex', className)}>{control}</span>;
  return (
    <div
      className={cn('flex items-start gap-2', side === 'end' && 'flex-row-reverse justify-between gap-6', className)}
    >
      {control}
      <div className="min-w-0">
        <label
          htmlFor={id}
          className={cn(
            'block text-fg text-sm leading-6',
            side === 'end' && 'font-medium',
            input.disabled && 'text-muted',
          )}
        >
          {label}
        </label>
        {description ? (
          <p id={`${id}-text`} className="text-subtle text-xs">
            {description}
          </p>
        ) : null}
        {error ? (
          <p id={`${id}-error`} className="text-danger-text text-xs">
            {error}
          </p>
        ) : null}
      </div>
    </div>
  );
}
