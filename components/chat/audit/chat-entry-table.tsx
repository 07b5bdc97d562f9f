'use client';

import { useOpenEntries } from '@/components/admin/audit/entry-cells';
import { Table, TableBody, TableHead, TableHeader } from '@/components/ui/table';
import type { EntryLine } from '@/lib/admin/audit/entry-line';
import type { Id } from '@/lib/platform/ids';
import { ChatEntryRow } from './chat-entry-row';

export interface ChatEntryTableProps {
  lines: readonly EntryLine[];
  /** Absent where nothing may be chosen. */
  chosen?: ReadonlySet<Id> | undefined;
  onChoose: (id: Id) => void;
  onConversation: (id: Id) => void;
}

/** Acts of live chat. What narrow screens leave out is in the details. */
export function ChatEntryTable({ lines, chosen, onChoose, onConversation }: ChatEntryTableProps) {
  const { open, toggle } = useOpenEntries();
  return (
    <Table label="Live chat audit entries">
      <TableHead>
        <tr className="border-line border-b">
          {chosen ? (
            <th className="w-9">
              <span className="sr-only">Choose</span>
            </th>
          ) : null}
          <th className="w-9">
            <span className="sr-only">Details</span>
          </th>
          <TableHeader className="hidden px-2 sm:table-cell">Time</TableHeader>
          <TableHeader className="hidden px-2 sm:table-cell">Who</TableHeader>
          <TableHeader className="px-2">What</TableHeader>
          <TableHeader className="hidden px-2 md:table-cell">Conversation ID</TableHeader>
          <TableHeader className="hidden px-2 lg:table-cell">Visit ID</TableHeader>
          <TableHeader className="hidden px-2 lg:table-cell">Fields</TableHeader>
          <TableHeader className="hidden px-2 pr-4 xl:table-cell">Details</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {lines.map((line) => (
          <ChatEntryRow
            key={line.id}
            line={line}
            isChosen={chosen?.has(line.id)}
            onChoose={() => onChoose(line.id)}
            isOpen={open.has(line.id)}
            onToggle={() => toggle(line.id)}
            onConversation={onConversation}
          />
        ))}
      </TableBody>
    </Table>
  );
}
