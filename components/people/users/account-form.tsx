'use client';

import type { FormEvent } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Combobox } from '@/components/ui/combobox';
import { DescriptionList } from '@/components/ui/description-list';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useAction } from '@/components/ui/use-action';
import type { AccountDto } from '@/lib/people/users/account';
import { saveAccount } from './account-actions';

export interface AccountFormProps {
  account: AccountDto;
  /** IANA names. */
  timeZones: readonly string[];
}

export function AccountForm({ account, timeZones }: AccountFormProps) {
  const save = useAction(saveAccount, { onSuccess: () => toast.success('Personal settings saved') });
  const errors = save.result.serverError?.fields ?? {};
  // The list has no UTC, and an old name of a zone may be kept.
  const zones = [...new Set(['UTC', account.timeZone, ...timeZones])];
  const options = zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    save.execute({ name: String(form.get('name') ?? ''), timeZone: String(form.get('timeZone') ?? '') });
  }
  return (
    <form method="post" onSubmit={submit} noValidate>
      <Card
        title="About me"
        footer={
          <Button type="submit" variant="primary" pending={save.isPending}>
            Save
          </Button>
        }
      >
        <div className="flex flex-col gap-4">
          <ActionError of={save} shown={['name', 'timeZone']} />
          <Field label="Name" required error={errors.name}>
            <Input name="name" autoComplete="name" defaultValue={account.name} />
          </Field>
          <Field label="Time zone" required error={errors.timeZone} hint="Times are shown in it.">
            <Combobox
              name="timeZone"
              label="Time zone"
              options={options}
              defaultValue={options.find((option) => option.value === account.timeZone) ?? null}
            />
          </Field>
          <DescriptionList
            items={[
              { term: 'Email', value: account.email },
              { term: 'Profile', value: account.profile },
              { term: 'Role', value: account.role },
            ]}
          />
        </div>
      </Card>
    </form>
  );
}
