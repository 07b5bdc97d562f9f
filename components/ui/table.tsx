import type { ComponentProps } from 'react';
import { cn } from './cn';

export interface TableProps extends ComponentProps<'table'> {
  /** The table's name; also that of the region that scrolls. */
  label: string;
}

/** A plain table for short, static lists. Long ones are a DataTable. */
export function Table({ label, className, ...props }: TableProps) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className="edges-fade relative overflow-x-auto focus-visible:-outline-offset-2"
    >
      <table aria-label={label} className={cn('w-full border-collapse text-left text-sm', className)} {...props} />
    </section>
  );
}

export function TableHead({ className, ...props }: ComponentProps<'thead'>) {
  return <thead className={cn('bg-sunken', className)} {...props} />;
}

export function TableBody({ className, ...props }: ComponentProps<'tbody'>) {
  return <tbody className={cn('divide-y divide-line', className)} {...props} />;
}

export function TableRow({ className, ...props }: ComponentProps<'tr'>) {
  return <tr className={cn('border-line border-b last:border-b-0', className)} {...props} />;
}

interface CellProps {
  align?: 'left' | 'right' | 'center';
}

const alignments = { left: 'text-left', right: 'text-right', center: 'text-center' };

export function TableHeader({ align = 'left', className, ...props }: Omit<ComponentProps<'th'>, 'align'> & CellProps) {
  return (
    <th
      scope="col"
      className={cn('h-8 whitespace-nowrap px-4 font-medium text-muted text-xs', alignments[align], className)}
      {...props}
    />
  );
}

export function TableCell({ align = 'left', className, ...props }: Omit<ComponentProps<'td'>, 'align'> & CellProps) {
  return <td className={cn('px-4 py-2 align-middle text-fg', alignments[align], className)} {...props} />;
}
