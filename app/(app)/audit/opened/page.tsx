import type { Metadata } from 'next';
import { OpenedScreen } from '@/components/admin/audit/opened-screen';
import { openedThisWeek } from '@/lib/admin/audit/opened';
import { canInOrg } from '@/lib/people/rights';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'What I opened this week' };

export default async function OpenedPage() {
  return page(async (ctx) => (
    <OpenedScreen {...(await openedThisWeek(ctx))} mayReview={canInOrg(ctx.rights, 'readWholeLedger')} />
  ));
}
