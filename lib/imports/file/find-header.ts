/** Which row names the columns. Pure. */
import type { FileRow } from './format';

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
  // A table of one or two columns has no row that is plainly a title.
  if (usual < 3) return Math.max(first, 0);
  const wide = rows.findIndex((row, n) => n >= first && filled(row) * 2 > usual);
  return Math.max(wide, 0);
}
