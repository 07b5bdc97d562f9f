import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { cn } from './cn';

export interface Crumb {
  label: string;
  href?: string;
}

/** The way here; the page itself is not part of it, its title is. */
export function Breadcrumbs({ items, className }: { items: readonly Crumb[]; className?: string }) {
  return (
    <nav aria-label="Breadcrumb" className={cn('text-subtle text-xs', className)}>
      <ol className="flex flex-wrap items-center gap-1">
        {items.map((item, index) => (
          <li key={item.href ?? item.label} className="flex items-center gap-1">
            {index > 0 ? <ChevronRight aria-hidden="true" className="size-3" /> : null}
            {item.href ? (
              <Link
                href={item.href}
                className="inline-flex min-h-6 items-center rounded-xs hover:text-fg hover:underline"
              >
                {item.label}
              </Link>
            ) : (
              <span className="inline-flex min-h-6 items-center">{item.label}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
