import type { ReactNode } from 'react';
import { periodOf } from '@/components/apps/transfer-period';
import { DescriptionList } from '@/components/ui/description-list';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { ComplianceOverview } from '@/lib/admin/settings/compliance/queries';
import type { ConnectionDto } from '@/lib/apps/connections/queries';
import type { TransferDay, Transfers } from '@/lib/apps/deliveries/by-day';
import { FlowMap } from './flow-map';
import { FlowTable } from './flow-table';
import { flowRows } from './rows';

export interface FlowPrintProps {
  overview: ComplianceOverview;
  connections: readonly ConnectionDto[];
  transfers: Transfers;
  /** ISO time at which it was asked for, and by whom. */
  at: string;
  by: string;
}

/** What leaves, on paper: of which organisation, when and for whom; the map, the table, what is marked, what went by day. */
export function FlowPrint({ overview, connections, transfers, at, by }: FlowPrintProps) {
  const { orgName, flow, scanner, marked, switches, hipaaEnabled } = overview;
  const rows = flowRows(flow, connections, scanner);
  const restricted = switches.filter((door) => door.restricted || door.opening).map(({ label }) => label);
  return (
    <div className="flex flex-col gap-5">
      <DescriptionList
        columns={2}
        items={[
          { term: 'Organisation', value: orgName },
          { term: 'As things were', value: <Time value={at} /> },
          { term: 'Printed by', value: by },
          { term: 'HIPAA compliance', value: hipaaEnabled ? 'Switched on' : 'Switched off' },
          { term: 'Restricted', value: restricted.join('; ') || 'No door' },
        ]}
      />
      <Part title="Who sends what to whom">
        <FlowMap rows={rows} className="w-full max-w-4xl" />
        <p className="mt-1 text-muted text-xs">
          The thicker a line, the more went in 30 days. Broken lines carry nothing marked, or nothing; a bar is a closed
          door.
        </p>
      </Part>
      <Part title="Door by door, app by app" whole={false}>
        <FlowTable rows={rows} className="text-xs" />
        <p className="mt-1 text-muted text-xs">
          An agreement in force is asked for where marked fields go to an app. Whoever runs a program that reads by the
          API may need one too.
        </p>
      </Part>
      <Part title="Fields that hold personal health data">
        <DescriptionList items={marked.map(({ plural, fields }) => ({ term: plural, value: fields.join(', ') }))} />
        {marked.length === 0 ? <p className="text-sm">No field is marked.</p> : null}
      </Part>
      <Part title={`Transfers to apps: ${periodOf(transfers.capped).toLowerCase()}`} whole={false}>
        <Days days={transfers.days} />
      </Part>
    </div>
  );
}

/** @param whole it stays on one page, if a page is long enough. */
function Part({ title, whole = true, children }: { title: string; whole?: boolean; children: ReactNode }) {
  return (
    <section className={whole ? 'break-inside-avoid' : undefined}>
      <h2 className="mb-2 break-after-avoid border-line border-b pb-1 font-semibold text-base">{title}</h2>
      {children}
    </section>
  );
}

function Days({ days }: { days: readonly TransferDay[] }) {
  const busy = days.filter(({ sent, withheld, skipped }) => sent + withheld + skipped > 0);
  if (busy.length === 0) return <p className="text-sm">None.</p>;
  return (
    <Table label="Transfers by day">
      <TableHead>
        <tr>
          <TableHeader>Day (UTC)</TableHeader>
          <TableHeader align="right">Sent whole</TableHeader>
          <TableHeader align="right">Without marked fields, or not at all</TableHeader>
          <TableHeader align="right">Skipped</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {busy.map(({ start, sent, withheld, skipped }) => (
          <TableRow key={start}>
            <TableCell className="py-1">{start.slice(0, 10)}</TableCell>
            {Object.entries({ sent, withheld, skipped }).map(([name, count]) => (
              <TableCell key={name} align="right" className="py-1">
                {count.toLocaleString('en-US')}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
