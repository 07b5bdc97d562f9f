/** Which row names the columns. Pure. */
import type { FileRow } from './format';
import { looksLikeAValue } from './header';

/** So many rows are looked at to find it. */
export const LOOKED_AT_FOR_HEADER = 50;

/** A line that some spreadsheets write first, to name the separator. */
export const SEPARATOR_LINE = /^\ufeff?"?sep=(.)"?\r?\n/iu;

/** `sep=;` split by its own separator. */
const isSeparatorRow = ({ cells }: FileRow): boolean =>
  /^sep=.?$/iu.test((cells[0] ?? '').trim()) && cells.slice(1).every((cell) => cell.trim() === '');

const filled = ({ cells }: FileRow): number => cells.filter((cell) => cell.trim() !== '').length;

/**
 * The first row that is as wide as the others are: rows above it that fill less than half of the columns are titles. It
 * is shown, and another may be chosen.
 * @param rows the first ones. @returns its place among them
 */
export function findHeader(rows: readonly FileRow[]): number {
  const first = rows.findIndex((row) => !isSeparatorRow(row));
  const widths = rows
    .slice(first)
    .map(filled)
    .sort((a, b) => a - b);
  const usual = widths[Math.floor(widths.length / 2)] ?? 0;
  const below = belowTitles(rows, Math.max(first, 0), usual);
  if (below !== undefined) return below;
  // A table of one or two columns has no row that is plainly a title.
  if (usual < 3) return Math.max(first, 0);
  const wide = rows.findIndex((row, n) => n >= first && filled(row) * 2 > usual);
  return Math.max(wide, 0);
}

const FEWEST_TITLES = 2;

/**
 * Below two or more lines that are narrower than the table: its first row, where all of it names columns and no row below
 * is narrower. Where any of this is in doubt the header is found as if there were no such lines.
 */
function belowTitles(rows: readonly FileRow[], first: number, usual: number): number | undefined {
  const widths = rows.slice(first).map(({ cells }) => cells.length);
  const width = widths.sort((a, b) => a - b)[Math.floor(widths.length / 2)] ?? 0;
  const at = rows.findIndex((row, n) => n >= first && (row.cells.length >= width || filled(row) >= usual));
  const header = rows[at];
  const under = rows.slice(at + 1);
  if (!header || at - first < FEWEST_TITLES || under.length === 0 || filled(header) < usual) return undefined;
  const names = header.cells.map((cell) => cell.trim().toLowerCase());
  const isNamed = new Set(names).size === names.length && !names.some(looksLikeAValue);
  return isNamed && under.every(({ cells }) => cells.length >= names.length) ? at : undefined;
}
