import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { inWords } from '@/lib/platform/figures';
import type { ShownReport } from '@/lib/ways-in/http/reports';
import { FiguresTable } from './figures-table';
import { ReportChart } from './report-chart';

/** The chart of a report and the table of its figures, or why there is none. */
export function ReportFigures({ report }: { report: ShownReport }) {
  const { name, chart, answer } = report;
  if (answer.error) {
    return (
      <Callout tone="danger" role="alert">
        {answer.error.message}
      </Callout>
    );
  }
  const { page: figures } = answer;
  const { rowsLookedAt, cut } = figures;
  if (rowsLookedAt === 0) {
    return (
      <Card>
        <EmptyState
          title="Nothing to count yet"
          text="There is nothing that you may see and that this report counts."
        />
      </Card>
    );
  }
  const isDrawn = chart.kind !== 'none' && chart.kind !== 'heat';
  return (
    <div className="flex flex-col gap-4">
      {isDrawn ? (
        <Card id="report-chart" title={figures.measures[chart.measure] ?? figures.measures[0]} description={figures.by}>
          <ReportChart figures={figures} kind={chart.kind} measure={chart.measure} />
        </Card>
      ) : null}
      <Card id="report-figures" title="Figures" flush>
        <FiguresTable
          label={`Figures of ${name}`}
          figures={figures}
          {...(chart.kind === 'heat' && { heat: chart.measure })}
        />
        <p className="border-line border-t px-4 py-2 text-subtle text-xs">
          {rowsLookedAt === null
            ? 'What you may not list is told by ranges, and a total of it by what they add up to at least.'
            : `${inWords(rowsLookedAt)} ${rowsLookedAt === 1 ? 'row' : 'rows'} looked at, of those that you may see.`}{' '}
          {cut}
        </p>
      </Card>
    </div>
  );
}
