'use client';

import { type FormEvent, useRef, useState } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { solveProof } from '@/components/ui/solve-proof';
import { useAction } from '@/components/ui/use-action';
import { savePassword } from './account-actions';

export interface PasswordFormProps {
  /** For the browser's password manager. */
  email: string;
  /** The password there is was given by somebody else; once another is chosen, a page of ours follows. */
  first?: { goOnTo: string };
}

export function PasswordForm({ email, first }: PasswordFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [unequal, setUnequal] = useState(false);
  const save = useAction(savePassword, {
    onSuccess: () => {
      if (first) return window.location.assign(first.goOnTo);
      form.current?.reset();
      toast.success('Password changed', { description: 'Your other sessions have ended.' });
    },
    onError: async ({ error, input }) => {
      if (error.serverError?.reason !== 'PROOF') return;
      save.execute({ ...input, proof: await solveProof(String(error.serverError.facts.challenge)) });
    },
  });
  const errors = save.result.serverError?.fields ?? {};
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const text = (name: string) => String(given.get(name) ?? '');
    const differs = text('password') !== text('repeat');
    setUnequal(differs);
    if (!differs) save.execute({ current: text('current'), password: text('password') });
  }
  return (
    <form method="post" ref={form} onSubmit={submit} noValidate>
      <Card
        title={first ? 'Choose a password' : 'Password'}
        description={
          first
            ? 'Somebody else knows the one you were given. Choose your own to go on.'
            : 'Changing it ends your other sessions.'
        }
        footer={
          <Button type="submit" variant="primary" pending={save.isPending}>
            {first ? 'Set password' : 'Change password'}
          </Button>
        }
      >
        <div className="flex flex-col gap-4">
          <ActionError of={save} shown={['current', 'password']} />
          <input type="hidden" name="username" autoComplete="username" defaultValue={email} />
          <Field label={first ? 'The password you were given' : 'Current password'} required error={errors.current}>
            <Input name="current" type="password" autoComplete="current-password" />
          </Field>
          <Field
            label="New password"
            required
            error={errors.password}
            hint="At least 12 characters. A few words that mean something only to you are good."
          >
            <Input name="password" type="password" autoComplete="new-password" />
          </Field>
          <Field label="Repeat the new password" required error={unequal ? 'This is not the same.' : undefined}>
            <Input name="repeat" type="password" autoComplete="new-password" />
          </Field>
        </div>
      </Card>
    </form>
  );
}
