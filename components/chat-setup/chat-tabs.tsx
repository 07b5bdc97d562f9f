'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { cn } from '@/components/ui/cn';
import type { ChatTab } from './tabs';

/** Pages that stand side by side: links, so that each has an address. */
export function ChatTabs({ tabs }: { tabs: readonly ChatTab[] }) {
  const pathname = usePathname();
  if (tabs.length < 2) return null;
  return (
    <nav aria-label="Live chat" className="mb-4 flex gap-1 overflow-x-auto border-line border-b">
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
