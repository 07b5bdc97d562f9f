'use client';

import Link from 'next/link';
import { type FormEvent, useEffect, useState } from 'react';
import { isRefusal, post, type Refusal } from '@/components/one-time-link/post';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { Card } from '@/components/ui/card';
import type { Joined, OpenedInvitation } from '@/lib/ways-in/http/joining';
import { NewPasswordFields, readNewPassword } from './new-password-fields';
import { Refused } from './refused';
import { usePost } from './use-post';

/** For somebody who was invited: what is offered, and a password of their own. */
export function JoinScreen({ invitationId }: { invitationId: string }) {
  const [opened, setOpened] = useState<OpenedInvitation | Refusal | null>(null);
  const [joined, setJoined] = useState(false);
  useEffect(() => {
    const token = window.location.hash.slice(1);
    void post<OpenedInvitation>('/api/invitations', { invitationId, token }).then(setOpened);
  }, [invitationId]);
  return (
    <Card>
      <h1 className="mb-4 font-semibold text-fg text-lg">{joined ? 'Welcome' : 'Join'}</h1>
      {opened === null ? (
        <p role="status" className="text-muted text-sm">
          Reading the invitation…
        </p>
      ) : isRefusal(opened) ? (
        <Refused refusal={opened} />
      ) : joined ? (
        <div className="flex flex-col gap-4">
          <p role="status" className="text-fg text-sm">
            Your account with {opened.organisation} is made. Sign in as {opened.email} with the password you chose.
          </p>
          <Link href="/sign-in" className={buttonClass('primary')}>
            Sign in
          </Link>
        </div>
      ) : (
        <JoinForm invitationId={invitationId} offer={opened} onJoined={() => setJoined(true)} />
      )}
    </Card>
  );
}

interface JoinFormProps {
  invitationId: string;
  offer: OpenedInvitation;
  onJoined: () => void;
}

function JoinForm({ invitationId, offer, onJoined }: JoinFormProps) {
  const { pending, refusal, send } = usePost<Joined>('/api/invitations/join');
  const [unequal, setUnequal] = useState(false);
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = readNewPassword(new FormData(event.currentTarget));
    setUnequal(given.unequal);
    if (given.unequal) return;
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const token = window.location.hash.slice(1);
    if (await send({ invitationId, token, password: given.password, timeZone })) onJoined();
  }
  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
      <p className="text-fg text-sm">
        {offer.inviter} invites you, {offer.name}, to work with {offer.organisation}. You will sign in as{' '}
        <strong className="break-all">{offer.email}</strong>.
      </p>
      <Refused refusal={refusal} shown={['password']} />
      <NewPasswordFields email={offer.email} error={refusal?.fields.password} unequal={unequal} />
      <Button type="submit" variant="primary" pending={pending} className="h-10 w-full">
        Join
      </Button>
    </form>
  );
}
