'use client';

import Link from 'next/link';
import { conversationPath } from '@/components/chat/paths';
import { PickUpButton } from '@/components/chat/pick-up-button';
import { Badge } from '@/components/ui/badge';
import { Checkbox } from '@/components/ui/checkbox';
import { cn } from '@/components/ui/cn';
import { Time } from '@/components/ui/time';
import type { Queue, QueueRow } from '@/lib/chat/conversations/queues';
import { visitorName, waitsSince } from './queue-words';
import { WaitingTime } from './waiting-time';

export interface QueueItemProps {
  row: QueueRow;
  queue: Queue;
  isOpen: boolean;
  /** Where several are chosen at once. */
  selection?: { checked: boolean; onChange: (checked: boolean) => void } | undefined;
}

/** Not loaded ahead: to load a conversation is to open it, and that is an event. */
export function QueueItem({ row, queue, isOpen, selection }: QueueItemProps) {
  const { id, status, department, brand, operator, needsAnswer, unread, transferId } = row;
  const mayPickUp = status === 'waiting' || status === 'missed';
  const waits = waitsSince(row);
  const hasUnread = unread !== null && unread > 0 && needsAnswer;
  return (
    <li
      data-conversation={id}
      className={cn(
        'relative px-3 py-2.5 transition-colors has-[a:focus-visible]:outline-2 has-[a:focus-visible]:outline-accent has-[a:focus-visible]:-outline-offset-2',
        isOpen
          ? 'bg-accent-soft before:absolute before:inset-y-0 before:left-0 before:w-0.5 before:bg-accent before:content-[""]'
          : 'hover:bg-hover',
      )}
    >
      <div className="flex items-baseline gap-2">
        {selection ? (
          <Checkbox
            aria-label={`Select ${visitorName(id)}`}
            checked={selection.checked}
            onCheckedChange={selection.onChange}
            className="relative z-1 self-center"
          />
        ) : null}
        <Link
          href={conversationPath(id, queue)}
          prefetch={false}
          aria-current={isOpen ? 'page' : undefined}
          className={cn(
            'min-w-0 flex-1 truncate text-fg text-sm tabular-nums outline-none after:absolute after:inset-0 after:content-[""]',
            hasUnread || status === 'waiting' ? 'font-semibold' : 'font-medium',
          )}
        >
          {visitorName(id)}
        </Link>
        {waits ? (
          <WaitingTime since={waits} />
        ) : (
          <Time
            value={row.closedAt ?? row.lastMessageAt}
            format="relative"
            className="shrink-0 text-subtle text-xs tabular-nums"
          />
        )}
      </div>
      <p className="mt-0.5 truncate text-muted text-xs">
        {[department ?? brand, operator?.name ?? (mayPickUp ? 'Nobody yet' : null)].filter(Boolean).join(' · ')}
      </p>
      <div className="mt-1.5 flex min-h-5 flex-wrap items-center gap-1.5 empty:hidden">
        {transferId ? <Badge tone="accent">Offered to you</Badge> : null}
        {status === 'missed' ? <Badge tone="danger">Missed</Badge> : null}
        {status === 'open' && needsAnswer ? <Badge tone="warning">Needs answer</Badge> : null}
        {hasUnread ? <Badge tone="accent">{`${unread} unread`}</Badge> : null}
        {mayPickUp ? <PickUpButton conversationId={id} size="sm" className="relative ml-auto" /> : null}
      </div>
    </li>
  );
}
