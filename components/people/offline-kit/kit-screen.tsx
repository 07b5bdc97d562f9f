'use client';

import { KeySquare, Plus } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import type { MadeKit } from '@/lib/people/users/offline-kit/make';
import type { KitOverview } from '@/lib/people/users/offline-kit/queries';
import { CardSheets } from './card-sheets';
import { CurrentKit } from './current-kit';
import { FormerKits } from './former-kits';
import { MakeKitDialog } from './make-kit-dialog';

/** The offline kit: made, tested, withdrawn; and what whoever came in by it does next. */
export function KitScreen({ kits: { current, former, onlySso, byKit } }: { kits: KitOverview }) {
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<MadeKit | null>(null);
  // Loaded anew: nothing of the cards is left on the page.
  if (made) return <CardSheets kit={made} onDone={() => window.location.reload()} />;
  const isReady = current.some(({ state }) => state === 'ready');
  return (
    <>
      <PageHeader
        title="Offline kit"
        breadcrumbs={[{ label: 'Setup', href: '/setup' }]}
        description="For the day the identity provider is down: printed cards, of which some together sign in an administrator once, for an hour, without any provider."
        actions={
          <Button variant="primary" onClick={() => setMaking(true)}>
            <Plus aria-hidden="true" />
            Make a kit
          </Button>
        }
      />
      <div className="flex flex-col gap-4">
        {byKit ? <WhatNext /> : null}
        {onlySso && !isReady ? (
          <Callout tone="warning" title="No kit is in force">
            People sign in by single sign-on only. Make a kit for the day its provider is away.
          </Callout>
        ) : null}
        {current.length === 0 ? (
          <Card>
            <EmptyState
              icon={<KeySquare aria-hidden="true" />}
              title="There is no kit"
              text="Make one, print its cards, give them to different people, and test them once a year."
            />
          </Card>
        ) : (
          current.map((kit) => <CurrentKit key={kit.id} kit={kit} />)
        )}
        {former.length > 0 ? <FormerKits kits={former} /> : null}
      </div>
      {making ? <MakeKitDialog onClose={() => setMaking(false)} onMade={setMade} /> : null}
    </>
  );
}

/** Whoever signed in by the kit has an hour. */
function WhatNext() {
  return (
    <Callout tone="warning" title="You came in by the offline kit: you have an hour, and the kit is used up">
      <ol className="mt-1 list-decimal pl-5">
        <li>
          Set up a{' '}
          <Link href="/account/security" className="underline">
            second factor of your own
          </Link>{' '}
          now: what changes how people sign in asks for it after a few minutes.
        </li>
        <li>
          Let people use their passwords again, or mend the connection, under{' '}
          <Link href="/setup/sso" className="underline">
            Single sign-on
          </Link>
          .
        </li>
        <li>
          Give whoever has none a password, under{' '}
          <Link href="/setup/users" className="underline">
            Users
          </Link>
          .
        </li>
        <li>Make a new kit, and throw the cards of this one away.</li>
      </ol>
    </Callout>
  );
}
