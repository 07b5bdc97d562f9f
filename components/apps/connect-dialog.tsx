'use client';

import { useRouter } from 'next/navigation';
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
import { connect } from './actions';
import { AddressFields, readAddressForm } from './address-fields';
import { AskedFields, readAskedForm } from './asked-fields';

export interface ConnectDialogProps {
  app: AppDto;
  onClose: () => void;
}

/** Connects an app of the gallery, and leads to where its fields are mapped. */
export function ConnectDialog({ app, onClose }: ConnectDialogProps) {
  const router = useRouter();
  const act = useAction(connect, {
    onSuccess: ({ data }) => {
      toast.success(`${app.label} is connected. Choose what it gets.`);
      router.push(`/setup/apps/${data.id}`);
    },
  });
  const errors = act.result.serverError?.fields ?? {};

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    act.execute({
      app: app.key,
      name: String(form.get('name') ?? ''),
      settings: readAskedForm(form, 'settings'),
      credentials: readAskedForm(form, 'credentials'),
      purpose: readPurpose(form),
      ...readAddressForm(form),
    });
  }

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        size="lg"
        title={`Connect ${app.label}`}
        description="Nothing is sent until you have chosen what. Health data is not, until an agreement covers it."
      >
        <form method="post" onSubmit={submit} noValidate className="contents">
          <DialogBody className="flex flex-col gap-4">
            <ActionError of={act} shown={Object.keys(errors)} />
            <Field
              label="Name"
              required
              error={errors.name}
              hint="Stands in the audit log and in the accounting of disclosures."
            >
              <Input name="name" defaultValue={app.label} />
            </Field>
            <PurposeField
              error={errors.purpose}
              hint="Stands in the accounting of disclosures of each record it gets."
            />
            <AddressFields app={app} errors={errors} />
            <AskedFields asked={app.settings} group="settings" errors={errors} />
            <AskedFields asked={app.credentials} group="credentials" errors={errors} />
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" pending={act.isPending}>
              Connect
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
