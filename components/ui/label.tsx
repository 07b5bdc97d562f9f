import type { ComponentProps } from 'react';
import { cn } from './cn';

export interface LabelProps extends ComponentProps<'label'> {
  /** Adds the mark; the control itself says `aria-required`. */
  required?: boolean;
}

export function Label({ required, className, children, ...props }: LabelProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the caller names the control by htmlFor
    <label className={cn('block font-medium text-fg text-sm', className)} {...props}>
      {children}
      {required ? (
        <span aria-hidden="true" className="ml-0.5 text-danger-text">
          *
        </span>
      ) : null}
    </label>
  );
}
