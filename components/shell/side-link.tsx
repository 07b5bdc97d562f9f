'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';
import { isCurrent } from './current';

export interface SideLinkProps {
  href: string;
  children: ReactNode;
  icon?: ReactNode;
  onFollow?: () => void;
}

export function SideLink({ href, children, icon, onFollow }: SideLinkProps) {
  const current = isCurrent(usePathname(), href);
  return (
    <Link
      href={href}
      onClick={onFollow}
      aria-current={current ? 'page' : undefined}
      className={cn(
        'flex min-h-7 items-center gap-2 rounded-sm px-2 py-1 text-sm transition-colors [&>svg]:size-4 [&>svg]:text-subtle',
        current ? 'bg-accent-soft font-medium text-accent-text' : 'text-muted hover:bg-hover hover:text-fg',
      )}
    >
      {icon}
      {children}
    </Link>
  );
}
