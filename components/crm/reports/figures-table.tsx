import Link from 'next/link';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { Figure, FigureLine, Figures } from '@/lib/platform/figures';
import { depthsOf } from './drawn';

export interface FiguresTableProps {
  label: string;
  figures: Figures;
  /** Of a heat map: which figure its cells are coloured by. */
  heat?: number;
}

/** All figures of a report, in words; each leads to its records where there is a list of them. */
export function FiguresTable({ label, figures, heat }: FiguresTableProps) {
  const { by, across, measures, lines, total } = figures;
  const depths = heat === undefined ? [] : depthsOf(figures, heat);
  // A matrix shows one figure in each cell: the one that its chart is made of, else the count.
  const shown = heat ?? 0;
  return (
    <Table label={label}>
      <TableHead>
        <tr>
          {by ? <TableHeader>{across ? `${by} and ${across.by}` : by}</TableHeader> : null}
          {across?.columns.map(({ key, label: column }) => (
            <TableHeader key={key} align="right">
              {column}
            </TableHeader>
          ))}
          {measures.map((measure) => (
            <TableHeader key={measure} align="right">
              {measure}
            </TableHeader>
          ))}
        </tr>
      </TableHead>
      <TableBody>
        {lines.map((line, n) => (
          <TableRow key={line.key}>
            <th scope="row" className="px-4 py-2 text-left font-normal text-fg">
              <Words words={line.label} href={line.href} />
            </th>
            {line.cells.map((cell, at) => (
              <TableCell
                key={across?.columns[at]?.key ?? at}
                align="right"
                className="tabular-nums"
                style={shadeOf(depths[n]?.[at])}
              >
                <Words words={cell.figures[shown]?.words ?? ''} href={cell.href} />
              </TableCell>
            ))}
            <Whole line={line} measures={measures} />
          </TableRow>
        ))}
      </TableBody>
      <tfoot>
        <tr className="border-line-strong border-t bg-sunken font-medium">
          {by ? (
            <th scope="row" className="px-4 py-2 text-left text-fg">
              Total
            </th>
          ) : null}
          {across?.columns.map(({ key }) => (
            <TableCell key={key} />
          ))}
          <Numbers figures={total} measures={measures} />
        </tr>
      </tfoot>
    </Table>
  );
}

const Whole = ({ line, measures }: { line: FigureLine; measures: readonly string[] }) => (
  <Numbers figures={line.figures} measures={measures} />
);

function Numbers({ figures, measures }: { figures: readonly Figure[]; measures: readonly string[] }) {
  return measures.map((measure, n) => (
    <TableCell key={measure} align="right" className="whitespace-nowrap tabular-nums">
      {figures[n]?.words ?? '–'}
    </TableCell>
  ));
}

function Words({ words, href }: { words: string; href: string | undefined }) {
  if (!href) return words;
  return (
    <Link href={href} className="text-accent-text underline underline-offset-2">
      {words}
    </Link>
  );
}

/** Never so deep that the words on it could not be read. */
const shadeOf = (depth: number | undefined) =>
  depth ? { background: `color-mix(in srgb, var(--accent) ${Math.round(depth * 30)}%, var(--surface))` } : undefined;
