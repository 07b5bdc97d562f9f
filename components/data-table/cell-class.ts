import type { CSSProperties } from 'react';
import { cn } from '@/components/ui/cn';

const alignments = { left: 'text-left', right: 'text-right', center: 'text-center' };

interface Place {
  align?: 'left' | 'right' | 'center';
  left?: number;
  edge?: boolean;
  wideOnly?: boolean;
}

/** What a header cell and a body cell of one column have in common. */
export function cellClass({ align = 'left', left, edge, wideOnly }: Place, className?: string): string {
  return cn(
    'overflow-hidden text-ellipsis whitespace-nowrap border-line border-b px-2 sm:px-3',
    alignments[align],
    // On a phone a pinned column would leave no room for the others.
    left !== undefined && 'bg-inherit md:sticky md:left-(--left) md:z-10',
    edge && 'md:border-r',
    wideOnly && 'max-sm:hidden',
    className,
  );
}

/** The distance of a pinned column as a variable, since a class decides from which width on it counts. */
export function pinStyle({ left }: Place): CSSProperties | undefined {
  return left === undefined ? undefined : ({ '--left': `${left}px` } as CSSProperties);
}
