'use client';

import { startAuthentication } from '@simplewebauthn/browser';
import { KeyRound } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { solveProof } from '@/components/ui/solve-proof';
import type { WaysToProve } from '@/lib/people/factors/queries';
import { askPasskey, giveCode, givePasskey, givePassword } from './actions';

const UNREACHABLE = 'The server did not answer. Check your connection and try again.';
const NOT_SIGNED = 'No passkey was given. Try again, or use another way.';

/** Asks for a second factor, or for the password where there is none. */
export function GiveFactor({ ways, onGiven }: { ways: WaysToProve; onGiven: () => void }) {
  const [error, setError] = useState<string | null>(null);
  const [pending, setPending] = useState<'passkey' | 'text' | null>(null);
  // Without a name: a form that is sent before its page works puts nothing into the address.
  const given = useRef<HTMLInputElement>(null);
  const byCode = ways.passkey || ways.app;

  async function give(how: 'passkey' | 'text', act: () => Promise<string | null>) {
    setPending(how);
    setError(null);
    const fault = await act().catch(() => UNREACHABLE);
    setPending(null);
    if (fault === null) return onGiven();
    setError(fault);
  }
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    event.stopPropagation();
    const text = given.current?.value ?? '';
    if (pending) return;
    void give('text', () => (byCode ? sendCode(text) : sendPassword(text)));
  }
  if (!byCode && !ways.password) return <p>Sign out and in again by your single sign-on.</p>;
  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
      {error ? (
        <Callout tone="danger" role="alert">
          {error}
        </Callout>
      ) : null}
      {ways.passkey ? (
        <Button variant="primary" pending={pending === 'passkey'} onClick={() => give('passkey', signByPasskey)}>
          <KeyRound aria-hidden="true" />
          Use a passkey
        </Button>
      ) : null}
      {byCode ? (
        <Field
          label={ways.app ? 'Code' : 'Recovery code'}
          hint={
            ways.app ? 'Six digits of your authenticator app, or a recovery code.' : 'If you have lost your passkey.'
          }
        >
          <Input ref={given} autoComplete="one-time-code" spellCheck={false} autoFocus={!ways.passkey} />
        </Field>
      ) : (
        <Field label="Password">
          <Input ref={given} type="password" autoComplete="current-password" autoFocus />
        </Field>
      )}
      <Button type="submit" variant={ways.passkey ? 'secondary' : 'primary'} pending={pending === 'text'}>
        Continue
      </Button>
    </form>
  );
}

/** What went wrong in words, or null. */
async function signByPasskey(): Promise<string | null> {
  const asked = await askPasskey({});
  if (!asked.data) return asked.serverError?.message ?? UNREACHABLE;
  const response = await startAuthentication({ optionsJSON: asked.data }).catch(() => null);
  if (!response) return NOT_SIGNED;
  const { serverError } = await givePasskey({ response: { ...response, response: { ...response.response } } });
  return serverError?.message ?? null;
}

async function sendCode(code: string): Promise<string | null> {
  const { serverError } = await giveCode({ code });
  return serverError ? (serverError.fields.code ?? serverError.message) : null;
}

async function sendPassword(password: string, proof?: string): Promise<string | null> {
  const { serverError } = await givePassword({ password, ...(proof && { proof }) });
  if (serverError?.reason === 'PROOF') {
    return sendPassword(password, await solveProof(String(serverError.facts.challenge)));
  }
  return serverError ? (serverError.fields.password ?? serverError.message) : null;
}
