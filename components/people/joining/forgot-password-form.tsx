'use client';

import Link from 'next/link';
import { type FormEvent, useState } from 'react';
import { isRefusal, post, type Refusal } from '@/components/one-time-link/post';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { solveProof } from '@/components/ui/solve-proof';
import { Refused } from './refused';

/** Each is good for one try, and others may be quicker. */
const MOST_PROOFS = 5;

/** Asks for a link to choose a new password. What it says then, it says of every address. */
export function ForgotPasswordForm() {
  const [state, setState] = useState<'idle' | 'pending' | 'works' | 'asked'>('idle');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (state !== 'idle') return;
    const email = String(new FormData(event.currentTarget).get('email') ?? '');
    setState('pending');
    const refused = await ask(email, () => setState('works'));
    setRefusal(refused);
    setState(refused ? 'idle' : 'asked');
  }
  return (
    <Card>
      <h1 className="mb-4 font-semibold text-fg text-lg">Forgot your password?</h1>
      {state === 'asked' ? (
        <p role="status" className="text-fg text-sm">
          If an account has this address, a link to choose a new password was sent to it. It is good for an hour, once.
          If nothing comes, ask an administrator.
        </p>
      ) : (
        <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
          <Refused refusal={refusal} shown={['email']} />
          {state === 'works' ? <Callout role="status">Many asked. Your browser works a few seconds.</Callout> : null}
          <Field label="Email" error={refusal?.fields.email} hint="The address you sign in with.">
            <Input name="email" type="email" autoComplete="username" autoFocus spellCheck={false} className="h-10" />
          </Field>
          <Button type="submit" variant="primary" pending={state !== 'idle'} className="h-10 w-full">
            Send me a link
          </Button>
        </form>
      )}
      <p className="mt-4 text-center text-muted text-sm underline">
        <Link href="/sign-in">Back to sign in</Link>
      </p>
    </Card>
  );
}

/** What went wrong, or null. Where many asked, the browser works before each try. */
async function ask(email: string, onWork: () => void): Promise<Refusal | null> {
  let proof: string | undefined;
  for (let n = 0; ; n += 1) {
    const answer = await post('/api/password-links', { email, ...(proof && { proof }) });
    if (!isRefusal(answer)) return null;
    if (!answer.challenge || n === MOST_PROOFS) return answer;
    onWork();
    proof = await solveProof(answer.challenge);
  }
}
