'use client';

import { KeyRound, Pencil, RefreshCw, Ticket } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import type { ApiClientDto, CallHistory, OwnerChoice } from '@/lib/admin/api-clients/queries';
import { LINE_PURPOSES } from '@/lib/protection/accounting/purposes';
import { CallsCard } from './calls-card';
import { type ClientAct, ClientActs } from './client-acts';
import type { PickableModule } from './scope-grid';
import { StateBadge } from './state-badge';

export interface ClientScreenProps {
  client: ApiClientDto;
  history: CallHistory;
  owners: readonly OwnerChoice[];
  modules: readonly PickableModule[];
}

export function ClientScreen({ client, history, owners, modules }: ClientScreenProps) {
  const [act, setAct] = useState<ClientAct | null>(null);
  return (
    <>
      <PageHeader
        title={client.name}
        breadcrumbs={[{ label: 'API clients', href: '/setup/api' }]}
        adornment={<StateBadge state={client.state} />}
        actions={client.state === 'revoked' ? null : <ClientButtons client={client} onAct={setAct} />}
      />
      <div className="flex flex-col gap-4">
        <Trouble client={client} />
        <CallsCard client={client} history={history} />
        <Card title="Details" id="details">
          <DescriptionList items={detailsOf(client)} />
        </Card>
      </div>
      <ClientActs act={act} onAct={setAct} owners={owners} modules={modules} />
    </>
  );
}

interface ClientButtonsProps {
  client: ApiClientDto;
  onAct: (act: ClientAct) => void;
}

function ClientButtons({ client, onAct }: ClientButtonsProps) {
  return (
    <>
      <Button onClick={() => onAct({ kind: 'edit', client })}>
        <Pencil aria-hidden="true" />
        Edit
      </Button>
      <Button onClick={() => onAct({ kind: 'code', client })}>
        <Ticket aria-hidden="true" />
        Grant code
      </Button>
      <Button onClick={() => onAct({ kind: 'rotate', client })}>
        <RefreshCw aria-hidden="true" />
        Rotate secret
      </Button>
      <Button variant="danger" onClick={() => onAct({ kind: 'revoke', client })}>
        <KeyRound aria-hidden="true" />
        Revoke
      </Button>
    </>
  );
}

/** Why its calls are refused, and what to do. */
function Trouble({ client }: Pick<ClientScreenProps, 'client'>) {
  const words = {
    active:
      client.scopes.length === 0 ? 'It has no scopes, so it may do nothing. Edit it and tick what it needs.' : null,
    waiting: `${client.owner} has not accepted it: its calls are refused until they do, under Personal settings, Programs that act for me. They were told.`,
    expired: 'It has expired: its calls are refused. Give it a later day if it is still needed.',
    owner_deactivated: 'Its owner is deactivated: its calls are refused. Choose another owner if it is still needed.',
    revoked: 'It is revoked for good: its calls are refused.',
  }[client.state];
  return words === null ? null : <Callout tone={client.state === 'revoked' ? 'info' : 'warning'}>{words}</Callout>;
}

function detailsOf(client: ApiClientDto) {
  return [
    { term: 'Client ID', value: <code className="select-all break-all font-mono">{client.clientId}</code> },
    { term: 'Owner', value: client.owner },
    { term: 'What for', value: LINE_PURPOSES[client.purpose] ?? client.purpose },
    { term: 'Scopes', value: client.scopes.length === 0 ? 'None' : <Lines of={client.scopes} /> },
    { term: 'Allowed addresses', value: client.allowedIps.length === 0 ? 'Any' : <Lines of={client.allowedIps} /> },
    { term: 'Calls a minute', value: client.callsPerMinute.toLocaleString('en-US') },
    ...(client.protectedInAddress
      ? [{ term: 'Protected values in addresses', value: 'Allowed: they stay in logs on the way' }]
      : []),
    {
      term: 'Gets tokens by',
      value: `${client.bySecretAlone ? 'Its secret alone, a' : 'A'} refresh token, and codes of its owner`,
    },
    ...(client.secretInAddress ? [{ term: 'Secret in addresses', value: 'Allowed: it stays in logs on the way' }] : []),
    { term: 'Last used', value: client.lastUsedAt ? <Time value={client.lastUsedAt} /> : 'Never' },
    { term: 'Created', value: <Time value={client.createdAt} /> },
    { term: 'Expires', value: client.expiresAt ? <Time value={client.expiresAt} /> : 'Never' },
  ];
}

function Lines({ of: lines }: { of: readonly string[] }) {
  return (
    <ul className="font-mono">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
