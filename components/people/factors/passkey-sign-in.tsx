'use client';

import { startAuthentication } from '@simplewebauthn/browser';
import { KeyRound } from 'lucide-react';
import { signIn } from 'next-auth/react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { askedOfPasskey } from '@/lib/people/auth/sign-in-answer';

const UNREACHABLE = 'The server did not answer. Check your connection and try again.';
const NOT_SIGNED = 'No passkey was given. Sign in with your email and password.';

/** Signs in by a passkey alone: whose it is, the passkey says. */
export function PasskeySignIn({ returnPath }: { returnPath: string }) {
  const [error, setError] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  async function enter() {
    setPending(true);
    setError(null);
    const fault = await enterByPasskey().catch(() => UNREACHABLE);
    if (fault === null) return window.location.assign(returnPath);
    setPending(false);
    setError(fault);
  }
  return (
    <>
      {error ? (
        <Callout tone="danger" role="alert">
          {error}
        </Callout>
      ) : null}
      <Button pending={pending} onClick={enter} className="h-10 w-full">
        <KeyRound aria-hidden="true" />
        Use a passkey
      </Button>
    </>
  );
}

/** What went wrong in words, or null. */
async function enterByPasskey(): Promise<string | null> {
  const first = await signIn('passkey', { redirect: false });
  const optionsJSON = askedOfPasskey(first?.error ?? '');
  if (!optionsJSON) return first?.error ?? UNREACHABLE;
  const response = await startAuthentication({ optionsJSON }).catch(() => null);
  if (!response) return NOT_SIGNED;
  const answer = await signIn('passkey', { response: JSON.stringify(response), redirect: false });
  return answer?.ok ? null : (answer?.error ?? UNREACHABLE);
}
