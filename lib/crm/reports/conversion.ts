import { visibleRecords } from '@/lib/crm/modules/visibility';
import { isConverted } from '@/lib/crm/records/conversion/converted';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { countFigure, STANDARD_FOLDER, type StandardReport, shareFigure } from '@/lib/platform/figures';
import type { Countable } from './fields';
import { MOST_LINES } from './figures';
import { momentInWords } from './group-words';
import { limitReport } from './limit-report';

export const CONVERSION = 'conversion';
export const CONVERSION_MODULE = 'Leads';

export const conversionHead = {
  key: CONVERSION,
  name: 'Lead conversion',
  words: 'Of the leads made in each month, how many were converted.',
  folder: STANDARD_FOLDER,
};

interface MonthRow {
  month: string;
  made: number;
  converted: number;
}

/** The leads that the asker sees, by the month in which they were made, and those of them that were converted. */
export async function countConversion(tx: Tx, ctx: Context, { module }: Countable): Promise<StandardReport> {
  await limitReport(tx);
  const rows = await tx.sql<MonthRow[]>`
    select date_trunc('month', created_at at time zone ${ctx.timeZone}::text)::date::text as month,
      count(*)::int as made, count(*) filter (where ${isConverted(tx)})::int as converted
    from records
    where ${visibleRecords(tx, ctx, module)}
    group by 1 order by 1 desc limit ${MOST_LINES}`;
  const lines = rows.toReversed();
  const figures = (made: number, converted: number) => [
    countFigure(made),
    countFigure(converted),
    shareFigure(converted, made),
  ];
  const sum = (of: (row: MonthRow) => number) => lines.reduce((all, row) => all + of(row), 0);
  const total = [sum(({ made }) => made), sum(({ converted }) => converted)] as const;
  return {
    ...conversionHead,
    chart: { kind: 'line', measure: 1 },
    figures: {
      by: 'Made, by month',
      across: null,
      measures: [module.plural, 'Converted', 'Share'],
      lines: lines.map(({ month, made, converted }) => ({
        key: `=${month}`,
        label: momentInWords(month, 'month'),
        cells: [],
        figures: figures(made, converted),
      })),
      total: figures(...total),
      rowsLookedAt: total[0],
      cut: null,
    },
  };
}
