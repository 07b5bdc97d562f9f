import type { ReactNode } from 'react';
import { cn } from './cn';

export interface Description {
  term: ReactNode;
  /** Nothing is shown as a dash that a screen reader reads as "empty". */
  value: ReactNode;
  /** Unique when two terms read the same. */
  key?: string;
}

export interface DescriptionListProps {
  items: readonly Description[];
  columns?: 1 | 2 | 3;
  className?: string;
}

const columnClass = { 1: '', 2: 'md:grid-cols-2', 3: 'md:grid-cols-2 xl:grid-cols-3' };

export function DescriptionList({ items, columns = 1, className }: DescriptionListProps) {
  return (
    <dl className={cn('grid grid-cols-1 gap-x-8', columnClass[columns], className)}>
      {items.map((item, index) => (
        <div
          key={item.key ?? (typeof item.term === 'string' ? item.term : index)}
          className="grid grid-cols-[minmax(7rem,11rem)_minmax(0,1fr)] items-baseline gap-x-4 py-1.5"
        >
          <dt className="text-muted text-sm">{item.term}</dt>
          <dd className="min-w-0 break-words text-fg text-sm">{isEmpty(item.value) ? <Empty /> : item.value}</dd>
        </div>
      ))}
    </dl>
  );
}

function isEmpty(value: ReactNode): boolean {
  return value === null || value === undefined || value === '';
}

export function Empty() {
  return (
    <span className="text-subtle">
      <span aria-hidden="true">–</span>
      <span className="sr-only">Empty</span>
    </span>
  );
}
