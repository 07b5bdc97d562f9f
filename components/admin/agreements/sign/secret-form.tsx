'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { OpenedAnswer } from '@/lib/ways-in/http/open-signing';
import { ask, type Held, isRefusal } from './ask';

export interface SecretFormProps {
  signingId: string;
  onOpened: (held: Held, opened: OpenedAnswer) => void;
}

/** Asks for the secret that came apart from the link. */
export function SecretForm({ signingId, onOpened }: SecretFormProps) {
  const [secret, setSecret] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [pending, setPending] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (pending) return;
    if (secret.trim() === '') return setError('Enter the secret that you were given.');
    setPending(true);
    const held = { signingId, token: window.location.hash.slice(1), secret };
    const answer = await ask<OpenedAnswer>('/api/agreement-signings', held);
    setPending(false);
    if (isRefusal(answer)) return setError(answer.message);
    onOpened(held, answer);
  }

  return (
    <>
      <h1 className="font-semibold text-fg text-lg">An agreement for you to sign</h1>
      <p className="mt-1 mb-4 text-muted text-sm">Read it first; you sign on the next page.</p>
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        {error ? (
          <Callout tone="danger" role="alert">
            {error}
          </Callout>
        ) : null}
        <Field label="Secret" hint="Ten letters and digits, given to you apart from the link">
          <Input
            value={secret}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={40}
            className="h-10 font-mono"
            onChange={(event) => setSecret(event.currentTarget.value)}
          />
        </Field>
        <Button type="submit" variant="primary" pending={pending} className="h-10 w-full">
          Open the agreement
        </Button>
      </form>
    </>
  );
}
