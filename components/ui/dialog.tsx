'use client';

import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type ComponentProps, type ReactNode, useState } from 'react';
import { Button } from './button';
import { cn } from './cn';
import { PortalContainer } from './portal-container';
import { useReturnFocus } from './use-return-focus';

/** `open`, `onOpenChange`, `defaultOpen`. */
export const Dialog = Radix.Root;
export const DialogTrigger = Radix.Trigger;
export const DialogClose = Radix.Close;

const widths = { sm: 'max-w-sm', md: 'max-w-lg', lg: 'max-w-2xl', xl: 'max-w-4xl' };

export interface DialogContentProps extends Omit<ComponentProps<typeof Radix.Content>, 'title'> {
  title: ReactNode;
  description?: ReactNode;
  size?: keyof typeof widths;
}

/** Holds a DialogBody and a DialogFooter; a form around the two takes `className="contents"`. */
export function DialogContent({ title, description, size = 'md', className, children, ...props }: DialogContentProps) {
  const [container, setContainer] = useState<HTMLElement | null>(null);
  const returnFocus = useReturnFocus();
  return (
    <Radix.Portal>
      <Radix.Overlay className="fixed inset-0 z-50 flex items-start justify-center bg-overlay p-4 pt-[8vh]">
        <Radix.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          {...returnFocus}
          {...props}
          className={cn(
            'flex max-h-[84vh] w-full animate-appear flex-col rounded-md border border-line bg-raised shadow-raise outline-none',
            widths[size],
            className,
          )}
        >
          <header className="flex items-start gap-4 border-line border-b px-5 py-3.5">
            <div className="min-w-0 flex-1">
              <Radix.Title className="font-semibold text-fg text-lg">{title}</Radix.Title>
              {description ? (
                <Radix.Description className="mt-0.5 text-muted text-sm">{description}</Radix.Description>
              ) : null}
            </div>
            <Radix.Close asChild>
              <Button variant="ghost" size="icon-sm" aria-label="Close" className="-mr-1.5">
                <X aria-hidden="true" />
              </Button>
            </Radix.Close>
          </header>
          <PortalContainer value={container}>{children}</PortalContainer>
          <div ref={setContainer} />
        </Radix.Content>
      </Radix.Overlay>
    </Radix.Portal>
  );
}

export function DialogBody({ className, ...props }: ComponentProps<'div'>) {
  return <div className={cn('min-h-0 flex-1 overflow-y-auto px-5 py-4', className)} {...props} />;
}

export function DialogFooter({ className, ...props }: ComponentProps<'div'>) {
  return (
    <footer
      className={cn('flex flex-wrap items-center justify-end gap-2 border-line border-t px-5 py-3', className)}
      {...props}
    />
  );
}
