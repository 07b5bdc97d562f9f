'use client';

import { Bell } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { buttonClass } from '@/components/ui/button-class';
import { cn } from '@/components/ui/cn';
import { Tooltip } from '@/components/ui/tooltip';
import { useUnread } from './use-unread';

/** 100 stands for any more. */
const inWords = (unread: number): string => (unread > 99 ? '99+' : String(unread));

export function NoticeBell({ unread: atFirst }: { unread: number }) {
  const unread = useUnread(atFirst);
  const isHere = usePathname() === '/notices';
  const label = unread === 0 ? 'Notices' : `Notices: ${inWords(unread)} unread`;
  return (
    <Tooltip content={label} side="bottom">
      <Link
        href="/notices"
        aria-label={label}
        aria-current={isHere ? 'page' : undefined}
        className={buttonClass('ghost', 'icon', cn('relative', isHere && 'bg-accent-soft text-accent-text'))}
      >
        <Bell aria-hidden="true" />
        {unread > 0 ? (
          <span
            aria-hidden="true"
            className="absolute top-0 right-0 min-w-4 rounded-full bg-danger px-1 text-center font-semibold text-2xs text-on-danger leading-4"
          >
            {inWords(unread)}
          </span>
        ) : null}
      </Link>
    </Tooltip>
  );
}
