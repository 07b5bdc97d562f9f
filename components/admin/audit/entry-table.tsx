'use client';

import { Table, TableBody, TableHead, TableHeader } from '@/components/ui/table';
import type { EntryLine } from '@/lib/admin/audit/entry-line';
import { useOpenEntries } from './entry-cells';
import type { EntryDetailsProps } from './entry-details';
import { EntryRow } from './entry-row';

export interface EntryTableProps extends Omit<EntryDetailsProps, 'line'> {
  lines: readonly EntryLine[];
}

/** Entries, each with its details below it. What narrow screens leave out is in the details. */
export function EntryTable({ lines, onRecord }: EntryTableProps) {
  const { open, toggle } = useOpenEntries();
  return (
    <Table label="Audit log entries">
      <TableHead>
        <tr className="border-line border-b">
          <th className="w-9">
            <span className="sr-only">Details</span>
          </th>
          <TableHeader className="hidden px-2 sm:table-cell">Time</TableHeader>
          <TableHeader className="hidden px-2 sm:table-cell">Who</TableHeader>
          <TableHeader className="px-2">What</TableHeader>
          <TableHeader className="hidden px-2 md:table-cell">Module</TableHeader>
          <TableHeader className="hidden px-2 lg:table-cell">Record</TableHeader>
          <TableHeader className="hidden px-2 lg:table-cell">Fields</TableHeader>
          <TableHeader className="hidden px-2 sm:table-cell">Outcome</TableHeader>
          <TableHeader className="hidden px-2 xl:table-cell">Purpose</TableHeader>
          <TableHeader className="hidden px-2 min-[88rem]:table-cell">Door</TableHeader>
          <TableHeader className="hidden px-2 pr-4 min-[88rem]:table-cell">IP address</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {lines.map((line) => (
          <EntryRow
            key={line.id}
            line={line}
            isOpen={open.has(line.id)}
            onToggle={() => toggle(line.id)}
            onRecord={onRecord}
          />
        ))}
      </TableBody>
    </Table>
  );
}
