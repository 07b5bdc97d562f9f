import type { Metadata } from 'next';
import { BadAddress } from '@/components/admin/audit/bad-address';
import { DeskScreen } from '@/components/admin/audit/review/desk-screen';
import { readDeskAddress } from '@/lib/admin/audit/review/schemas';
import { viewDesk } from '@/lib/admin/audit/review/view';
import { canInOrg } from '@/lib/people/rights';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Review' };

export default async function ReviewPage({ searchParams }: PageProps<'/audit/review'>) {
  const asked = readDeskAddress(await searchParams);
  return page(async (ctx) => {
    if (!asked) return <BadAddress title="Review" href="/audit/review" />;
    const desk = await viewDesk(ctx, asked.query, asked.after);
    return <DeskScreen desk={desk} mayChangeRules={canInOrg(ctx.rights, 'manageCompliance')} />;
  });
}
