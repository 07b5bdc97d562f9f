import type { ComponentProps } from 'react';
import { cn } from './cn';

/** A grey shape of what is coming; hidden from screen readers, so say "Loading" once beside it. */
export function Skeleton({ className, ...props }: ComponentProps<'div'>) {
  return <div aria-hidden="true" className={cn('h-4 animate-pulse rounded-sm bg-line', className)} {...props} />;
}
