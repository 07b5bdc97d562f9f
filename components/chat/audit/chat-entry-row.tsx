'use client';

import { Ban } from 'lucide-react';
import { detailsIdOf, EntryToggle, WhenAndWho } from '@/components/admin/audit/entry-cells';
import { EntryDetails, type EntryDetailsProps } from '@/components/admin/audit/entry-details';
import { checkboxClass } from '@/components/ui/checkbox';
import { cn } from '@/components/ui/cn';
import { TableCell } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { Id } from '@/lib/platform/ids';

export interface ChatEntryRowProps extends Pick<EntryDetailsProps, 'line'> {
  /** Undefined where nothing may be chosen. */
  isChosen: boolean | undefined;
  onChoose: () => void;
  isOpen: boolean;
  onToggle: () => void;
  onConversation: (id: Id) => void;
}

export function ChatEntryRow({ line, isChosen, onChoose, isOpen, onToggle, onConversation }: ChatEntryRowProps) {
  const { at, who, what, outcome, fields, facts, chat } = line;
  const conversationId = chat?.conversationId ?? null;
  return (
    <>
      <tr className={cn(outcome === 'refused' ? 'bg-danger-soft' : 'hover:bg-hover')}>
        {isChosen === undefined ? null : (
          <td className="pl-3">
            <input
              type="checkbox"
              className={checkboxClass}
              aria-label={`Choose: ${what}, ${who.name}`}
              checked={isChosen}
              disabled={conversationId === null}
              onChange={onChoose}
            />
          </td>
        )}
        <td className="pl-1">
          <EntryToggle line={line} isOpen={isOpen} onToggle={onToggle} />
        </td>
        <WhenAndWho at={at} who={who} />
        <TableCell className="min-w-44 px-2 max-sm:pr-4">
          {what}
          {outcome === 'refused' ? (
            <span className="ml-2 inline-flex items-center gap-1 font-medium text-danger-text text-xs">
              <Ban aria-hidden="true" className="size-3" />
              Refused
            </span>
          ) : null}
          <span className="mt-0.5 flex flex-wrap gap-x-2 text-muted text-xs sm:hidden">
            <span>{who.name}</span>
            <Time value={at} />
          </span>
        </TableCell>
        <TableCell className="hidden px-2 md:table-cell">
          {conversationId ? (
            <button
              type="button"
              className="font-mono text-accent-text text-xs hover:underline"
              aria-label={`Show only conversation ${conversationId}`}
              onClick={() => onConversation(conversationId)}
            >
              {conversationId}
            </button>
          ) : null}
        </TableCell>
        <TableCell className="hidden px-2 font-mono text-xs lg:table-cell">{chat?.visitId}</TableCell>
        <TableCell className="hidden max-w-56 truncate px-2 lg:table-cell" title={fields.join(', ')}>
          {fields.join(', ')}
        </TableCell>
        <TableCell className="hidden max-w-64 truncate px-2 pr-4 text-muted xl:table-cell" title={facts}>
          {facts}
        </TableCell>
      </tr>
      {isOpen ? (
        <tr id={detailsIdOf(line)} className="bg-sunken">
          <td colSpan={9} className="px-4 py-3 sm:pl-11">
            <EntryDetails line={line} onRecord={undefined} />
          </td>
        </tr>
      ) : null}
    </>
  );
}
