import type { Metadata } from 'next';
import { BadAddress } from '@/components/admin/audit/bad-address';
import { ReportScreen } from '@/components/admin/audit/review/report-screen';
import { reviewReport } from '@/lib/admin/audit/review/report';
import { reportSchema } from '@/lib/admin/audit/review/schemas';
import { clock, dayOf } from '@/lib/platform/clock';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Monthly report of the review' };

export default async function ReviewReportPage({ searchParams }: PageProps<'/audit/review/report'>) {
  const { month = dayOf(clock.now()).slice(0, 7) } = await searchParams;
  const asked = reportSchema.safeParse({ month });
  return page(async (ctx) => {
    if (!asked.success) return <BadAddress title="Monthly report" href="/audit/review/report" />;
    return <ReportScreen report={await reviewReport(ctx, asked.data)} />;
  });
}
