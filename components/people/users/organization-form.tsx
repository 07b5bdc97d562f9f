'use client';

import type { FormEvent } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useAction } from '@/components/ui/use-action';
import { saveOrganization } from './org-actions';

export function OrganizationForm({ name }: { name: string }) {
  const save = useAction(saveOrganization, { onSuccess: () => toast.success('Organization saved') });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    save.execute({ name: String(new FormData(event.currentTarget).get('name') ?? '') });
  }
  return (
    <form method="post" onSubmit={submit} noValidate>
      <Card
        footer={
          <Button type="submit" variant="primary" pending={save.isPending}>
            Save
          </Button>
        }
      >
        <div className="flex max-w-sm flex-col gap-4">
          <ActionError of={save} shown={['name']} />
          <Field label="Name" required error={save.result.serverError?.fields.name}>
            <Input name="name" autoComplete="organization" defaultValue={name} />
          </Field>
        </div>
      </Card>
    </form>
  );
}
