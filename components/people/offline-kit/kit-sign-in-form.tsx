'use client';

import Link from 'next/link';
import { signIn } from 'next-auth/react';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { solveProof } from '@/components/ui/solve-proof';
import { challengeIn } from '@/lib/people/auth/sign-in-answer';
import { CardFields, cardsIn } from './card-fields';

const UNREACHABLE = 'The server did not answer. Check your connection and try again.';
const WORKS = 'Many tries at this account were wrong. Your browser works a few seconds, then the cards are looked at.';
/** Each is good for one try, and others may be quicker. */
const MOST_PROOFS = 5;

/** Signs in by the cards of an offline kit, as an administrator. */
export function KitSignInForm() {
  const [error, setError] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const [works, setWorks] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const given = new FormData(event.currentTarget);
    const email = String(given.get('email') ?? '').trim();
    const cards = cardsIn(given);
    if (email === '' || cards.length === 0) return setError('Enter your email and the cards.');
    setPending(true);
    setError(null);
    const fault = await enter({ email, cards: cards.join('\n') }, () => setWorks(true));
    setWorks(false);
    if (fault === null) return window.location.assign('/setup/offline-kit');
    setPending(false);
    setError(fault);
  }

  return (
    <Card>
      <h1 className="mb-1 font-semibold text-fg text-lg">Offline kit</h1>
      <p className="mb-4 text-muted text-sm">
        For the day nobody can sign in, such as when the identity provider is down. The cards of your organisation’s kit
        sign in an administrator for an hour, once. All administrators and officers are told.
      </p>
      <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
        {error ? (
          <Callout tone="danger" role="alert">
            {error}
          </Callout>
        ) : null}
        {works ? <Callout role="status">{WORKS}</Callout> : null}
        <Field label="Email of an administrator">
          <Input name="email" type="email" autoComplete="username" spellCheck={false} className="h-10" />
        </Field>
        <CardFields errors={{}} />
        <Button type="submit" variant="primary" pending={pending} className="h-10 w-full">
          Sign in by the kit
        </Button>
        <Link href="/sign-in" className="text-center text-muted text-sm underline">
          Back to sign-in
        </Link>
      </form>
    </Card>
  );
}

/** What went wrong in words, or null. Where many failed, the browser works before each try. */
async function enter(given: { email: string; cards: string }, onWork: () => void): Promise<string | null> {
  try {
    let proof = '';
    for (let n = 0; n <= MOST_PROOFS; n += 1) {
      const answer = await signIn('offline-kit', { ...given, proof, redirect: false });
      if (!answer) return UNREACHABLE;
      if (answer.ok) return null;
      const challenge = challengeIn(answer.error ?? '');
      if (challenge === null) return answer.error ?? UNREACHABLE;
      onWork();
      proof = await solveProof(challenge);
    }
    return 'Many try to sign in to this account at the moment. Try again.';
  } catch {
    return UNREACHABLE;
  }
}
