'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter, DialogTrigger } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useAction } from '@/components/ui/use-action';
import { updateModule } from './actions';
import { focusFirstInput } from './focus-first-input';
import { FormError } from './form-error';

export interface RenameModuleProps {
  module: { apiName: string; singular: string; plural: string };
}

export function RenameModuleDialog(props: RenameModuleProps) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button>Rename</Button>
      </DialogTrigger>
      <DialogContent
        title="Rename module"
        description="On the screens only: its API name stays."
        onOpenAutoFocus={focusFirstInput}
      >
        <RenameForm {...props} onDone={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}

function RenameForm({ module, onDone }: RenameModuleProps & { onDone: () => void }) {
  const { executeAsync, isPending, result } = useAction(updateModule);
  const error = result.serverError;

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const names = { singular: String(form.get('singular')), plural: String(form.get('plural')) };
    const answer = await executeAsync({ module: module.apiName, ...names });
    if (!answer.serverError) onDone();
  }

  return (
    <form method="post" onSubmit={submit} noValidate className="contents">
      <DialogBody className="flex flex-col gap-4">
        <FormError error={error} shown={['singular', 'plural']} />
        <Field label="Singular" required error={error?.fields.singular}>
          <Input name="singular" required maxLength={50} defaultValue={module.singular} />
        </Field>
        <Field label="Plural" required error={error?.fields.plural}>
          <Input name="plural" required maxLength={50} defaultValue={module.plural} />
        </Field>
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" variant="primary" pending={isPending}>
          Save
        </Button>
      </DialogFooter>
    </form>
  );
}
