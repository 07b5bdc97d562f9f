import Link from 'next/link';
import { Card } from '@/components/ui/card';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { ConnectionDto, ModuleFlow } from '@/lib/apps/connections/queries';
import { Agreement } from './connection-list';
import { countedOf } from './counted';
import { FlowMap } from './flow-map';

const KIND = { zoho_app: 'Zoho app', third_party: 'Third party app' } as const;

/** What flows to each connected app as things are, as a map and as a table. */
export function AppFlowCard({ connections }: { connections: readonly ConnectionDto[] }) {
  if (connections.length === 0) return null;
  return (
    <Card
      id="app-flow"
      title="What flows to connected apps"
      description="By marks, switches and agreements as they are at this moment. The thicker a line, the more was sent lately."
      flush
    >
      <div className="overflow-x-auto border-line border-b p-4">
        <FlowMap connections={connections} />
      </div>
      <Table label="What flows to connected apps" className="min-w-208">
        <TableHead>
          <tr>
            <TableHeader>App</TableHeader>
            <TableHeader>Modules</TableHeader>
            <TableHeader>Sent</TableHeader>
            <TableHeader>Withheld</TableHeader>
            <TableHeader>Not sent, and why</TableHeader>
            <TableHeader>Agreement</TableHeader>
            <TableHeader>Last transfer</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {connections.map((one) => (
            <Row key={one.id} connection={one} />
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

function Row({ connection }: { connection: ConnectionDto }) {
  const { id, name, kind, flows, counts, lastSentAt } = connection;
  const leaving = flows.filter(({ transfer }) => transfer !== 'not_sent');
  const kept = flows.filter(({ transfer }) => transfer === 'not_sent');
  return (
    <TableRow>
      <TableCell>
        <Link href={`/setup/apps/${id}`} className="font-medium text-accent-text hover:underline">
          {name}
        </Link>
        <span className="block text-subtle text-xs">{KIND[kind]}, outward</span>
      </TableCell>
      <TableCell>{flows.map(({ plural }) => plural).join(', ') || 'None'}</TableCell>
      <TableCell className="text-muted">{labels(leaving, false)}</TableCell>
      <TableCell className="text-muted">{labels(leaving, true)}</TableCell>
      <TableCell className="text-muted">
        {kept.length === 0
          ? 'None'
          : kept.map(({ plural, fields }) => (
              <span key={plural} className="block">
                {plural}: it cannot do without{' '}
                {fields
                  .filter((one) => one.needed && one.withheld)
                  .map((one) => one.label)
                  .join(', ')}
              </span>
            ))}
        {counts.notSent > 0 ? (
          <span className="block text-subtle text-xs">
            {counts.notSent.toLocaleString('en-US')} records {countedOf(counts).toLowerCase()}
          </span>
        ) : null}
      </TableCell>
      <TableCell>
        <Agreement of={connection} />
      </TableCell>
      <TableCell>{lastSentAt ? <Time value={lastSentAt} /> : 'Never'}</TableCell>
    </TableRow>
  );
}

const labels = (flows: readonly ModuleFlow[], withheld: boolean): string =>
  [
    ...new Set(
      flows.flatMap(({ fields }) => fields.filter((one) => one.withheld === withheld).map(({ label }) => label)),
    ),
  ].join(', ') || 'None';
