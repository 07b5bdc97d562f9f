'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { type ReactNode, useId } from 'react';
import { buttonClass } from '@/components/ui/button-class';
import { cn } from '@/components/ui/cn';
import { Tooltip } from '@/components/ui/tooltip';
import { isCurrent } from './current';

export interface TopLinkProps {
  href: string;
  label: string;
  icon: ReactNode;
  /** Shows a dot, which means this. */
  mark?: string | undefined;
}

export function TopLink({ href, label, icon, mark }: TopLinkProps) {
  const markId = useId();
  const current = isCurrent(usePathname(), href);
  return (
    <Tooltip content={label} side="bottom">
      <Link
        href={href}
        aria-label={label}
        aria-describedby={mark ? markId : undefined}
        aria-current={current ? 'page' : undefined}
        className={buttonClass(
          'ghost',
          'icon',
          cn('relative hidden md:inline-flex', current && 'bg-accent-soft text-accent-text'),
        )}
      >
        {icon}
        {mark ? (
          <span className="absolute top-1 right-1 size-2 rounded-full bg-accent ring-2 ring-surface">
            <span id={markId} className="sr-only">
              {mark}
            </span>
          </span>
        ) : null}
      </Link>
    </Tooltip>
  );
}
