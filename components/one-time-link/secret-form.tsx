'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

export interface SecretFormProps {
  /** Of the button, such as "Open the extract". */
  label: string;
  /** Opens what the link is of. @returns what went wrong in words; null: it is open */
  open: (given: { token: string; secret: string }) => Promise<string | null>;
}

/** Asks for the secret that came apart from the link. */
export function SecretForm({ label, open }: SecretFormProps) {
  const [secret, setSecret] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [pending, setPending] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (pending) return;
    if (secret.trim() === '') return setError('Enter the secret that you were given.');
    setPending(true);
    const wrong = await open({ token: window.location.hash.slice(1), secret });
    setPending(false);
    if (wrong !== null) setError(wrong);
  }

  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
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
        {label}
      </Button>
    </form>
  );
}
