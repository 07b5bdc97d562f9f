'use client';

import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';

export interface SelectionBarProps {
  count: number;
  /** What these are, where the number alone does not say it. */
  note?: string;
  onClear: () => void;
  /** What can be done with the selected rows. */
  children: ReactNode;
}

/** Takes the toolbar's place while rows are selected. */
export function SelectionBar({ count, note, onClear, children }: SelectionBarProps) {
  return (
    <section
      aria-label="Selected rows"
      className="flex min-h-8 flex-wrap items-center gap-2 rounded-sm border border-accent-line bg-accent-soft px-2 py-1"
    >
      <span role="status" className="font-medium text-accent-text text-sm tabular-nums">
        {count.toLocaleString('en-US')} selected{note ? `, ${note}` : ''}
      </span>
      <span aria-hidden="true" className="text-accent-text">
        ·
      </span>
      <Button variant="ghost" size="sm" aria-label="Clear selection" onClick={onClear}>
        Clear
      </Button>
      {children}
    </section>
  );
}
