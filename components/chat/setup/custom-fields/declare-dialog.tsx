'use client';

import type { FormEvent } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { useAction } from '@/components/ui/use-action';
import type { CustomType } from '@/lib/chat/setup/custom-fields';
import { declareField } from '../actions';
import { TYPE_WORDS } from './type-words';

const OPTIONS = Object.entries(TYPE_WORDS).map(([value, label]) => ({ value, label }));

export function DeclareDialog({ onClose }: { onClose: () => void }) {
  const declare = useAction(declareField, {
    onSuccess: () => {
      onClose();
      toast.success('Field declared');
    },
  });
  const errors = declare.result.serverError?.fields ?? {};
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const maxLength = Number(text('maxLength') || 'NaN');
    declare.execute({ name: text('name'), type: text('type') as CustomType, maxLength });
  }
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        size="sm"
        title="Declare field"
        description="From the next chat on it is checked, and its changes are events."
      >
        <form method="post" onSubmit={submit} noValidate className="contents">
          <DialogBody className="flex flex-col gap-4">
            <ActionError of={declare} shown={['name', 'type', 'maxLength']} />
            <Field label="Name" required error={errors.name} hint="Exactly as the site’s script names it.">
              <Input name="name" maxLength={100} spellCheck={false} />
            </Field>
            <Field label="Type" required error={errors.type}>
              <Select name="type" options={OPTIONS} defaultValue="text" />
            </Field>
            <Field label="Longest, in characters" required error={errors.maxLength}>
              <Input name="maxLength" inputMode="numeric" defaultValue={200} />
            </Field>
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" pending={declare.isPending}>
              Declare
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
