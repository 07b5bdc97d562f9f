'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { ExtractAnswer } from '@/lib/ways-in/http/open-extract';

const UNREACHABLE = 'The server did not answer. Check your connection and try again.';

export interface ExtractFormProps {
  extractId: string;
  onOpened: (extract: ExtractAnswer) => void;
}

/** Posts the secret with what stands behind `#` in the address, which no browser sends by itself. */
export function ExtractForm({ extractId, onOpened }: ExtractFormProps) {
  const [secret, setSecret] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [pending, setPending] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (pending) return;
    if (secret.trim() === '') return setError('Enter the secret that you were given.');
    setPending(true);
    const answer = await ask({ extractId, token: window.location.hash.slice(1), secret });
    setPending(false);
    if (typeof answer === 'string') return setError(answer);
    // The link is used up: it need not stay in the history.
    window.history.replaceState(null, '', window.location.pathname);
    onOpened(answer);
  }

  return (
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
        Open the extract
      </Button>
    </form>
  );
}

/** The extract, or what went wrong in words. */
async function ask(body: { extractId: string; token: string; secret: string }): Promise<ExtractAnswer | string> {
  try {
    const answer = await fetch('/api/extracts', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (answer.ok) return (await answer.json()) as ExtractAnswer;
    const { error } = (await answer.json()) as { error?: { message?: string } };
    return error?.message ?? UNREACHABLE;
  } catch {
    return UNREACHABLE;
  }
}
