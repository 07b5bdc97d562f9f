'use client';

import { ChevronRight, Clock } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { cn } from '@/components/ui/cn';
import { Time } from '@/components/ui/time';
import type { DeskItem as Item } from '@/lib/admin/audit/review/view';
import { EntryTable } from '../entry-table';
import { SignOffs } from './sign-offs';
import { entriesInWords, STATE_TONES, STATE_WORDS } from './words';

export interface DeskItemProps {
  item: Item;
  isChosen: boolean;
  isOpen: boolean;
  onChoose: () => void;
  onToggle: () => void;
  onSignOff: () => void;
}

/** One thing worth a look: what, whose, why; below it the entries and what reviewers said. */
export function DeskItem({ item, isChosen, isOpen, onChoose, onToggle, onSignOff }: DeskItemProps) {
  const { id, title, found, person, state, isOverdue, dueAt, foundAt, entries } = item;
  const detailsId = `review-${id}`;
  const name = `${title}, ${person.name}`;
  return (
    <li data-review-item={id} className={cn('border-line border-b last:border-b-0', isChosen && 'bg-hover')}>
      <div className="flex items-start gap-2 px-4 py-3">
        <Checkbox aria-label={`Choose: ${name}`} checked={isChosen} onCheckedChange={onChoose} />
        <Button
          variant="ghost"
          size="icon-sm"
          aria-expanded={isOpen}
          aria-controls={isOpen ? detailsId : undefined}
          aria-label={`Details: ${name}`}
          onClick={onToggle}
        >
          <ChevronRight aria-hidden="true" className={cn('transition-transform', isOpen && 'rotate-90')} />
        </Button>
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <h2 className="font-medium text-fg text-sm">{title}</h2>
            <span className="text-muted text-sm">{person.name}</span>
            {state === 'open' ? null : <Badge tone={STATE_TONES[state]}>{STATE_WORDS[state]}</Badge>}
            {isOverdue ? (
              <Badge tone="warning" icon={<Clock aria-hidden="true" />}>
                Overdue
              </Badge>
            ) : null}
          </div>
          <p className="mt-0.5 text-sm">{found}</p>
          <p className="mt-0.5 flex flex-wrap gap-x-2 text-subtle text-xs">
            <span>{entriesInWords(entries)}</span>
            <span>
              Found <Time value={foundAt} />
            </span>
            {state === 'open' ? (
              <span>
                Due <Time value={dueAt} format="date" />
              </span>
            ) : null}
          </p>
        </div>
        <Button size="sm" aria-label={`Sign off: ${name}`} onClick={onSignOff}>
          {state === 'open' ? 'Sign off' : 'Change'}
        </Button>
      </div>
      {isOpen ? <Details id={detailsId} item={item} /> : null}
    </li>
  );
}

function Details({ id, item: { why, entries, lines, signOffs } }: { id: string; item: Item }) {
  return (
    <div id={id} className="flex flex-col gap-3 bg-sunken px-4 py-3 sm:pl-11">
      <p className="max-w-3xl text-sm">
        <span className="font-medium">Why you are shown this: </span>
        {why}
      </p>
      <div className="overflow-hidden rounded-sm border border-line bg-surface">
        <EntryTable lines={lines} onRecord={undefined} />
      </div>
      {entries > lines.length ? (
        <p className="text-muted text-xs">
          The newest {lines.length} of {entries}. The audit log has the others.
        </p>
      ) : null}
      {signOffs.length > 0 ? <SignOffs signOffs={signOffs} /> : null}
    </div>
  );
}
