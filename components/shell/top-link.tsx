'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { buttonClass } from '@/components/ui/button-class';
import { cn } from '@/components/ui/cn';
import { Tooltip } from '@/components/ui/tooltip';
import { isCurrent } from './current';

export function TopLink({ href, label, icon }: { href: string; label: string; icon: ReactNode }) {
  const current = isCurrent(usePathname(), href);
  return (
    <Tooltip content={label} side="bottom">
      <Link
        href={href}
        aria-label={label}
        aria-current={current ? 'page' : undefined}
        className={buttonClass(
          'ghost',
          'icon',
          cn('hidden md:inline-flex', current && 'bg-accent-soft text-accent-text'),
        )}
      >
        {icon}
      </Link>
    </Tooltip>
  );
}
