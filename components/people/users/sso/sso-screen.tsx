'use client';

import { KeyRound, Plus } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { SsoOverview } from '@/lib/people/users/sso/queries';
import { ConnectionDialog } from './connection-dialog';
import { OnlyCard } from './only-card';
import type { Places } from './rule-rows';
import { KINDS, STATES } from './words';

interface SsoScreenProps {
  sso: SsoOverview;
  places: Places;
  remark: ReactNode;
}

/** Providers that people sign in by, and whether they sign in by them only. */
export function SsoScreen({ sso, places, remark }: SsoScreenProps) {
  const [adds, setAdds] = useState<'oidc' | 'saml' | null>(null);
  const router = useRouter();
  return (
    <>
      <PageHeader
        title="Single sign-on"
        breadcrumbs={[{ label: 'Setup', href: '/setup' }]}
        description="People sign in at your organisation’s own provider, and are known here by its word."
        actions={
          <>
            <Button onClick={() => setAdds('saml')}>
              <Plus aria-hidden="true" />
              Add SAML
            </Button>
            <Button variant="primary" onClick={() => setAdds('oidc')}>
              <Plus aria-hidden="true" />
              Add OpenID Connect
            </Button>
          </>
        }
      />
      <div className="flex flex-col gap-4">
        {remark}
        <ConnectionTable connections={sso.connections} />
        <OnlyCard sso={sso} />
      </div>
      {adds ? (
        <ConnectionDialog
          kind={adds}
          places={places}
          connection={null}
          onClose={() => setAdds(null)}
          onAdded={(id) => router.push(`/setup/sso/${id}`)}
        />
      ) : null}
    </>
  );
}

function ConnectionTable({ connections }: Pick<SsoOverview, 'connections'>) {
  return (
    <Card title="Connections" flush>
      {connections.length === 0 ? (
        <EmptyState
          icon={<KeyRound />}
          title="No provider is connected"
          text="Add one, give its administrator our addresses, try it out, and then let people in by it."
        />
      ) : (
        <Table label="Connections for single sign-on" className="min-w-140">
          <TableHead>
            <tr>
              <TableHeader>Name</TableHeader>
              <TableHeader>Kind</TableHeader>
              <TableHeader>Status</TableHeader>
              <TableHeader>Domains</TableHeader>
              <TableHeader align="right">People</TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {connections.map(({ id, name, kind, state, domains, people }) => (
              <TableRow key={id}>
                <TableCell className="font-medium">
                  <Link href={`/setup/sso/${id}`} className="text-accent-text hover:underline">
                    {name}
                  </Link>
                </TableCell>
                <TableCell>{KINDS[kind]}</TableCell>
                <TableCell>
                  <Badge tone={STATES[state].tone}>{STATES[state].label}</Badge>
                </TableCell>
                <TableCell>{domains.join(', ')}</TableCell>
                <TableCell align="right">{people.toLocaleString('en-US')}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}
