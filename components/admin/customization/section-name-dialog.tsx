'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { focusFirstInput } from './focus-first-input';

export interface SectionNameProps {
  title: string;
  name: string;
  /** Names of the other sections. */
  taken: readonly string[];
  confirmLabel: string;
  onConfirm: (name: string) => void;
  onClose: () => void;
}

export function SectionNameDialog({ title, name, taken, confirmLabel, onConfirm, onClose }: SectionNameProps) {
  const [error, setError] = useState<string>();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = String(new FormData(event.currentTarget).get('name')).trim().replace(/\s+/g, ' ');
    if (given === '') return setError('Enter a name.');
    if (taken.some((other) => other.toLowerCase() === given.toLowerCase())) {
      return setError('Another section of this layout has this name.');
    }
    onConfirm(given);
    onClose();
  }

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={title} size="sm" onOpenAutoFocus={focusFirstInput}>
        <form method="post" onSubmit={submit} noValidate className="contents">
          <DialogBody>
            <Field label="Name" required error={error}>
              <Input name="name" required maxLength={80} defaultValue={name} />
            </Field>
          </DialogBody>
          <DialogFooter>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button type="submit" variant="primary">
              {confirmLabel}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
