'use client';

import { Ban, ShieldCheck } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import { cn } from '@/components/ui/cn';
import { TableCell } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import { DOOR_WORDS } from '@/lib/protection/compliance/door-words';
import { PURPOSES } from '@/lib/protection/compliance/purposes';
import { detailsIdOf, EntryToggle, WhenAndWho } from './entry-cells';
import { EntryDetails, type EntryDetailsProps } from './entry-details';
import { RecordLink } from './record-link';

export interface EntryRowProps extends EntryDetailsProps {
  isOpen: boolean;
  onToggle: () => void;
}

const MOST_FIELDS = 2;

export function EntryRow({ line, isOpen, onToggle, ...details }: EntryRowProps) {
  const { at, who, what, group, outcome, module, recordId, fields, purpose, door, ip } = line;
  const refused = outcome === 'refused';
  return (
    <>
      <tr className={cn(refused ? 'bg-danger-soft' : 'hover:bg-hover', isOpen && !refused && 'bg-hover')}>
        <td className={cn('border-l-2 pl-1', refused ? 'border-danger' : 'border-transparent')}>
          <EntryToggle line={line} isOpen={isOpen} onToggle={onToggle} />
        </td>
        <WhenAndWho at={at} who={who} />
        <TableCell className="min-w-44 px-2 max-sm:pr-4">
          <span className="flex items-center gap-1.5">
            {group === 'phi' ? <ShieldCheck aria-hidden="true" className="size-3.5 shrink-0 text-phi-text" /> : null}
            <span>{what}</span>
          </span>
          <span className="mt-0.5 flex flex-wrap items-center gap-x-2 text-muted text-xs sm:hidden">
            {refused ? (
              <span className="flex items-center gap-1 font-medium text-danger-text">
                <Ban aria-hidden="true" className="size-3" />
                Refused
              </span>
            ) : null}
            <span>{who.name}</span>
            <Time value={at} />
          </span>
        </TableCell>
        <TableCell className="hidden px-2 md:table-cell">{module?.label}</TableCell>
        <TableCell className="hidden px-2 lg:table-cell">
          <RecordLink module={module} recordId={recordId} />
        </TableCell>
        <TableCell className="hidden max-w-56 truncate px-2 lg:table-cell" title={fields.join(', ')}>
          {fields.slice(0, MOST_FIELDS).join(', ')}
          {fields.length > MOST_FIELDS ? (
            <span className="text-muted"> and {fields.length - MOST_FIELDS} more</span>
          ) : null}
        </TableCell>
        <TableCell className="hidden px-2 sm:table-cell">
          {refused ? (
            <Badge tone="danger" icon={<Ban aria-hidden="true" />}>
              Refused
            </Badge>
          ) : (
            <span className="text-muted">Done</span>
          )}
        </TableCell>
        <TableCell className="hidden px-2 xl:table-cell">{purpose ? (PURPOSES[purpose] ?? purpose) : null}</TableCell>
        <TableCell className="hidden px-2 min-[88rem]:table-cell">{door ? DOOR_WORDS[door].name : null}</TableCell>
        <TableCell className="hidden whitespace-nowrap px-2 pr-4 text-muted min-[88rem]:table-cell">{ip}</TableCell>
      </tr>
      {isOpen ? (
        <tr id={detailsIdOf(line)} className={refused ? 'bg-danger-soft' : 'bg-sunken'}>
          <td
            colSpan={11}
            className={cn('border-l-2 px-4 py-3 sm:pl-11', refused ? 'border-danger' : 'border-transparent')}
          >
            <EntryDetails line={line} {...details} />
          </td>
        </tr>
      ) : null}
    </>
  );
}
