'use client';

import { KeyRound, Plus } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { ApiClientDto, OwnerChoice } from '@/lib/admin/api-clients/queries';
import { callsInWords } from './call-words';
import { type ClientAct, ClientActs } from './client-acts';
import { type PickableModule, scopesInWords } from './scope-grid';
import { StateBadge } from './state-badge';

export interface ClientListProps {
  clients: readonly ApiClientDto[];
  owners: readonly OwnerChoice[];
  modules: readonly PickableModule[];
}

export function ClientList({ clients, owners, modules }: ClientListProps) {
  const [act, setAct] = useState<ClientAct | null>(null);
  const add = (
    <Button variant="primary" onClick={() => setAct({ kind: 'add' })}>
      <Plus aria-hidden="true" />
      New client
    </Button>
  );
  return (
    <>
      <PageHeader
        title="API clients"
        description="Programs that may use the REST API: each with scopes of its own, on behalf of one user."
        actions={
          <>
            <Link href="/developers" className={buttonClass()}>
              API reference
            </Link>
            {add}
          </>
        }
      />
      <Card flush>
        {clients.length === 0 ? (
          <EmptyState
            icon={<KeyRound />}
            title="No API client yet"
            text="Programs written for Zoho CRM work with Careledger: add a client, tick its scopes, and give the program the address and the secret."
          />
        ) : (
          <Table label="API clients">
            <TableHead>
              <tr>
                <TableHeader>Name</TableHeader>
                <TableHeader>Owner</TableHeader>
                <TableHeader>Scopes</TableHeader>
                <TableHeader>Last used</TableHeader>
                <TableHeader align="right">Calls in 24 h</TableHeader>
                <TableHeader>Status</TableHeader>
              </tr>
            </TableHead>
            <TableBody>
              {clients.map((client) => (
                <TableRow key={client.id}>
                  <TableCell className="font-medium">
                    <Link href={`/setup/api/${client.id}`} className="text-accent-text hover:underline">
                      {client.name}
                    </Link>
                  </TableCell>
                  <TableCell>{client.owner}</TableCell>
                  <TableCell className="text-muted">{scopesInWords(client.scopes)}</TableCell>
                  <TableCell>{client.lastUsedAt ? <Time value={client.lastUsedAt} /> : 'Never'}</TableCell>
                  <TableCell align="right">{callsInWords(client.calls, client.errors)}</TableCell>
                  <TableCell>
                    <StateBadge state={client.state} />
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
      </Card>
      <ClientActs act={act} onAct={setAct} owners={owners} modules={modules} />
    </>
  );
}
