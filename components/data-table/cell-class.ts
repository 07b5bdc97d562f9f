import { cn } from '@/components/ui/cn';

const alignments = { left: 'text-left', right: 'text-right', center: 'text-center' };

interface Place {
  align?: 'left' | 'right' | 'center';
  left?: number;
  edge?: boolean;
}

/** What a header cell and a body cell of one column have in common. */
export function cellClass({ align = 'left', left, edge }: Place, className?: string): string {
  return cn(
    'overflow-hidden text-ellipsis whitespace-nowrap border-line border-b px-3',
    alignments[align],
    left !== undefined && 'sticky z-10',
    edge && 'border-r',
    className,
  );
}
