'use client';

import Link from 'next/link';
import { useState } from 'react';
import { toast } from 'sonner';
import { Badge, type BadgeTone } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { ConfirmAct } from '@/components/ui/confirm-act';
import { DescriptionList } from '@/components/ui/description-list';
import { Time } from '@/components/ui/time';
import type { KitDto } from '@/lib/people/users/offline-kit/queries';
import { withdraw } from './actions';
import { TestKitDialog } from './test-kit-dialog';

const STATES: Record<KitDto['state'], { label: string; tone: BadgeTone }> = {
  ready: { label: 'In force', tone: 'success' },
  waits: { label: 'Waits for a second person', tone: 'warning' },
  changed: { label: 'Changed outside Careledger', tone: 'danger' },
  used: { label: 'Used', tone: 'neutral' },
  withdrawn: { label: 'Withdrawn', tone: 'neutral' },
  replaced: { label: 'Replaced', tone: 'neutral' },
};

export function KitBadge({ state }: Pick<KitDto, 'state'>) {
  return <Badge tone={STATES[state].tone}>{STATES[state].label}</Badge>;
}

/** A kit that is in force, or waits to be. */
export function CurrentKit({ kit }: { kit: KitDto }) {
  const [act, setAct] = useState<'test' | 'withdraw' | null>(null);
  const close = () => setAct(null);
  const { id, state, needed, cards, madeAt, madeBy, testedAt, testedBy } = kit;
  return (
    <Card title={`Kit ${id}`} actions={<KitBadge state={state} />}>
      <div className="flex flex-col gap-3">
        {state === 'waits' ? (
          <Callout tone="warning">
            A second person has to confirm it first: see{' '}
            <Link href="/setup/approvals" className="underline">
              Approvals
            </Link>
            .
          </Callout>
        ) : null}
        {state === 'changed' ? <Callout tone="danger">It opens nothing. Withdraw it and make another.</Callout> : null}
        <DescriptionList
          items={[
            { term: 'Cards', value: `${cards}, of which any ${needed} sign in` },
            { term: 'Made', value: <ByAt at={madeAt} by={madeBy} /> },
            { term: 'Last tested', value: testedAt ? <ByAt at={testedAt} by={testedBy} /> : 'Never' },
          ]}
        />
        <div className="flex flex-wrap gap-2">
          {state === 'ready' ? <Button onClick={() => setAct('test')}>Test the kit…</Button> : null}
          <Button variant="danger" onClick={() => setAct('withdraw')}>
            Withdraw…
          </Button>
        </div>
      </div>
      {act === 'test' ? <TestKitDialog onClose={close} /> : null}
      {act === 'withdraw' ? (
        <ConfirmAct
          act={withdraw}
          input={{ id }}
          title="Withdraw the kit?"
          description="Its cards open nothing from now on, for good. Administrators and officers are told."
          confirmLabel="Withdraw"
          onClose={close}
          onDone={() => {
            close();
            toast.success('The kit is withdrawn');
          }}
        />
      ) : null}
    </Card>
  );
}

function ByAt({ at, by }: { at: string; by: string | null }) {
  return (
    <>
      <Time value={at} /> by {by ?? 'somebody'}
    </>
  );
}
