'use client';

import { RotateCcw } from 'lucide-react';
import Link from 'next/link';
import { toast } from 'sonner';
import { Badge, type BadgeTone } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { Card } from '@/components/ui/card';
import { Pagination } from '@/components/ui/pagination';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import { useAction } from '@/components/ui/use-action';
import type { ConnectionDto } from '@/lib/apps/connections/queries';
import type { DeliveryDto, DeliveryPage, DeliveryState } from '@/lib/apps/deliveries/queries';
import { sendAgain, sendAllAgain } from './actions';

const STATES: Record<DeliveryState, { text: string; tone: BadgeTone }> = {
  waiting: { text: 'Waiting', tone: 'accent' },
  sending: { text: 'Sending', tone: 'accent' },
  sent: { text: 'Sent', tone: 'success' },
  sent_without: { text: 'Sent without marked fields', tone: 'phi' },
  not_sent: { text: 'Not sent', tone: 'warning' },
  skipped: { text: 'Skipped', tone: 'neutral' },
  failed: { text: 'Given up', tone: 'danger' },
};

const ACTS = { create: 'Created', change: 'Changed', delete: 'Deleted' } as const;

export interface DeliveryTableProps {
  connection: ConnectionDto;
  history: DeliveryPage;
  state: DeliveryState | null;
  mayManage: boolean;
}

/** What became of each change, the newest first. */
export function DeliveryTable({ connection, history, state, mayManage }: DeliveryTableProps) {
  const at = `/setup/apps/${connection.id}`;
  const again = useAction(sendAllAgain, {
    onSuccess: ({ data }) => void toast.success(`${data.count} are sent again`),
  });
  const tabs = [
    { href: at, label: 'All', current: state === null },
    ...(['waiting', 'failed', 'not_sent'] as const).map((one) => ({
      href: `${at}?state=${one}`,
      label: STATES[one].text,
      current: state === one,
    })),
  ];
  return (
    <Card
      title="History"
      flush
      actions={
        mayManage && (connection.counts.failed > 0 || connection.counts.capped) ? (
          <Button size="sm" pending={again.isPending} onClick={() => again.execute({ id: connection.id })}>
            <RotateCcw aria-hidden="true" />
            Send all again
          </Button>
        ) : null
      }
    >
      <nav aria-label="Which deliveries" className="flex flex-wrap gap-1 border-line border-b px-4 py-2">
        {tabs.map(({ href, label, current }) => (
          <Link
            key={href}
            href={href}
            aria-current={current ? 'true' : undefined}
            className={buttonClass(current ? 'secondary' : 'ghost', 'sm')}
          >
            {label}
          </Link>
        ))}
      </nav>
      {history.deliveries.length === 0 ? (
        <p className="p-4 text-muted text-sm">
          Nothing here yet. Each change of a record that this app hears of is a line.
        </p>
      ) : (
        <>
          <Table label="History" className="min-w-176">
            <TableHead>
              <tr>
                <TableHeader>When</TableHeader>
                <TableHeader>Record</TableHeader>
                <TableHeader>Act</TableHeader>
                <TableHeader>What became of it</TableHeader>
                <TableHeader align="right">Tries</TableHeader>
                <TableHeader align="right">Answer</TableHeader>
                <TableHeader>
                  <span className="sr-only">Again</span>
                </TableHeader>
              </tr>
            </TableHead>
            <TableBody>
              {history.deliveries.map((delivery) => (
                <Line key={delivery.id} delivery={delivery} connectionId={connection.id} mayManage={mayManage} />
              ))}
            </TableBody>
          </Table>
          {history.next ? (
            <div className="p-2">
              <Pagination
                nextHref={`${at}?${new URLSearchParams({ ...(state && { state }), before: history.next })}`}
              />
            </div>
          ) : null}
        </>
      )}
    </Card>
  );
}

interface LineProps {
  delivery: DeliveryDto;
  connectionId: string;
  mayManage: boolean;
}

function Line({ delivery, connectionId, mayManage }: LineProps) {
  const again = useAction(sendAgain, { onSuccess: () => void toast.success('It is sent again') });
  const { id, module, recordId, act, state, createdAt, tries, reason, status, durationMs, withheld } = delivery;
  return (
    <TableRow>
      <TableCell>
        <Time value={createdAt} />
      </TableCell>
      <TableCell>
        <Link href={`/m/${module}/${recordId}`} className="text-accent-text hover:underline">
          {module} …{recordId.slice(-6)}
        </Link>
      </TableCell>
      <TableCell>{ACTS[act]}</TableCell>
      <TableCell>
        <Badge tone={STATES[state].tone}>{STATES[state].text}</Badge>
        {reason ? <span className="block text-subtle text-xs">{reason}</span> : null}
        {withheld.length > 0 ? (
          <span className="block text-subtle text-xs">Withheld: {withheld.join(', ')}</span>
        ) : null}
      </TableCell>
      <TableCell align="right">{tries}</TableCell>
      <TableCell align="right">
        {status === null ? '' : `${status}${durationMs === null ? '' : `, ${durationMs} ms`}`}
      </TableCell>
      <TableCell align="right">
        {mayManage && state === 'failed' ? (
          <Button
            size="sm"
            pending={again.isPending}
            onClick={() => again.execute({ id: connectionId, deliveryId: id })}
          >
            Send again
          </Button>
        ) : null}
      </TableCell>
    </TableRow>
  );
}
