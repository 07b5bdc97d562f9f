'use client';

import { useEffect, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import type { BoardColumn as Column } from '@/lib/crm/boards/get';
import type { Id } from '@/lib/platform/ids';
import { BoardCard, type CardLook } from './board-card';

export interface BoardColumnProps {
  column: Column;
  /** Its place among the columns. */
  place: number;
  label: string;
  /** What its cards add up to, in words; null where they are not added up. */
  sum: string | null;
  look: CardLook;
  /** A card is over it. */
  over: boolean;
  held: Id | undefined;
  moving: ReadonlySet<Id>;
  active: Id | undefined;
  onMore: () => void;
}

/** The records with one value. Scrolling to its end reads more of them. */
export function BoardColumn(props: BoardColumnProps) {
  const { column, place, label, sum, look, over, held, moving, active, onMore } = props;
  const { rows, count, next } = column;
  const reachable = rows.some(({ id }) => id === active) ? active : rows[0]?.id;
  const number = `${count.records.toLocaleString('en-US')}${count.more ? '+' : ''}`;
  return (
    <section
      aria-label={label}
      data-column={place}
      className={cn(
        'flex max-h-[max(20rem,calc(100dvh-14rem))] w-72 shrink-0 flex-col rounded-md border border-line bg-sunken max-sm:w-[min(18rem,80vw)] max-sm:snap-start',
        over && 'border-accent',
      )}
    >
      <header className="flex items-baseline gap-2 px-3 pt-2.5 pb-1.5 text-sm">
        <h2 className="min-w-0 truncate font-medium">{label}</h2>
        <span className="text-subtle text-xs tabular-nums">
          {number}
          <span className="sr-only"> {count.records === 1 ? 'record' : 'records'}</span>
        </span>
        {sum === null ? null : <span className="ml-auto shrink-0 text-muted text-xs tabular-nums">{sum}</span>}
      </header>
      <ul className="flex min-h-16 flex-1 flex-col gap-2 overflow-y-auto px-2 pt-0.5 pb-2">
        {rows.map((row) => (
          <BoardCard
            key={row.id}
            row={row}
            look={look}
            held={row.id === held}
            moving={moving.has(row.id)}
            reachable={row.id === reachable}
          />
        ))}
        {next === null ? null : (
          <li>
            <More key={next} label={label} onMore={onMore} />
          </li>
        )}
      </ul>
    </section>
  );
}

/** Reads on as it comes into sight, or by hand. */
function More({ label, onMore }: { label: string; onMore: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  const latest = useRef(onMore);
  latest.current = onMore;
  useEffect(() => {
    if (!button.current) return;
    const watch = new IntersectionObserver(([seen]) => seen?.isIntersecting && latest.current());
    watch.observe(button.current);
    return () => watch.disconnect();
  }, []);
  return (
    <Button ref={button} variant="ghost" size="sm" className="w-full" aria-label={`More of ${label}`} onClick={onMore}>
      More
    </Button>
  );
}
