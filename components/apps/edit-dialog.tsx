'use client';

import type { FormEvent } from 'react';
import { toast } from 'sonner';
import { PurposeField, readPurpose } from '@/components/crm/accounting/purpose-field';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useAction } from '@/components/ui/use-action';
import type { AppDto } from '@/lib/apps/connections/mappable';
import type { ConnectionDto } from '@/lib/apps/connections/queries';
import { change } from './actions';
import { AddressFields, readAddressForm } from './address-fields';
import { AskedFields, readAskedForm } from './asked-fields';

export interface EditDialogProps {
  connection: ConnectionDto;
  app: AppDto;
  onClose: () => void;
}

export function EditDialog({ connection, app, onClose }: EditDialogProps) {
  const act = useAction(change, {
    onSuccess: () => {
      onClose();
      toast.success('Connection saved');
    },
  });
  const errors = act.result.serverError?.fields ?? {};

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    act.execute({
      id: connection.id,
      name: String(form.get('name') ?? ''),
      settings: readAskedForm(form, 'settings'),
      purpose: readPurpose(form),
      ...readAddressForm(form),
    });
  }

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        size="lg"
        title={`Edit ${connection.name}`}
        description="At another host, or with tokens from another, it needs new credentials; and health data stays here until an agreement covers its host."
      >
        <form method="post" onSubmit={submit} noValidate className="contents">
          <DialogBody className="flex flex-col gap-4">
            <ActionError of={act} shown={Object.keys(errors)} />
            <Field label="Name" required error={errors.name}>
              <Input name="name" defaultValue={connection.name} />
            </Field>
            <PurposeField value={connection.purpose} error={errors.purpose} hint="Of what is sent from now on." />
            <AddressFields
              app={app}
              address={connection.address}
              allowedRanges={connection.allowedRanges}
              errors={errors}
            />
            <AskedFields asked={app.settings} group="settings" values={connection.settings} errors={errors} />
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" pending={act.isPending}>
              Save
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
