'use client';

import type { FormEvent, ReactNode } from 'react';
import { ActionError, type ActionErrorProps } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

export interface NameDialogProps {
  title: string;
  description?: string;
  initial?: string;
  submitLabel: string;
  /** What `useAction` gives. */
  act: ActionErrorProps['of'] & { isPending: boolean };
  onSubmit: (name: string) => void;
  onClose: () => void;
  children?: ReactNode;
}

/** Asks for one name. */
export function NameDialog(props: NameDialogProps) {
  const { title, description, initial, submitLabel, act, onSubmit, onClose, children } = props;
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    onSubmit(String(new FormData(event.currentTarget).get('name') ?? ''));
  }
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent title={title} description={description} size="sm">
        <form method="post" onSubmit={submit} noValidate className="contents">
          <DialogBody className="flex flex-col gap-4">
            <ActionError of={act} shown={['name']} />
            <Field label="Name" required error={act.result.serverError?.fields.name}>
              <Input name="name" defaultValue={initial} autoFocus />
            </Field>
            {children}
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" pending={act.isPending}>
              {submitLabel}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
