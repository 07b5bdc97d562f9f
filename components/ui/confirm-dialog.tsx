'use client';

import { AlertDialog as Radix } from 'radix-ui';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { Button } from './button';
import { Input } from './input';
import { useReturnFocus } from './use-return-focus';

export interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** One sentence: what happens, and whether it can be undone. */
  description: ReactNode;
  /** More to say, e.g. a list of what is lost. */
  children?: ReactNode;
  confirmLabel: string;
  cancelLabel?: string;
  tone?: 'danger' | 'primary';
  /** The word to type before the button works, e.g. the module's name. */
  confirmText?: string;
  pending?: boolean;
  /** Closing is the caller's: on success `onOpenChange(false)`. */
  onConfirm: () => void;
}

/** Asks before something that cannot be taken back easily. */
export function ConfirmDialog({ open, onOpenChange, ...props }: ConfirmDialogProps) {
  const returnFocus = useReturnFocus();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 flex items-start justify-center bg-overlay p-4 pt-[12vh]">
          <Radix.Content
            {...returnFocus}
            className="max-h-[80vh] w-full max-w-md animate-appear overflow-y-auto rounded-md border border-line bg-raised p-5 shadow-raise outline-none"
          >
            <ConfirmForm {...props} />
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** A component of its own, so that what was typed is gone when the dialog closes. */
function ConfirmForm(props: Omit<ConfirmDialogProps, 'open' | 'onOpenChange'>) {
  const {
    title,
    description,
    children,
    confirmLabel,
    cancelLabel = 'Cancel',
    tone = 'danger',
    confirmText,
    pending,
  } = props;
  const id = useId();
  const [typed, setTyped] = useState('');
  const ready = confirmText === undefined || typed.trim() === confirmText;
  function submit(event: FormEvent) {
    event.preventDefault();
    event.stopPropagation();
    if (ready && !pending) props.onConfirm();
  }
  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-4">
      <div>
        <Radix.Title className="font-semibold text-fg text-lg">{title}</Radix.Title>
        <Radix.Description className="mt-1 text-muted text-sm">{description}</Radix.Description>
      </div>
      {children}
      {confirmText === undefined ? null : (
        <div className="flex flex-col gap-1.5">
          <label htmlFor={id} className="text-fg text-sm">
            Type <strong className="select-all font-semibold">{confirmText}</strong> to confirm
          </label>
          <Input id={id} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} spellCheck={false} />
        </div>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Radix.Cancel asChild>
          <Button>{cancelLabel}</Button>
        </Radix.Cancel>
        <Button type="submit" variant={tone} pending={pending} disabled={!ready}>
          {confirmLabel}
        </Button>
      </div>
    </form>
  );
}
