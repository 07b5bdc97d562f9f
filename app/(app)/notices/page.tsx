import type { Metadata } from 'next';
import { NoticeList } from '@/components/notices/notice-list';
import { SEES_APPROVALS } from '@/lib/approvals/queries';
import { page } from '@/lib/http/page';
import { listNotices } from '@/lib/notices/queries';
import { canInOrg } from '@/lib/rights';

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
