import type { Metadata } from 'next';
import { NoticeList } from '@/components/people/notices/notice-list';
import { SEES_APPROVALS } from '@/lib/people/approvals/queries';
import { listNotices } from '@/lib/people/notices/queries';
import { canInOrg } from '@/lib/people/rights';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Notices' };

export default function NoticesPage({ searchParams }: { searchParams: Promise<{ after?: string | string[] }> }) {
  return page(async (ctx) => {
    const { after } = await searchParams;
    const older = typeof after === 'string';
    return (
      <NoticeList
        page={await listNotices(ctx, older ? { after } : {})}
        isFirstPage={!older}
        showApprovals={SEES_APPROVALS.some((right) => canInOrg(ctx.rights, right))}
      />
    );
  });
}
