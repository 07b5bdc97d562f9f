import type { Metadata } from 'next';
import { ReportBuilder } from '@/components/crm/reports/report-builder';
import { PageHeader } from '@/components/ui/page-header';
import { getBuilder, listReports } from '@/lib/crm/reports/queries';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'New report' };

export default async function NewReportPage({ searchParams }: PageProps<'/reports/new'>) {
  const { module } = await searchParams;
  return page(async (ctx) => {
    const [builder, saved] = await Promise.all([
      getBuilder(ctx, typeof module === 'string' ? module : null),
      listReports(ctx),
    ]);
    const folders = [...new Set(saved.map(({ folder }) => folder))].filter(Boolean);
    return (
      <>
        <PageHeader title="New report" breadcrumbs={[{ label: 'Reports', href: '/reports' }]} />
        <ReportBuilder key={builder.module.apiName} builder={builder} report={null} folders={folders} />
      </>
    );
  });
}
