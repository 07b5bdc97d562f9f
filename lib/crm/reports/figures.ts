/** Cells as a screen shows them: lines in order, with labels, figures in words and ways to the records behind them. */
import { numberFormat } from '@/lib/crm/modules/field-types/intl';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { MAX_FILTERS } from '@/lib/crm/records/filter';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { countFigure, type Figure, type FigureLine, type Figures, inWords } from '@/lib/platform/figures';
import type { MeasureKind, ReportFilter } from '@/lib/platform/report-kinds';
import { type CellRow, MOST_CELLS } from './cells';
import type { ReadGroup, ReadMeasure, ReadReport } from './definition';
import type { Countable } from './fields';
import { filtersOf, type GroupKey, groupLabel, inOrder, namesOfGroups } from './group-words';

/** More lines and columns than these are no report that one could look over. */
export const MOST_LINES = 200;
export const MOST_COLUMNS = 30;

const KIND_WORDS: Record<MeasureKind, string> = {
  sum: 'Sum of',
  average: 'Average of',
  min: 'Lowest',
  max: 'Highest',
};

export const measureLabel = ({ of, field }: ReadMeasure): string => `${KIND_WORDS[of]} ${field.label}`;

/** What one statement found of a report. */
interface Counted {
  of: Countable;
  report: ReadReport;
  rows: readonly CellRow[];
}

/** Puts together what the statement found. */
export async function figuresOf(tx: Tx, ctx: Context, { of, report, rows }: Counted): Promise<Figures> {
  const [first, second] = report.groups;
  const all = rows.find(({ level }) => level === 3);
  const lines = await placesOf(tx, ctx, first, {
    rows: second ? rowsAt(rows, 1) : rowsAt(rows, 0),
    side: 'a',
    most: MOST_LINES,
  });
  const columns = await placesOf(tx, ctx, second, { rows: rowsAt(rows, 2), side: 'b', most: MOST_COLUMNS });
  const cells = new Map(rowsAt(rows, 0).map((row) => [cellKey(row.a, row.b), row]));
  const link = linkTo(of, report);
  const show = (row: CellRow | undefined) => figuresIn(ctx, report.measures, row);
  return {
    by: first ? groupLabel(first) : '',
    across: second
      ? {
          by: groupLabel(second),
          columns: columns.shown.map(({ key, label }) => ({ key: textOf(key), label })),
        }
      : null,
    measures: [of.module.plural, ...report.measures.map(measureLabel)],
    lines: lines.shown.map(
      ({ key, label, row }): FigureLine => ({
        key: textOf(key),
        label,
        ...(row && link([[first, key]])),
        cells: columns.shown.map((column) => {
          const cell = cells.get(cellKey(key, column.key));
          const places = [
            [first, key],
            [second, column.key],
          ] as const;
          return { figures: show(cell), ...(cell && link(places)) };
        }),
        figures: show(row),
      }),
    ),
    total: show(all),
    rowsLookedAt: Number(all?.n ?? 0),
    cut: cutWords(lines.left, columns.left, rows.length === MOST_CELLS),
  };
}

const rowsAt = (rows: readonly CellRow[], level: number): CellRow[] => rows.filter((row) => row.level === level);
const cellKey = (a: GroupKey, b: GroupKey): string => JSON.stringify([a, b]);
const textOf = (key: GroupKey): string => (key === null ? '-' : `=${key}`);

interface Place {
  key: GroupKey;
  label: string;
  row: CellRow | undefined;
}

/** The lines, or the columns, that are shown: of times the latest, of all else those of the most records. */
async function placesOf(
  tx: Tx,
  ctx: Context,
  group: ReadGroup | undefined,
  { rows, side, most }: { rows: readonly CellRow[]; side: 'a' | 'b'; most: number },
): Promise<{ shown: Place[]; left: number }> {
  if (!group) return { shown: [], left: 0 };
  const byKey = new Map(rows.map((row) => [row[side], row]));
  const keys = inOrder(group, [...byKey.keys()]);
  const shown = group.kind === 'moment' ? keys.slice(-most) : keys.slice(0, most);
  const nameOf = await namesOfGroups(tx, ctx, group, shown);
  return {
    shown: shown.map((key) => ({ key, label: nameOf(key), row: byKey.get(key) })),
    left: keys.length - shown.length,
  };
}

function figuresIn({ timeZone }: Context, measures: readonly ReadMeasure[], row: CellRow | undefined): Figure[] {
  const texts = row ? [row.m0, row.m1, row.m2] : [];
  return [
    countFigure(Number(row?.n ?? 0)),
    ...measures.map((measure, n) => numberFigure(measure, texts[n] ?? null, timeZone)),
  ];
}

function numberFigure({ of, field }: ReadMeasure, text: string | null, timeZone: string): Figure {
  if (text === null)
    return of === 'sum' ? numberFigure({ of: 'max', field }, '0', timeZone) : { value: null, words: '–' };
  const value = Number(text);
  const type = fieldType(field.type);
  const isPlain = type.numeric?.unit === undefined;
  if (!isPlain) return { value, words: type.format(value, field.options, { timeZone }) };
  const places = Math.max(of === 'average' ? 2 : 0, field.options.decimals ?? type.numeric?.decimals ?? 0);
  return { value, words: numberFormat({ maximumFractionDigits: places }).format(value) };
}

/**
 * The way to the list of what is counted. Its filters stand in an address, as no field of a report is a protected one; there is
 * none where a list cannot be asked for just these.
 */
function linkTo({ module }: Countable, { definition }: ReadReport) {
  return (places: readonly (readonly [ReadGroup | undefined, GroupKey])[]): { href?: string } => {
    const more: ReportFilter[] = [];
    for (const [group, key] of places) {
      const found = group ? filtersOf(group, key) : [];
      if (!found) return {};
      more.push(...found);
    }
    const filters = [...definition.filters, ...more];
    if (filters.length > MAX_FILTERS) return {};
    return { href: `/m/${module.apiName}?filters=${encodeURIComponent(JSON.stringify(filters))}` };
  };
}

function cutWords(lines: number, columns: number, more: boolean): string | null {
  const parts = [
    ...(lines > 0 ? [`${inWords(lines)} ${more ? 'or more ' : ''}lines`] : []),
    ...(columns > 0 ? [`${inWords(columns)} ${more ? 'or more ' : ''}columns`] : []),
  ];
  if (parts.length === 0) return more ? 'Some groups of the fewest records are left out; the totals hold them.' : null;
  return `${parts.join(' and ')} are left out; the totals hold them.`;
}
