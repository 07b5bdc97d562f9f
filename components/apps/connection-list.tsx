import { Plug } from 'lucide-react';
import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { ConnectionDto } from '@/lib/apps/connections/queries';
import { ConnectionBadge } from './connection-badge';

/** What is connected, and how it fares. */
export function ConnectionList({ connections }: { connections: readonly ConnectionDto[] }) {
  return (
    <Card title="Connected" flush>
      {connections.length === 0 ? (
        <EmptyState
          icon={<Plug />}
          title="Nothing is connected"
          text="Choose an app below. What it gets of each record is decided by your marks, switches and agreements, and every transfer is in the audit log."
        />
      ) : (
        <Table label="Connected apps" className="min-w-176">
          <TableHead>
            <tr>
              <TableHeader>Name</TableHeader>
              <TableHeader>App</TableHeader>
              <TableHeader>Status</TableHeader>
              <TableHeader>Agreement</TableHeader>
              <TableHeader align="right">Waiting</TableHeader>
              <TableHeader align="right">Given up</TableHeader>
              <TableHeader>Last transfer</TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {connections.map((one) => (
              <TableRow key={one.id}>
                <TableCell className="font-medium">
                  <Link href={`/setup/apps/${one.id}`} className="text-accent-text hover:underline">
                    {one.name}
                  </Link>
                </TableCell>
                <TableCell>{one.label}</TableCell>
                <TableCell>
                  <ConnectionBadge state={one.state} />
                </TableCell>
                <TableCell>
                  <Agreement of={one} />
                </TableCell>
                <TableCell align="right">{one.counts.waiting.toLocaleString('en-US')}</TableCell>
                <TableCell align="right">{one.counts.failed.toLocaleString('en-US')}</TableCell>
                <TableCell>{one.lastSentAt ? <Time value={one.lastSentAt} /> : 'Never'}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}

/** Which agreement covers a connection, and until when. */
export function Agreement({ of: { agreement } }: { of: Pick<ConnectionDto, 'agreement'> }) {
  if (!agreement) return <Badge tone="warning">None in force</Badge>;
  return (
    <Link href={`/setup/agreements/${agreement.id}`} className="text-accent-text hover:underline">
      {agreement.party}
      {agreement.endsOn ? ` until ${agreement.endsOn}` : ''}
    </Link>
  );
}
