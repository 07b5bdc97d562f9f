import Link from 'next/link';
import { type ReactNode, Suspense } from 'react';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { Skeleton } from '@/components/ui/skeleton';
import type { ReportHead } from '@/lib/platform/figures';
import type { ShownReport } from '@/lib/ways-in/http/reports';
import { FiguresTable } from './figures-table';
import { ReportChart } from './report-chart';

/** One report on a dashboard. Its frame is there at once; its figures come by themselves. */
export function DashboardCard({ report, children }: { report: ReportHead; children: ReactNode }) {
  return (
    <Card
      id={`report-${report.key}`}
      title={report.name}
      description={report.words}
      flush
      actions={
        <Link
          href={`/reports/${report.key}`}
          aria-label={`Open ${report.name}`}
          className="text-accent-text text-sm underline underline-offset-2"
        >
          Open
        </Link>
      }
    >
      <Suspense fallback={<Coming name={report.name} />}>{children}</Suspense>
    </Card>
  );
}

function Coming({ name }: { name: string }) {
  return (
    <div aria-busy="true" className="flex flex-col gap-3 p-4">
      <p className="sr-only">Loading {name}</p>
      <Skeleton className="w-3/4" />
      <Skeleton className="w-1/2" />
      <Skeleton className="w-2/3" />
    </div>
  );
}

/** The figures of a card: its chart, and the table below it. What is longer than the card is scrolled to. */
export function CardFigures({ report: { name, chart, answer } }: { report: ShownReport }) {
  if (answer.error) {
    return (
      <div className="p-4">
        <Callout tone="danger">{answer.error.message}</Callout>
      </div>
    );
  }
  const { page: figures } = answer;
  if (figures.rowsLookedAt === 0) return <p className="p-4 text-muted text-sm">Nothing to count yet.</p>;
  const isTable = chart.kind === 'none' || chart.kind === 'heat';
  return (
    <div className="max-h-96 overflow-y-auto">
      {isTable ? null : (
        <div className="border-line border-b p-4">
          <ReportChart figures={figures} kind={chart.kind} measure={chart.measure} />
        </div>
      )}
      <FiguresTable
        label={`Figures of ${name}`}
        figures={figures}
        {...(chart.kind === 'heat' && { heat: chart.measure })}
      />
    </div>
  );
}
