'use client';

import { Popover as Radix } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn';
import { usePortalContainer } from './portal-container';

export const Popover = Radix.Root;
export const PopoverTrigger = Radix.Trigger;

/** Give it an `aria-label`: it is a dialog to a screen reader. */
export function PopoverContent({
  className,
  sideOffset = 4,
  align = 'start',
  ...props
}: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal container={usePortalContainer()}>
      <Radix.Content
        sideOffset={sideOffset}
        align={align}
        collisionPadding={8}
        className={cn(
          'z-60 w-72 animate-appear rounded-md border border-line bg-raised p-3 text-fg text-sm shadow-raise outline-none',
          className,
        )}
        {...props}
      />
    </Radix.Portal>
  );
}
