'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { cn } from './cn';

export interface LinkTab {
  label: string;
  href: string;
}

/** Pages that stand side by side: links, so that each has an address. */
export function LinkTabs({ label: name, tabs }: { label: string; tabs: readonly LinkTab[] }) {
  const pathname = usePathname();
  if (tabs.length < 2) return null;
  return (
    <nav aria-label={name} className="mb-4 flex gap-1 overflow-x-auto border-line border-b">
      {tabs.map(({ label, href }) => (
        <Link
          key={href}
          href={href}
          aria-current={pathname === href ? 'page' : undefined}
          className={cn(
            'relative inline-flex h-9 items-center whitespace-nowrap rounded-t-sm px-2.5 font-medium text-muted text-sm',
            'transition-colors hover:text-fg focus-visible:-outline-offset-2',
            'after:absolute after:inset-x-2 after:bottom-0 after:h-0.5 after:rounded-full after:content-[""]',
            'aria-[current=page]:text-fg aria-[current=page]:after:bg-accent',
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
