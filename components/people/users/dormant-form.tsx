'use client';

import Link from 'next/link';
import type { FormEvent } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useAction } from '@/components/ui/use-action';
import type { DormantRuleDto } from '@/lib/admin/settings/dormant-accounts';
import { saveDormantRule } from './org-actions';

const FIELDS = ['warnDays', 'deactivateDays'] as const;

/** What happens to accounts that nobody uses. */
export function DormantForm({ rule }: { rule: DormantRuleDto }) {
  const save = useAction(saveDormantRule, {
    onSuccess: ({ data }) =>
      toast.success(data.waits ? 'Asked: a second person has to confirm it' : 'Dormant accounts saved'),
  });
  const errors = save.result.serverError?.fields ?? {};
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [warnDays = null, deactivateDays = null] = FIELDS.map((field) => {
      const given = String(form.get(field) ?? '').trim();
      return given === '' ? null : Number(given);
    });
    save.execute({ warnDays, deactivateDays });
  }
  return (
    <form method="post" onSubmit={submit} noValidate>
      <Card
        id="dormant-accounts"
        title="Dormant accounts"
        description="An account that nobody uses is one of which nobody notices that somebody else does."
        footer={
          <Button type="submit" variant="primary" pending={save.isPending}>
            Save
          </Button>
        }
      >
        <div className="flex max-w-2xl flex-col gap-4">
          <ActionError of={save} shown={FIELDS} />
          {rule.waits ? <Waits /> : null}
          <Field
            label="Warn after days"
            error={errors.warnDays}
            hint="So many days without a sign-in, the person is told by mail, and whoever manages users by a notice: 7 to 730, such as 60. Empty: nobody is warned."
          >
            <Input name="warnDays" inputMode="numeric" defaultValue={rule.warnDays ?? ''} />
          </Field>
          <Field
            label="Deactivate after days"
            error={errors.deactivateDays}
            hint="More than those of the warning, such as 90. Empty: nobody is deactivated."
          >
            <Input name="deactivateDays" inputMode="numeric" defaultValue={rule.deactivateDays ?? ''} />
          </Field>
          <p className="text-muted text-sm">
            Looked at once a day. Whoever never signed in is counted from when the account was made; whoever is
            activated again, from then. What API clients do for somebody is no sign-in. Nobody is deactivated before a
            warning has stood for 7 days, or for the days between both where they are fewer. Never deactivated: the last
            active administrator, and those who are named in Single sign-on for the day its provider is away. A
            directory that adds people by SCIM may activate somebody again.
          </p>
        </div>
      </Card>
    </form>
  );
}

const Waits = () => (
  <Callout tone="warning">
    A change by which accounts stay open for longer waits for a second person: see{' '}
    <Link href="/setup/approvals" className="underline">
      Approvals
    </Link>
    .
  </Callout>
);
