import type { Metadata } from 'next';
import { ReportBuilder } from '@/components/crm/reports/report-builder';
import { PageHeader } from '@/components/ui/page-header';
import { getBuilder, listReports } from '@/lib/crm/reports/queries';
import { notFound } from '@/lib/platform/errors';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Edit report' };

export default async function EditReportPage({ params }: PageProps<'/reports/[reportId]/edit'>) {
  const { reportId } = await params;
  return page(async (ctx) => {
    const saved = await listReports(ctx);
    const report = saved.find(({ key, changeable }) => key === reportId && changeable);
    if (!report) throw notFound('The report');
    const builder = await getBuilder(ctx, report.module.apiName);
    const folders = [...new Set(saved.map(({ folder }) => folder))].filter(Boolean);
    const breadcrumbs = [
      { label: 'Reports', href: '/reports' },
      { label: report.name, href: `/reports/${report.key}` },
    ];
    return (
      <>
        <PageHeader title={`Edit ${report.name}`} breadcrumbs={breadcrumbs} />
        <ReportBuilder builder={builder} report={report} folders={folders} />
      </>
    );
  });
}
