import Link from 'next/link';
import { cn } from '@/components/ui/cn';

export interface DormantFilterProps {
  allHref: string;
  dormantHref: string;
  on: boolean;
}

/** All people, or those whose account nobody uses. */
export function DormantFilter({ allHref, dormantHref, on }: DormantFilterProps) {
  return (
    <nav
      aria-label="Which users"
      className="flex h-8 items-center rounded-sm border border-line-strong bg-surface p-0.5"
    >
      <FilterLink href={allHref} current={!on} words="All" />
      <FilterLink href={dormantHref} current={on} words="Dormant" />
    </nav>
  );
}

function FilterLink({ href, current, words }: { href: string; current: boolean; words: string }) {
  return (
    <Link
      href={href}
      aria-current={current ? 'page' : undefined}
      className={cn(
        'flex h-full items-center rounded-xs px-2 font-medium text-muted text-xs hover:text-fg',
        'aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent-text',
      )}
    >
      {words}
    </Link>
  );
}
