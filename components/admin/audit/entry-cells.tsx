'use client';

import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { TableCell } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { EntryLine } from '@/lib/admin/audit/entry-line';
import type { Id } from '@/lib/platform/ids';
import { KIND_WORDS } from './entry-words';

/** Which entries show their details. */
export function useOpenEntries() {
  const [open, setOpen] = useState<ReadonlySet<Id>>(new Set());
  return {
    open,
    toggle(id: Id) {
      const next = new Set(open);
      if (!next.delete(id)) next.add(id);
      setOpen(next);
    },
  };
}

interface EntryToggleProps {
  line: EntryLine;
  isOpen: boolean;
  onToggle: () => void;
}

export const detailsIdOf = ({ id }: EntryLine): string => `details-${id}`;

export function EntryToggle({ line, isOpen, onToggle }: EntryToggleProps) {
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      aria-expanded={isOpen}
      aria-controls={isOpen ? detailsIdOf(line) : undefined}
      aria-label={`Details: ${line.what}, ${line.who.name}`}
      onClick={onToggle}
    >
      <ChevronRight aria-hidden="true" className={cn('transition-transform', isOpen && 'rotate-90')} />
    </Button>
  );
}

/** The cells every table of entries begins with; narrow screens have both below the act. */
export function WhenAndWho({ at, who }: Pick<EntryLine, 'at' | 'who'>) {
  return (
    <>
      <TableCell className="hidden whitespace-nowrap px-2 sm:table-cell">
        <Time value={at} />
      </TableCell>
      <TableCell className="hidden max-w-44 truncate px-2 sm:table-cell" title={who.name}>
        {who.name}
        {who.kind === 'user' || KIND_WORDS[who.kind] === who.name ? null : (
          <span className="text-subtle"> · {KIND_WORDS[who.kind]}</span>
        )}
      </TableCell>
    </>
  );
}
