'use client';

import { CalendarDays, Kanban, Table2 } from 'lucide-react';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { cn } from '@/components/ui/cn';

export type Layout = 'table' | 'board' | 'calendar';

const LAYOUTS = [
  { layout: 'table', label: 'Table', path: '', Icon: Table2 },
  { layout: 'board', label: 'Board', path: '/board', Icon: Kanban },
  { layout: 'calendar', label: 'Calendar', path: '/calendar', Icon: CalendarDays },
] as const;

/** What narrows the records narrows them in each layout. */
const CARRIED = ['view', 'filters', 'columns'];

/** The ways in which a module's records are laid out. */
export function LayoutLinks({ module, layout: current }: { module: string; layout: Layout }) {
  const params = useSearchParams();
  const kept = new URLSearchParams([...params].filter(([name]) => CARRIED.includes(name)));
  const query = kept.size > 0 ? `?${kept}` : '';
  return (
    <nav
      aria-label="Layout"
      className="flex h-8 items-center rounded-sm border border-line-strong bg-surface p-0.5 sm:ml-auto"
    >
      {LAYOUTS.map(({ layout, label, path, Icon }) => (
        <Link
          key={layout}
          href={`/m/${module}${path}${query}`}
          prefetch={false}
          aria-current={layout === current ? 'page' : undefined}
          className={cn(
            'flex h-full items-center gap-1.5 rounded-xs px-2 font-medium text-muted text-xs hover:text-fg',
            'aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent-text [&>svg]:size-4',
          )}
        >
          <Icon aria-hidden="true" />
          <span className="max-sm:sr-only">{label}</span>
        </Link>
      ))}
    </nav>
  );
}
