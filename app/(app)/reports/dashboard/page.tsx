import type { Metadata } from 'next';
import { ArrangeDashboard } from '@/components/crm/reports/arrange-dashboard';
import { CardFigures, DashboardCard } from '@/components/crm/reports/dashboard-card';
import { ReportTabs } from '@/components/crm/reports/report-tabs';
import { FailedCard } from '@/components/home/failed-card';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import type { Context } from '@/lib/platform/context';
import type { ReportHead } from '@/lib/platform/figures';
import { page } from '@/lib/ways-in/http/page';
import { part } from '@/lib/ways-in/http/part';
import { listDashboard, showReport } from '@/lib/ways-in/http/reports';

export const metadata: Metadata = { title: 'Dashboard' };

export default function DashboardPage() {
  return page(async (ctx) => {
    const { cards, all } = await listDashboard(ctx);
    const on = cards.map(({ key }) => key);
    const others = [...all.standard, ...all.saved].filter(({ key }) => !on.includes(key));
    const items = [
      ...cards.map(({ key, name }) => ({ key, label: name, shown: true })),
      ...others.map(({ key, name }) => ({ key, label: name, shown: false })),
    ];
    return (
      <>
        <PageHeader
          title="Dashboard"
          description="The reports that you look at most, side by side."
          actions={items.length > 0 ? <ArrangeDashboard key={on.join()} reports={items} /> : null}
        />
        <ReportTabs />
        {cards.length === 0 ? (
          <Card>
            <EmptyState title="No report stands here" text="Arrange your dashboard to choose some." />
          </Card>
        ) : null}
        <div className="grid items-start gap-4 lg:grid-cols-2">
          {cards.map((report) => (
            <DashboardCard key={report.key} report={report}>
              <Loaded ctx={ctx} report={report} />
            </DashboardCard>
          ))}
        </div>
      </>
    );
  });
}

/** Each card asks for itself: one that is slow or fails holds no other. */
async function Loaded({ ctx, report }: { ctx: Context; report: ReportHead }) {
  const shown = await part(ctx, (asker) => showReport(asker, report.key));
  if (shown.ok) return <CardFigures report={shown.value} />;
  return <FailedCard title={report.name} requestId={ctx.requestId} isRefused={shown.isRefused} />;
}
