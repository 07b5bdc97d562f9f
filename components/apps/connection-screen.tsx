'use client';

import { FlaskConical, KeyRound, Pause, Pencil, Play, Unplug } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { PageHeader } from '@/components/ui/page-header';
import { Stat } from '@/components/ui/stat';
import { Time } from '@/components/ui/time';
import type { AppDto, Mappable } from '@/lib/apps/connections/mappable';
import type { ConnectionDto } from '@/lib/apps/connections/queries';
import type { DeliveryPage, DeliveryState } from '@/lib/apps/deliveries/queries';
import type { Simulable } from '@/lib/apps/simulate';
import { STATED_PURPOSES } from '@/lib/protection/accounting/purposes';
import { type ConnectionAct, ConnectionActs } from './connection-acts';
import { ConnectionBadge } from './connection-badge';
import { Agreement } from './connection-list';
import { countedOf } from './counted';
import { DeliveryTable } from './delivery-table';
import { FlowCard } from './flow-card';
import { SimulatorCard } from './simulator-card';

export interface ConnectionScreenProps {
  connection: ConnectionDto;
  /** Null: an app that this version does not know. */
  app: AppDto | null;
  mappable: readonly Mappable[];
  history: DeliveryPage;
  state: DeliveryState | null;
  /** Modules of which the reader may choose a record to try. */
  simulable: readonly Simulable[];
  mayManage: boolean;
}

/** One connected app: what it gets, how it fares, and what became of each change. */
export function ConnectionScreen(props: ConnectionScreenProps) {
  const { connection, app, mappable, history, state } = props;
  const [act, setAct] = useState<ConnectionAct | null>(null);
  const mayManage = props.mayManage && connection.state !== 'ended' && app !== null;
  return (
    <>
      <PageHeader
        title={connection.name}
        breadcrumbs={[
          { label: 'Setup', href: '/setup' },
          { label: 'Connected apps', href: '/setup/apps' },
        ]}
        adornment={<ConnectionBadge state={connection.state} />}
        actions={mayManage ? <Buttons connection={connection} onAct={setAct} /> : null}
      />
      <div className="flex flex-col gap-4">
        <Trouble connection={connection} />
        <Figures connection={connection} />
        <FlowCard
          connection={connection}
          mappable={mappable}
          onEdit={mayManage ? (module) => setAct({ kind: 'map', module }) : null}
        />
        <SimulatorCard connection={connection} modules={props.simulable} />
        <DeliveryTable connection={connection} history={history} state={state} mayManage={mayManage} />
        <Card title="Details">
          <DescriptionList items={detailsOf(connection, app)} />
        </Card>
      </div>
      {app ? (
        <ConnectionActs act={act} connection={connection} app={app} mappable={mappable} onClose={() => setAct(null)} />
      ) : null}
    </>
  );
}

function Buttons({ connection, onAct }: { connection: ConnectionDto; onAct: (act: ConnectionAct) => void }) {
  const isSending = connection.state === 'active';
  return (
    <>
      <Button onClick={() => onAct({ kind: 'test' })}>
        <FlaskConical aria-hidden="true" />
        Test
      </Button>
      <Button onClick={() => onAct({ kind: 'edit' })}>
        <Pencil aria-hidden="true" />
        Edit
      </Button>
      <Button onClick={() => onAct({ kind: 'credentials' })}>
        <KeyRound aria-hidden="true" />
        New credentials
      </Button>
      <Button onClick={() => onAct({ kind: isSending ? 'pause' : 'resume' })}>
        {isSending ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
        {isSending ? 'Pause' : 'Resume'}
      </Button>
      <Button variant="danger" onClick={() => onAct({ kind: 'end' })}>
        <Unplug aria-hidden="true" />
        Disconnect
      </Button>
    </>
  );
}

/** Why nothing, or not everything, is sent, and what to do. */
function Trouble({ connection: { state, trouble, restsUntil, agreement, flows } }: { connection: ConnectionDto }) {
  const isMarked = flows.some(({ fields }) => fields.some(({ marked }) => marked));
  return (
    <>
      {state === 'changed' ? (
        <Callout tone="danger" title="This connection was changed outside Careledger">
          Nothing is sent. Look through it, then save it again.
        </Callout>
      ) : null}
      {state === 'suspended' ? (
        <Callout tone="danger" title="Suspended because it kept failing">
          {trouble} What changes meanwhile waits. Mend it, then press Resume.
        </Callout>
      ) : null}
      {state === 'active' && trouble ? (
        <Callout tone="warning" title={trouble}>
          {restsUntil ? (
            <>
              It is tried again <Time value={restsUntil} />. Nothing is lost.
            </>
          ) : (
            'It is tried again soon. Nothing is lost.'
          )}
        </Callout>
      ) : null}
      {isMarked && !agreement ? (
        <Callout tone="phi" title="No agreement in force covers this app">
          Marked fields stay here, however the switches stand. Add an agreement that covers it under Setup, Agreements.
        </Callout>
      ) : null}
    </>
  );
}

function Figures({ connection: { counts } }: { connection: ConnectionDto }) {
  const figures = [
    { label: 'Waiting', value: counts.waiting },
    { label: 'Sent whole', value: counts.sent },
    { label: 'Sent without marked fields', value: counts.sentWithout },
    { label: 'Not sent, by the rule', value: counts.notSent },
    { label: 'Given up', value: counts.failed },
  ];
  return (
    <div className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-5">
      {figures.map(({ label, value }) => (
        <Stat
          key={label}
          label={label}
          value={value.toLocaleString('en-US')}
          hint={label === 'Waiting' ? 'Now' : countedOf(counts)}
        />
      ))}
    </div>
  );
}

function detailsOf(connection: ConnectionDto, app: AppDto | null) {
  const labelOf = (name: string) => app?.settings.find((asked) => asked.name === name)?.label ?? name;
  return [
    { term: 'App', value: connection.label },
    { term: 'What for', value: STATED_PURPOSES[connection.purpose] },
    { term: 'Address', value: <code className="break-all font-mono">{connection.address}</code> },
    ...(connection.allowedRanges.length > 0
      ? [{ term: 'Private addresses that are meant', value: connection.allowedRanges.join(', ') }]
      : []),
    ...Object.entries(connection.settings).map(([name, value]) => ({ term: labelOf(name), value })),
    ...(connection.inboundPath &&
    connection.flows.some(({ acts }) => acts.includes('receive') || acts.includes('receive_delete'))
      ? [{ term: 'It sends records to', value: <code className="break-all font-mono">{connection.inboundPath}</code> }]
      : []),
    { term: 'Agreement', value: <Agreement of={connection} /> },
    { term: 'Connected', value: <Time value={connection.createdAt} /> },
    { term: 'Last transfer', value: connection.lastSentAt ? <Time value={connection.lastSentAt} /> : 'Never' },
  ];
}
