import { Plus } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { ReportList } from '@/components/crm/reports/report-list';
import { ReportTabs } from '@/components/crm/reports/report-tabs';
import { Button } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { mayMakeReports } from '@/lib/crm/reports/queries';
import { page } from '@/lib/ways-in/http/page';
import { listAllReports } from '@/lib/ways-in/http/reports';

export const metadata: Metadata = { title: 'Reports' };

export default function ReportsPage() {
  return page(async (ctx) => {
    const [reports, mayMake] = await Promise.all([listAllReports(ctx), mayMakeReports(ctx)]);
    return (
      <>
        <PageHeader
          title="Reports"
          description="Counts of what you may see."
          actions={
            mayMake ? (
              <Button asChild variant="primary">
                <Link href="/reports/new">
                  <Plus aria-hidden="true" />
                  New report
                </Link>
              </Button>
            ) : null
          }
        />
        <ReportTabs />
        <ReportList {...reports} mayMake={mayMake} />
      </>
    );
  });
}
