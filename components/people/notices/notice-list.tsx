'use client';

import { BellOff, Info, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { Card } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import { Time } from '@/components/ui/time';
import { useAction } from '@/components/ui/use-action';
import type { NoticeDto, NoticePage } from '@/lib/people/notices/queries';
import { markRead } from './actions';

export interface NoticeListProps {
  page: NoticePage;
  isFirstPage: boolean;
  showApprovals: boolean;
}

export function NoticeList({ page: { notices, after, unread }, isFirstPage, showApprovals }: NoticeListProps) {
  const mark = useAction(markRead);
  return (
    <>
      <PageHeader
        title="Notices"
        description="What others did that concerns you. The audit log keeps every act, with who and when."
        actions={
          <>
            {showApprovals ? (
              <Link href="/setup/approvals" className={buttonClass()}>
                Approvals
              </Link>
            ) : null}
            {unread > 0 ? (
              <Button pending={mark.isPending} onClick={() => mark.execute({})}>
                Mark all as read
              </Button>
            ) : null}
          </>
        }
      />
      {notices.length === 0 ? (
        <Card>
          <EmptyState
            icon={<BellOff aria-hidden="true" />}
            title="No notices"
            text="When somebody changes your account or your rights, you read it here."
          />
        </Card>
      ) : (
        <Card flush>
          <ul aria-label="Notices" className="divide-y divide-line">
            {notices.map((notice) => (
              <NoticeItem key={notice.id} notice={notice} onFollow={() => mark.execute({ ids: [notice.id] })} />
            ))}
          </ul>
        </Card>
      )}
      {isFirstPage && after === null ? null : (
        <Pagination
          {...(isFirstPage ? {} : { previousHref: '/notices' })}
          {...(after === null ? {} : { nextHref: `/notices?after=${after}` })}
        />
      )}
    </>
  );
}

function NoticeItem({
  notice: { words, href, tone, at, unread },
  onFollow,
}: {
  notice: NoticeDto;
  onFollow: () => void;
}) {
  const Icon = tone === 'warning' ? TriangleAlert : Info;
  return (
    <li className="flex items-start gap-3 px-4 py-3">
      <Icon
        aria-hidden="true"
        className={cn('mt-0.5 size-4 shrink-0', tone === 'warning' ? 'text-warning-text' : 'text-subtle')}
      />
      <div className="min-w-0 flex-1">
        <p className={cn('text-fg text-sm', unread && 'font-semibold')}>
          {href ? (
            <Link href={href} className="underline underline-offset-2" onClick={unread ? onFollow : undefined}>
              {words}
            </Link>
          ) : (
            words
          )}
        </p>
        <p className="text-subtle text-xs">
          <Time value={at} />
        </p>
      </div>
      {unread ? <Badge tone="accent">New</Badge> : null}
    </li>
  );
}
