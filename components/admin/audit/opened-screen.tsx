import Link from 'next/link';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { OpenedThing, OpenedWeek } from '@/lib/admin/audit/opened';
import { sentenceOf } from '@/lib/protection/ledger/sentence';
import { AuditTabs } from './audit-tabs';

/** A person's own reads of the last seven days. */
export function OpenedScreen({ days, isCut, mayReview }: OpenedWeek & { mayReview: boolean }) {
  return (
    <>
      <PageHeader
        title="What I opened this week"
        description="Records, files and conversations that you opened in the last seven days, as the audit log has it."
      />
      <AuditTabs mayReview={mayReview} />
      <div className="flex flex-col gap-3">
        {isCut ? <Callout>Only the newest 1,000 acts are shown. The audit log has them all.</Callout> : null}
        {days.length === 0 ? (
          <Card>
            <EmptyState title="Nothing opened" text="In the last seven days you opened no health data." />
          </Card>
        ) : (
          days.map(({ day, things }) => <Day key={day} day={day} things={things} />)
        )}
      </div>
    </>
  );
}

function Day({ day, things }: OpenedWeek['days'][number]) {
  return (
    <Card title={<Time value={day} format="date" />} flush>
      <Table label={`Opened on ${day}`}>
        <TableHead>
          <TableRow>
            <TableHeader>What</TableHeader>
            <TableHeader>Acts</TableHeader>
            <TableHeader>Fields revealed</TableHeader>
            <TableHeader>Last</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {things.map((thing) => (
            <TableRow key={`${thing.kind} ${thing.id ?? thing.acts[0]?.action}`}>
              <TableCell>
                <Thing {...thing} />
              </TableCell>
              <TableCell>{thing.acts.map(inWords).join(', ')}</TableCell>
              <TableCell>{thing.revealed.join(', ')}</TableCell>
              <TableCell className="whitespace-nowrap">
                <Time value={thing.lastAt} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

const inWords = ({ action, times }: OpenedThing['acts'][number]): string =>
  `${sentenceOf(action, 'done')}${times > 1 ? ` (${times} times)` : ''}`;

function Thing({ kind, id, name, href }: OpenedThing) {
  const words = name ?? (id ? `Number ${id}` : '');
  return (
    <span className="flex flex-col">
      <span className="text-muted text-xs">{kind}</span>
      {href ? (
        <Link href={href} prefetch={false} className="text-accent-text hover:underline">
          {words}
        </Link>
      ) : (
        <span>{words}</span>
      )}
    </span>
  );
}
