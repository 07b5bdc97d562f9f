'use client';

import { FlaskConical, Pencil, Power, PowerOff, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';

import { useState } from 'react';
import { toast } from 'sonner';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { ConfirmAct } from '@/components/ui/confirm-act';
import { type Description, DescriptionList } from '@/components/ui/description-list';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { useAction } from '@/components/ui/use-action';
import type { SsoConnectionDto } from '@/lib/people/users/sso/queries';
import type { TriedOut } from '@/lib/people/users/sso/try-out';
import { remove, tryOut, turnOff, turnOn } from './actions';
import { ConnectionDialog } from './connection-dialog';
import type { Places } from './rule-rows';
import { KINDS, STATES } from './words';

export interface ConnectionScreenProps {
  connection: SsoConnectionDto;
  places: Places;
  /** What the provider's administrator is given of us. */
  ours: readonly Description[];
  tried: TriedOut | null;
}

/** One provider: our addresses for it, trying it out, and letting people in by it. */
export function ConnectionScreen({ connection, places, ours, tried }: ConnectionScreenProps) {
  const [act, setAct] = useState<'edit' | 'delete' | null>(null);
  const close = () => setAct(null);
  const router = useRouter();
  const { name, kind, state, people, config } = connection;
  return (
    <>
      <PageHeader
        title={name}
        breadcrumbs={[
          { label: 'Setup', href: '/setup' },
          { label: 'Single sign-on', href: '/setup/sso' },
        ]}
        description={`${KINDS[kind]}. ${people === 1 ? 'One person is' : `${people} people are`} known by it.`}
        adornment={<Badge tone={STATES[state].tone}>{STATES[state].label}</Badge>}
        actions={<Buttons connection={connection} onAct={setAct} />}
      />
      <div className="flex flex-col gap-4">
        {state === 'waits' ? (
          <Callout tone="warning">
            A second person has to confirm it first: see{' '}
            <Link href="/setup/approvals" className="underline">
              Approvals
            </Link>
            .
          </Callout>
        ) : null}
        {tried ? <Tried tried={tried} /> : null}
        <Card title="For the provider’s administrator">
          <DescriptionList items={ours} />
        </Card>
        {config ? (
          <Card title="Settings">
            <DescriptionList items={settingsOf(config)} />
          </Card>
        ) : null}
      </div>
      {act === 'edit' ? <ConnectionDialog kind={kind} places={places} connection={connection} onClose={close} /> : null}
      {act === 'delete' ? (
        <ConfirmAct
          act={remove}
          input={{ id: connection.id }}
          title={`Delete ${name}?`}
          description="Nobody signs in by it any more, and whom it knows is forgotten. Their accounts stay."
          confirmLabel="Delete"
          onClose={close}
          onDone={() => router.push('/setup/sso')}
        />
      ) : null}
    </>
  );
}

function Buttons({ connection: { id, state }, onAct }: ButtonsProps) {
  const failed = ({ error }: { error: { serverError?: { message: string } | undefined } }) =>
    toast.error(error.serverError?.message ?? 'That did not work.');
  const on = useAction(turnOn, {
    onSuccess: ({ data }) =>
      data.waits ? toast.success('Asked: a second person has to confirm it') : toast.success('People are let in by it'),
    onError: failed,
  });
  const off = useAction(turnOff, { onSuccess: () => toast.success('Nobody is let in by it'), onError: failed });
  const trying = useAction(tryOut, { onSuccess: ({ data }) => window.location.assign(data), onError: failed });
  return (
    <>
      {state === 'changed' ? null : (
        <Button pending={trying.isPending} onClick={() => trying.execute({ id })}>
          <FlaskConical aria-hidden="true" />
          Try it out
        </Button>
      )}
      <Button onClick={() => onAct('edit')}>
        <Pencil aria-hidden="true" />
        Edit
      </Button>
      {state === 'off' ? (
        <Button variant="primary" pending={on.isPending} onClick={() => on.execute({ id })}>
          <Power aria-hidden="true" />
          Switch on
        </Button>
      ) : null}
      {state === 'on' || state === 'waits' ? (
        <Button pending={off.isPending} onClick={() => off.execute({ id })}>
          <PowerOff aria-hidden="true" />
          Switch off
        </Button>
      ) : null}
      <Button variant="danger" onClick={() => onAct('delete')}>
        <Trash2 aria-hidden="true" />
        Delete
      </Button>
    </>
  );
}
interface ButtonsProps {
  connection: SsoConnectionDto;
  onAct: (act: 'edit' | 'delete') => void;
}

function Tried({ tried: { ok, words, claims } }: { tried: TriedOut }) {
  return (
    <Card title="What came when it was tried out">
      <div className="flex flex-col gap-3">
        <Callout tone={ok ? 'success' : 'danger'}>{words}</Callout>
        {claims.length > 0 ? (
          <DescriptionList items={claims.map(([term, value]) => ({ term, value, key: term }))} />
        ) : null}
      </div>
    </Card>
  );
}

function settingsOf(config: NonNullable<SsoConnectionDto['config']>): Description[] {
  const yes = (value: boolean) => (value ? 'Yes' : 'No');
  return [
    { term: 'Domains', value: config.domains.join(', ') },
    { term: config.kind === 'oidc' ? 'Issuer' : 'Entity ID', value: config.issuer },
    ...(config.kind === 'oidc'
      ? [{ term: 'Client id', value: config.clientId }]
      : [
          { term: 'Address for signing in', value: config.entryPoint },
          { term: 'Its certificate is good until', value: <Time value={config.certificateEndsAt} format="date" /> },
          { term: 'Our requests are signed', value: yes(config.signsRequests === true) },
          { term: 'It may encrypt', value: yes(config.takesEncrypted === true) },
        ]),
    { term: 'Addresses count as verified', value: config.vouches ? 'Yes' : 'Where it says so' },
    { term: 'Asks for a second factor', value: yes(config.asksFactor) },
    { term: 'Makes accounts', value: yes(config.creates !== null) },
    { term: 'Rules for groups', value: String(config.rules.length) },
  ];
}
