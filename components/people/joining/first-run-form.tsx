'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { NewPasswordFields, readNewPassword } from './new-password-fields';
import { Refused } from './refused';
import { usePost } from './use-post';

const FIELDS = ['organisation', 'name', 'email', 'password'] as const;

/** Makes the first organisation and its administrator, for whoever reads the terminal. */
export function FirstRunForm() {
  const { pending, refusal, send } = usePost<{ made: true }>('/api/first-run');
  const [unequal, setUnequal] = useState(false);
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const { password, unequal: differs } = readNewPassword(form);
    setUnequal(differs);
    if (differs) return;
    const text = (name: string) => String(form.get(name) ?? '');
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const given = { code: text('code'), organisation: text('organisation'), name: text('name'), email: text('email') };
    if (await send({ ...given, password, timeZone })) window.location.assign('/sign-in');
  }
  const errors = refusal?.fields ?? {};
  return (
    <Card>
      <h1 className="mb-1 font-semibold text-fg text-lg">Welcome to Careledger</h1>
      <p className="mb-4 text-muted text-sm">Make your organisation, and yourself its first administrator.</p>
      <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
        <Refused refusal={refusal} shown={FIELDS} />
        <Field label="Code" required hint="The terminal shows it where Careledger was started.">
          <Input name="code" autoComplete="off" autoFocus spellCheck={false} className="h-10 font-mono" />
        </Field>
        <Field label="Organisation" required error={errors.organisation}>
          <Input name="organisation" autoComplete="organization" className="h-10" />
        </Field>
        <Field label="Your name" required error={errors.name}>
          <Input name="name" autoComplete="name" className="h-10" />
        </Field>
        <Field label="Email" required error={errors.email} hint="You sign in with it.">
          <Input name="email" type="email" autoComplete="username" spellCheck={false} className="h-10" />
        </Field>
        <NewPasswordFields error={errors.password} unequal={unequal} />
        <Button type="submit" variant="primary" pending={pending} className="h-10 w-full">
          Begin
        </Button>
      </form>
    </Card>
  );
}
