import { FileClock } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import { EmptyState } from '@/components/ui/empty-state';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { AccountingLine } from '@/lib/crm/accounting/copy';

interface LineTableProps {
  lines: readonly AccountingLine[];
  /** How many more there are that the patient's copy leaves out. */
  hidden: number;
}

export function LineTable({ lines, hidden }: LineTableProps) {
  if (lines.length === 0) {
    return (
      <EmptyState
        icon={<FileClock />}
        title={
          hidden > 0 ? 'Nothing was disclosed that has to be accounted for' : 'Nothing was disclosed in these days'
        }
        text={
          hidden > 0
            ? `${hidden} ${hidden === 1 ? 'line is' : 'lines are'} left out of the patient’s copy.`
            : 'Every reading by a program, export, print, extract and sending to an app is written here by itself.'
        }
      />
    );
  }
  return (
    <Table label="Disclosures">
      <TableHead>
        <TableRow>
          <TableHeader>When</TableHeader>
          <TableHeader>To whom</TableHeader>
          <TableHeader>What</TableHeader>
          <TableHeader>How and why</TableHeader>
          <TableHeader>Patient’s copy</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {lines.map((line) => (
          <LineRow
            key={[line.firstAt, line.recipient, line.address, line.exit, line.purpose, line.what, line.forged].join(
              '\n',
            )}
            line={line}
          />
        ))}
      </TableBody>
    </Table>
  );
}

function LineRow({ line }: { line: AccountingLine }) {
  return (
    <TableRow>
      <TableCell className="whitespace-nowrap align-top">
        <Time value={line.firstAt} />
        {line.times > 1 ? (
          <p className="text-subtle text-xs">
            {line.times.toLocaleString('en-US')} times, the last <Time value={line.lastAt} />
          </p>
        ) : null}
      </TableCell>
      <TableCell className="align-top">
        {line.recipient}
        <p className="break-all text-subtle text-xs">{line.address}</p>
      </TableCell>
      <TableCell className="min-w-40 align-top">{line.what}</TableCell>
      <TableCell className="align-top">
        {line.exit}
        <p className="text-subtle text-xs">{line.purpose}</p>
      </TableCell>
      <TableCell className="min-w-48 align-top">
        <Reason line={line} />
      </TableCell>
    </TableRow>
  );
}

function Reason({ line: { exception, suspendedUntil, forged } }: { line: AccountingLine }) {
  if (forged) {
    return (
      <>
        <Badge tone="danger">Forged</Badge>
        <p className="mt-0.5 text-subtle text-xs">Written or changed outside Careledger: no copy lists it</p>
      </>
    );
  }
  if (suspendedUntil !== null) {
    return (
      <>
        <Badge tone="warning">Suspended</Badge>
        <p className="mt-0.5 text-subtle text-xs">
          At the request of an agency, until <Time value={suspendedUntil} format="date" /> (164.528(a)(2))
        </p>
      </>
    );
  }
  if (exception === null) return <Badge tone="accent">Listed</Badge>;
  return (
    <>
      <Badge>Left out</Badge>
      <p className="mt-0.5 text-subtle text-xs">
        {exception.why} ({exception.section})
      </p>
    </>
  );
}
