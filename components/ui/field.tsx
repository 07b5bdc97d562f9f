'use client';

import { CircleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { cn } from './cn';
import { FieldContext } from './field-context';
import { Label } from './label';

export interface FieldProps {
  label: ReactNode;
  /** One control of components/ui; it takes its id and its aria attributes from here. */
  children: ReactNode;
  hint?: ReactNode;
  /** One message, or several as a form state gives them. */
  error?: string | readonly string[];
  required?: boolean;
  /** Beside the label, e.g. a PHI badge. */
  adornment?: ReactNode;
  /** The control's id, when something outside needs it. */
  id?: string;
  /** Keeps the label for screen readers only. */
  hideLabel?: boolean;
  className?: string;
}

export function Field(props: FieldProps) {
  const { label, children, hint, error, required = false, adornment, hideLabel, className } = props;
  const ownId = useId();
  const id = props.id ?? ownId;
  const messages = typeof error === 'string' ? [error] : (error ?? []);
  const invalid = messages.some(Boolean);
  const describedBy = [invalid && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined;
  return (
    <div className={cn('flex min-w-0 flex-col gap-1', className)}>
      <div className={cn('flex min-h-5 items-center gap-2', hideLabel && 'sr-only')}>
        <Label htmlFor={id} required={required}>
          {label}
        </Label>
        {adornment}
      </div>
      <FieldContext value={{ id, describedBy, invalid, required }}>{children}</FieldContext>
      {invalid ? (
        <p id={`${id}-error`} className="flex gap-1.5 text-danger-text text-xs">
          <CircleAlert aria-hidden="true" className="mt-px size-3.5 shrink-0" />
          <span>{messages.join(' ')}</span>
        </p>
      ) : null}
      {hint ? (
        <p id={`${id}-hint`} className="text-subtle text-xs">
          {hint}
        </p>
      ) : null}
    </div>
  );
}
