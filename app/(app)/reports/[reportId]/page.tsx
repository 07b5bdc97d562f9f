import type { Metadata } from 'next';
import { ReportActs } from '@/components/crm/reports/report-acts';
import { ReportFigures } from '@/components/crm/reports/report-figures';
import { Badge } from '@/components/ui/badge';
import { PageHeader } from '@/components/ui/page-header';
import { canInOrg } from '@/lib/people/rights';
import { page } from '@/lib/ways-in/http/page';
import { showReport } from '@/lib/ways-in/http/reports';

export const metadata: Metadata = { title: 'Report' };

export default async function ReportPage({ params }: PageProps<'/reports/[reportId]'>) {
  const { reportId } = await params;
  return page(async (ctx) => {
    const report = await showReport(ctx, reportId);
    const { saved, key, name, words } = report;
    return (
      <>
        <PageHeader
          title={name}
          breadcrumbs={[{ label: 'Reports', href: '/reports' }]}
          description={words}
          adornment={saved?.shared ? <Badge tone="accent">Shared</Badge> : null}
          actions={
            saved?.changeable ? (
              <ReportActs
                report={{ key, name, shared: saved.shared }}
                mayShare={canInOrg(ctx.rights, 'manageModules')}
              />
            ) : null
          }
        />
        <ReportFigures report={report} />
      </>
    );
  });
}
