'use client';

import { Choice, type ChoiceProps } from './choice';
import { cn } from './cn';

/** A native checkbox in the role of a switch; its name is its label. */
export function Switch(props: ChoiceProps) {
  return (
    <Choice {...props}>
      {(input) => (
        // biome-ignore lint/a11y/useAriaPropsForRole: a native checkbox tells its state itself; aria-checked would be a second truth
        <input {...input} type="checkbox" role="switch" className={switchClass} />
      )}
    </Choice>
  );
}

const switchClass = cn(
  'switch-mark relative mt-0.5 h-5 w-9 shrink-0 appearance-none rounded-full border border-control bg-sunken transition-colors',
  'before:absolute before:-inset-1 before:content-[""]',
  'after:absolute after:top-1/2 after:left-0.5 after:size-3.5 after:-translate-y-1/2 after:rounded-full after:bg-control',
  'after:transition-transform after:content-[""] hover:border-muted',
  'checked:border-accent checked:bg-accent checked:after:translate-x-4 checked:after:bg-on-accent',
  'disabled:cursor-not-allowed disabled:opacity-50',
);
