'use client';

import { useEffect, useRef } from 'react';
import { Choice, type ChoiceProps } from './choice';
import { cn } from './cn';

export interface CheckboxProps extends ChoiceProps {
  /** Some, not all, of what it stands for is checked. */
  indeterminate?: boolean;
}

/** A native checkbox, so that forms, resets and screen readers treat it as one. */
export function Checkbox({ indeterminate = false, ...props }: CheckboxProps) {
  const ref = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (ref.current) ref.current.indeterminate = indeterminate;
  }, [indeterminate]);
  return (
    <Choice {...props}>{(input) => <input {...input} ref={ref} type="checkbox" className={checkboxClass} />}</Choice>
  );
}

/** The look alone, for tables with hundreds of them. The hit area is 24 px, the box 16 px. */
export const checkboxClass = cn(
  'choice-mark relative mt-1 size-4 shrink-0 appearance-none rounded-xs border border-control bg-surface transition-colors',
  'before:absolute before:-inset-1 before:content-[""] hover:border-muted',
  'checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent',
  'aria-invalid:border-danger disabled:cursor-not-allowed disabled:opacity-50',
);
