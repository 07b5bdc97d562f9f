'use client';

import Link from 'next/link';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { Card } from '@/components/ui/card';
import type { Joined } from '@/lib/ways-in/http/joining';
import { NewPasswordFields, readNewPassword } from './new-password-fields';
import { Refused } from './refused';
import { usePost } from './use-post';

/** For whoever has a link to choose a password. */
export function ChoosePasswordForm({ linkId }: { linkId: string }) {
  const { pending, refusal, send } = usePost<Joined>('/api/password-links/choose');
  const [unequal, setUnequal] = useState(false);
  const [email, setEmail] = useState<string | null>(null);
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = readNewPassword(new FormData(event.currentTarget));
    setUnequal(given.unequal);
    if (given.unequal) return;
    const token = window.location.hash.slice(1);
    const chosen = await send({ linkId, token, password: given.password });
    if (chosen) setEmail(chosen.email);
  }
  return (
    <Card>
      <h1 className="mb-4 font-semibold text-fg text-lg">Choose a password</h1>
      {email === null ? (
        <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
          <Refused refusal={refusal} shown={['password']} />
          <NewPasswordFields error={refusal?.fields.password} unequal={unequal} />
          <Button type="submit" variant="primary" pending={pending} className="h-10 w-full">
            Set password
          </Button>
        </form>
      ) : (
        <div className="flex flex-col gap-4">
          <p role="status" className="text-fg text-sm">
            Your password is set, and all your sessions have ended. Sign in as {email}.
          </p>
          <Link href="/sign-in" className={buttonClass('primary')}>
            Sign in
          </Link>
        </div>
      )}
    </Card>
  );
}
