'use client';

import { signIn } from 'next-auth/react';
import { type FormEvent, useState } from 'react';
import { PasskeySignIn } from '@/components/people/factors/passkey-sign-in';
import { ForgotPasswordLink } from '@/components/people/joining/forgot-password-link';
import { OfflineKitLink } from '@/components/people/offline-kit/offline-kit-link';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { solveProof } from '@/components/ui/solve-proof';
import { challengeIn, choicesIn, type OrgChoice } from '@/lib/people/auth/sign-in-answer';
import { ChooseOrganisation } from './choose-organisation';
import { SsoButton } from './sso-button';

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
  const [choices, setChoices] = useState<readonly OrgChoice[] | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const form = event.currentTarget;
    const { submitter } = event.nativeEvent as SubmitEvent;
    const organisation = submitter instanceof HTMLButtonElement ? submitter.value : '';
    const given = new FormData(form);
    const [email, password] = [String(given.get('email') ?? ''), String(given.get('password') ?? '')];
    if (email.trim() === '' || password === '') return setError('Enter your email and your password.');
    setPending(true);
    setError(null);
    const fault = await tryToSignIn({ email, password, organisation }, () => setWorks(true));
    setWorks(false);
    if (fault === null) return window.location.assign(returnPath);
    setPending(false);
    const asked = choicesIn(fault);
    setChoices(asked);
    if (asked) return;
    setError(fault);
    form.querySelector<HTMLInputElement>('input[name=password]')?.select();
  }

  return (
    <form method="post" onSubmit={submit} onChange={() => setChoices(null)} noValidate className="flex flex-col gap-4">
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
      {choices ? (
        <ChooseOrganisation choices={choices} pending={pending} />
      ) : (
        <Button type="submit" variant="primary" pending={pending} className="h-10 w-full">
          Sign in
        </Button>
      )}
      <PasskeySignIn returnPath={returnPath} />
      <SsoButton returnPath={returnPath} onFault={setError} />
      <ForgotPasswordLink />
      <OfflineKitLink />
    </form>
  );
}

interface Given {
  email: string;
  password: string;
  /** Which of several, where it was asked. */
  organisation: string;
}

/** What went wrong in words, what is to be chosen, or null. Where many failed, the browser works before each try. */
async function tryToSignIn(given: Given, onWork: () => void): Promise<string | null> {
  try {
    let proof = '';
    for (let n = 0; n <= MOST_PROOFS; n += 1) {
      const answer = await signIn('credentials', { ...given, proof, redirect: false });
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
