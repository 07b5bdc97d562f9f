'use client';

import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';

export interface SelectionBarProps {
  count: number;
  onClear: () => void;
  /** What can be done with the selected rows. */
  children: ReactNode;
}

/** Takes the toolbar's place while rows are selected. */
export function SelectionBar({ count, onClear, children }: SelectionBarProps) {
  return (
    <section
      aria-label="Selected rows"
      className="flex min-h-8 flex-wrap items-center gap-2 rounded-sm border border-accent-line bg-accent-soft px-2 py-1"
    >
      <Button variant="ghost" size="icon-sm" aria-label="Clear selection" onClick={onClear}>
        <X aria-hidden="true" />
      </Button>
      <span role="status" className="mr-2 font-medium text-accent-text text-sm tabular-nums">
        {count.toLocaleString('en-US')} selected
      </span>
      {children}
    </section>
  );
}
