'use client';

import type { FormEvent } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useAction } from '@/components/ui/use-action';
import type { SessionPolicy } from '@/lib/people/auth/session-policy';
import { savePolicy } from './org-actions';

const FIELDS = ['idleMinutes', 'longestHours'] as const;

export function SessionPolicyForm({ policy }: { policy: SessionPolicy }) {
  const save = useAction(savePolicy, { onSuccess: () => toast.success('Session policy saved') });
  const errors = save.result.serverError?.fields ?? {};
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const minutesAndHours = FIELDS.map((field) => Number(String(form.get(field) ?? '').trim() || Number.NaN));
    const [idleMinutes = Number.NaN, longestHours = Number.NaN] = minutesAndHours;
    save.execute({ idleMinutes, longestHours });
  }
  return (
    <form method="post" onSubmit={submit} noValidate>
      <Card
        id="session-policy"
        title="Session policy"
        description="So that an unattended screen shows nothing for long."
        footer={
          <Button type="submit" variant="primary" pending={save.isPending}>
            Save
          </Button>
        }
      >
        <div className="flex max-w-sm flex-col gap-4">
          <ActionError of={save} shown={FIELDS} />
          <Field
            label="Idle minutes"
            required
            error={errors.idleMinutes}
            hint="Signed out after so many minutes without doing anything: 5 to 240. Two minutes before, a dialog asks."
          >
            <Input name="idleMinutes" inputMode="numeric" defaultValue={policy.idleMinutes} />
          </Field>
          <Field
            label="Longest session in hours"
            required
            error={errors.longestHours}
            hint="Signed out after so many hours, however busy: 1 to 72."
          >
            <Input name="longestHours" inputMode="numeric" defaultValue={policy.longestHours} />
          </Field>
        </div>
      </Card>
    </form>
  );
}
