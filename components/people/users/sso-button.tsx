'use client';

import { type MouseEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import type { SsoStart } from '@/lib/ways-in/http/sso/start';

const UNREACHABLE = 'The server did not answer. Check your connection and try again.';

interface SsoButtonProps {
  /** Where to go afterwards, a page of ours. */
  returnPath: string;
  onFault: (words: string) => void;
}

/** Sends whoever typed their address in the form around it to their organisation's provider. */
export function SsoButton({ returnPath, onFault }: SsoButtonProps) {
  const [pending, setPending] = useState(false);
  const [choices, setChoices] = useState<readonly { id: string; name: string }[]>([]);

  async function start(event: MouseEvent<HTMLButtonElement>, connectionId?: string) {
    const { form } = event.currentTarget;
    const email = String(form ? (new FormData(form).get('email') ?? '') : '').trim();
    if (pending) return;
    if (email === '') return onFault('Enter your email, then choose single sign-on.');
    setPending(true);
    const answer = await ask({ email, returnPath, ...(connectionId !== undefined && { connectionId }) });
    if ('location' in answer) return window.location.assign(answer.location);
    setPending(false);
    if ('choices' in answer) setChoices(answer.choices);
    else onFault(answer.fault);
  }

  if (choices.length === 0) {
    return (
      <Button type="button" pending={pending} onClick={(event) => start(event)} className="h-10 w-full">
        Use single sign-on
      </Button>
    );
  }
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2 text-muted text-sm">Several organisations have your address. Which one?</legend>
      {choices.map(({ id, name }) => (
        <Button key={id} type="button" pending={pending} onClick={(event) => start(event, id)} className="h-10 w-full">
          {name}
        </Button>
      ))}
    </fieldset>
  );
}

async function ask(asked: object): Promise<SsoStart | { fault: string }> {
  try {
    const answer = await fetch('/api/sso/start', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(asked),
    });
    const told: SsoStart | { error?: { message?: string } } = await answer.json();
    return 'location' in told || 'choices' in told ? told : { fault: told.error?.message ?? UNREACHABLE };
  } catch {
    return { fault: UNREACHABLE };
  }
}
