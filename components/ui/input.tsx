'use client';

import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';
import { controlClass } from './control-class';
import { useFieldControl } from './field-context';

export interface InputProps extends ComponentProps<'input'> {
  /** An icon at the left edge, decoration only. */
  icon?: ReactNode;
}

export function Input({ icon, className, ...props }: InputProps) {
  const aria = useFieldControl(props);
  const numeric = props.type === 'number' || props.inputMode === 'decimal' || props.inputMode === 'numeric';
  const classes = cn(controlClass, 'h-8', numeric && 'tabular-nums', icon && 'pl-8', className);
  const input = <input type="text" autoComplete="off" {...props} {...aria} className={classes} />;
  if (!icon) return input;
  return (
    <span className="relative block w-full">
      <span
        aria-hidden="true"
        className="pointer-events-none absolute inset-y-0 left-2.5 flex items-center text-subtle [&>svg]:size-4"
      >
        {icon}
      </span>
      {input}
    </span>
  );
}
