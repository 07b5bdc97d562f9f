import { ArrowUpRight, EyeOff, Lock, Pause } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Agreement } from '@/components/apps/connection-list';
import { Badge, type BadgeTone } from '@/components/ui/badge';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { FlowRow, Look } from './flow-row';

const LOOKS: Record<Look, { tone: BadgeTone; icon: ReactNode }> = {
  whole: { tone: 'warning', icon: <ArrowUpRight aria-hidden="true" /> },
  without: { tone: 'phi', icon: <EyeOff aria-hidden="true" /> },
  closed: { tone: 'success', icon: <Lock aria-hidden="true" /> },
  resting: { tone: 'neutral', icon: <Pause aria-hidden="true" /> },
};

const HEADS = [
  'Door or app',
  'Direction',
  'Modules',
  'Fields sent',
  'Fields withheld',
  'Records not sent, and why',
  'Agreement',
  'Last transfer',
];

/** A row for each door and each app. */
export function FlowTable({ rows, className }: { rows: readonly FlowRow[]; className?: string }) {
  return (
    <Table label="What leaves through each door and to each app" className={className}>
      <TableHead>
        <tr>
          {HEADS.map((head) => (
            <TableHeader key={head} className="h-auto whitespace-normal px-3 py-2 first:pl-4 print:py-1">
              {head}
            </TableHeader>
          ))}
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Row key={row.key} row={row} />
        ))}
      </TableBody>
    </Table>
  );
}

const CELL = 'px-3 align-top text-muted first:pl-4 last:min-w-28';

function Row({ row }: { row: FlowRow }) {
  const { name, href, kind, connected, look, inWords, lastAt } = row;
  return (
    <TableRow className="break-inside-avoid">
      <TableCell className={CELL}>
        {href ? (
          <Link href={href} className="font-medium text-accent-text hover:underline">
            {name}
          </Link>
        ) : (
          <span className="font-medium text-fg">{name}</span>
        )}
        <span className="block text-subtle text-xs">{kind}</span>
        <span className="block text-subtle text-xs">{connected}</span>
        <Badge tone={LOOKS[look].tone} icon={LOOKS[look].icon} className="mt-1">
          {inWords}
        </Badge>
      </TableCell>
      <TableCell className={CELL}>{row.direction}</TableCell>
      <TableCell className={CELL}>{row.modules}</TableCell>
      <TableCell className={CELL}>{row.sent}</TableCell>
      <TableCell className={CELL}>{row.withheld}</TableCell>
      <TableCell className={CELL}>
        {row.notSent.length === 0
          ? 'None'
          : row.notSent.map((sentence) => (
              <span key={sentence} className="block">
                {sentence}
              </span>
            ))}
      </TableCell>
      <TableCell className={CELL}>
        {row.agreement === 'not asked' ? 'Not asked for' : <Agreement of={{ agreement: row.agreement }} />}
      </TableCell>
      <TableCell className={CELL}>
        {row.times === null ? null : lastAt ? <Time value={lastAt} /> : 'Never'}
        <span className="block text-subtle text-xs">{row.timesInWords}</span>
      </TableCell>
    </TableRow>
  );
}
