'use client';

import { signIn } from 'next-auth/react';
import { type FormEvent, useState } from 'react';
import { PasskeySignIn } from '@/components/people/factors/passkey-sign-in';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { solveProof } from '@/components/ui/solve-proof';
import { challengeIn } from '@/lib/people/auth/sign-in-answer';

const UNREACHABLE = 'The server did not answer. Check your connection and try again.';
const CROWDED = 'Many try to sign in to this account at the moment. Try again.';
const WORKS = 'Many tries at this account were wrong. Your browser works a few seconds, then you are signed in.';
/** Each is good for one try, and others may be quicker. */
const MOST_PROOFS = 5;

/** @param returnPath where to go afterwards, a page of ours. */
export function SignInForm({ returnPath }: { returnPath: string }) {
  const [error, setError] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const [works, setWorks] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const form = event.currentTarget;
    const given = new FormData(form);
    const [email, password] = [String(given.get('email') ?? ''), String(given.get('password') ?? '')];
    if (email.trim() === '' || password === '') return setError('Enter your email and your password.');
    setPending(true);
    setError(null);
    const fault = await tryToSignIn(email, password, () => setWorks(true));
    setWorks(false);
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
      {works ? <Callout role="status">{WORKS}</Callout> : null}
      <Field label="Email">
        <Input name="email" type="email" autoComplete="username" autoFocus spellCheck={false} className="h-10" />
      </Field>
      <Field label="Password">
        <Input name="password" type="password" autoComplete="current-password" className="h-10" />
      </Field>
      <Button type="submit" variant="primary" pending={pending} className="h-10 w-full">
        Sign in
      </Button>
      <PasskeySignIn returnPath={returnPath} />
    </form>
  );
}

/** What went wrong in words, or null. Where many failed, the browser works before each try. */
async function tryToSignIn(email: string, password: string, onWork: () => void): Promise<string | null> {
  try {
    let proof = '';
    for (let n = 0; n <= MOST_PROOFS; n += 1) {
      const answer = await signIn('credentials', { email, password, proof, redirect: false });
      if (!answer) return UNREACHABLE;
      if (answer.ok) return null;
      const challenge = challengeIn(answer.error ?? '');
      if (challenge === null) return answer.error ?? UNREACHABLE;
      onWork();
      proof = await solveProof(challenge);
    }
    return CROWDED;
  } catch {
    return UNREACHABLE;
  }
}
