'use client';

import { Check, Circle } from 'lucide-react';
import Link from 'next/link';
import { DropdownMenu as Radix } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';
import { usePortalContainer } from './portal-container';

// Not modal: the page behind keeps its scrollbar, so nothing jumps when a menu opens.
export function DropdownMenu(props: ComponentProps<typeof Radix.Root>) {
  return <Radix.Root modal={false} {...props} />;
}
export const DropdownMenuTrigger = Radix.Trigger;
export const DropdownMenuRadioGroup = Radix.RadioGroup;

export function DropdownMenuContent({
  className,
  sideOffset = 4,
  align = 'end',
  ...props
}: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal container={usePortalContainer()}>
      <Radix.Content
        sideOffset={sideOffset}
        align={align}
        collisionPadding={8}
        className={cn(
          'z-60 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 animate-appear overflow-y-auto',
          'rounded-md border border-line bg-raised p-1 text-fg text-sm shadow-raise outline-none',
          className,
        )}
        {...props}
      />
    </Radix.Portal>
  );
}

const itemClass =
  'relative flex min-h-8 select-none items-center gap-2 rounded-sm px-2 py-1 outline-none data-highlighted:bg-hover ' +
  'data-disabled:cursor-not-allowed data-disabled:text-subtle [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-subtle';

export interface DropdownMenuItemProps extends ComponentProps<typeof Radix.Item> {
  icon?: ReactNode;
  tone?: 'default' | 'danger';
  /** Makes the item a link. */
  href?: string;
  shortcut?: ReactNode;
}

export function DropdownMenuItem({
  icon,
  tone,
  href,
  shortcut,
  onSelect,
  className,
  children,
  ...props
}: DropdownMenuItemProps) {
  const content = (
    <>
      {icon}
      <span className="flex-1 truncate">{children}</span>
      {shortcut ? <span className="ml-4 text-subtle text-xs">{shortcut}</span> : null}
    </>
  );
  function select(event: Event) {
    onSelect?.(event);
    if (!event.defaultPrevented) focusTrigger(event.currentTarget);
  }
  const danger = 'text-danger-text data-highlighted:bg-danger-soft [&>svg]:text-danger-text';
  return (
    <Radix.Item
      asChild={href !== undefined}
      className={cn(itemClass, tone === 'danger' && danger, className)}
      onSelect={select}
      {...props}
    >
      {href === undefined ? content : <Link href={href}>{content}</Link>}
    </Radix.Item>
  );
}

// The item is gone when a dialog that it opened closes: from the trigger the dialog can give the focus back.
function focusTrigger(item: EventTarget | null) {
  const menu = item instanceof Element ? item.closest('[role="menu"]') : null;
  document.getElementById(menu?.getAttribute('aria-labelledby') ?? '')?.focus({ preventScroll: true });
}

export function DropdownMenuCheckboxItem({ className, children, ...props }: ComponentProps<typeof Radix.CheckboxItem>) {
  return (
    <Radix.CheckboxItem className={cn(itemClass, 'pl-8', className)} {...props}>
      <Radix.ItemIndicator className="absolute left-2">
        <Check aria-hidden="true" className="size-4 text-accent-text" />
      </Radix.ItemIndicator>
      {children}
    </Radix.CheckboxItem>
  );
}

export function DropdownMenuRadioItem({ className, children, ...props }: ComponentProps<typeof Radix.RadioItem>) {
  return (
    <Radix.RadioItem className={cn(itemClass, 'pl-8', className)} {...props}>
      <Radix.ItemIndicator className="absolute left-3">
        <Circle aria-hidden="true" className="size-2 fill-current text-accent-text" />
      </Radix.ItemIndicator>
      {children}
    </Radix.RadioItem>
  );
}

export function DropdownMenuLabel({ className, ...props }: ComponentProps<typeof Radix.Label>) {
  return <Radix.Label className={cn('px-2 py-1 font-medium text-subtle text-xs', className)} {...props} />;
}

export function DropdownMenuSeparator({ className, ...props }: ComponentProps<typeof Radix.Separator>) {
  return <Radix.Separator className={cn('-mx-1 my-1 h-px bg-line', className)} {...props} />;
}
