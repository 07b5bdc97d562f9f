'use client';

import { signIn } from 'next-auth/react';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

const UNREACHABLE = 'The server did not answer. Check your connection and try again.';

/** @param returnPath where to go afterwards, a page of ours. */
export function SignInForm({ returnPath }: { returnPath: string }) {
  const [error, setError] = useState<string | null>(null);
  const [pending, setPending] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const form = event.currentTarget;
    const given = new FormData(form);
    const [email, password] = [String(given.get('email') ?? ''), String(given.get('password') ?? '')];
    if (email.trim() === '' || password === '') return setError('Enter your email and your password.');
    setPending(true);
    const fault = await tryToSignIn(email, password);
    if (fault === null) return window.location.assign(returnPath);
    setPending(false);
    setError(fault);
    form.querySelector<HTMLInputElement>('input[name=password]')?.select();
  }

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      {error ? (
        <Callout tone="danger" role="alert">
          {error}
        </Callout>
      ) : null}
      <Field label="Email">
        <Input name="email" type="email" autoComplete="username" autoFocus spellCheck={false} className="h-10" />
      </Field>
      <Field label="Password">
        <Input name="password" type="password" autoComplete="current-password" className="h-10" />
      </Field>
      <Button type="submit" variant="primary" pending={pending} className="h-10 w-full">
        Sign in
      </Button>
    </form>
  );
}

/** What went wrong in words, or null. */
async function tryToSignIn(email: string, password: string): Promise<string | null> {
  try {
    const answer = await signIn('credentials', { email, password, redirect: false });
    if (!answer) return UNREACHABLE;
    return answer.ok ? null : (answer.error ?? UNREACHABLE);
  } catch {
    return UNREACHABLE;
  }
}
