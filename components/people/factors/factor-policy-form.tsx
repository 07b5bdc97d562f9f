'use client';

import Link from 'next/link';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Switch } from '@/components/ui/switch';
import { Time } from '@/components/ui/time';
import { useAction } from '@/components/ui/use-action';
import type { AskedProfile, FactorPolicyDto } from '@/lib/admin/settings/second-factor';
import { saveFactorPolicy } from './policy-actions';

const NUMBERS = ['graceDays', 'freshMinutes'] as const;

/** Of which profiles a second factor is asked. */
export function FactorPolicyForm({ policy }: { policy: FactorPolicyDto }) {
  const save = useAction(saveFactorPolicy, {
    onSuccess: ({ data }) =>
      toast.success(data.waits ? 'Asked: a second person has to confirm it' : 'Second factors saved'),
  });
  const [needed, setNeeded] = useState(() => policy.asked.filter((one) => one.needed).map(({ id }) => id));
  const errors = save.result.serverError?.fields ?? {};
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [graceDays = Number.NaN, freshMinutes = Number.NaN] = NUMBERS.map((field) =>
      Number(String(form.get(field) ?? '').trim() || Number.NaN),
    );
    const profiles = Object.fromEntries(policy.asked.map(({ id }) => [id, needed.includes(id)]));
    save.execute({ profiles, others: policy.others, graceDays, freshMinutes });
  }
  const turn = (id: string, on: boolean) => setNeeded((now) => (on ? [...now, id] : now.filter((one) => one !== id)));
  return (
    <form method="post" onSubmit={submit} noValidate>
      <Card
        id="second-factor"
        title="Second factor"
        description="A passkey, or an authenticator app beside the password. A password alone is guessed or stolen sooner or later."
        footer={
          <Button type="submit" variant="primary" pending={save.isPending}>
            Save
          </Button>
        }
      >
        <div className="flex max-w-2xl flex-col gap-4">
          <ActionError of={save} shown={NUMBERS} />
          {policy.waits ? (
            <Callout tone="warning">
              A change by which less is asked waits for a second person: see{' '}
              <Link href="/setup/approvals" className="underline">
                Approvals
              </Link>
              .
            </Callout>
          ) : null}
          {policy.asked.map((profile) => (
            <Switch
              key={profile.id}
              label={`Asked of ${profile.name}`}
              description={withoutIn(profile)}
              checked={needed.includes(profile.id)}
              onCheckedChange={(on) => turn(profile.id, on)}
            />
          ))}
          <Field
            label="Days of grace"
            required
            error={errors.graceDays}
            hint={
              <>
                So long people are reminded; then signing in leads to setting one up: 0 to 90. Over on{' '}
                <Time value={policy.graceEndsAt} />.
              </>
            }
          >
            <Input name="graceDays" inputMode="numeric" defaultValue={policy.graceDays} />
          </Field>
          <Field
            label="Minutes that it counts as fresh"
            required
            error={errors.freshMinutes}
            hint="Acts that let much out, or change who may do what, ask for it again afterwards: 1 to 720. Who has none gives the password."
          >
            <Input name="freshMinutes" inputMode="numeric" defaultValue={policy.freshMinutes} />
          </Field>
        </div>
      </Card>
    </form>
  );
}

const withoutIn = ({ without }: AskedProfile): string =>
  without === 0 ? 'Everybody has one.' : without === 1 ? '1 person has none yet.' : `${without} people have none yet.`;
