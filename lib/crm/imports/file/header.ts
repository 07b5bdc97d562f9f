/** What is odd about the row that names the columns. Notes name columns by number: the text may be a patient's. */
import { shownCell } from '@/lib/crm/modules/field-types/unreadable';

const LONGEST_HEADER = 200;

export const trimHeaders = (cells: readonly string[]): string[] =>
  cells.map((cell) => shownCell(cell).replace(/\s+/g, ' ').trim().slice(0, LONGEST_HEADER));

/** Notes on a header as it stands in the file. Pure. */
export function notesOnHeader(cells: readonly string[], headerRow: number, isBelowTitles = false): string[] {
  const notes: string[] = [];
  const places = (test: (cell: string, n: number) => boolean) =>
    cells.flatMap((cell, n) => (test(cell.trim(), n) ? [n + 1] : []));
  const keys = cells.map((cell) => cell.trim().toLowerCase());
  const empty = places((cell) => cell === '');
  const double = places((cell, n) => cell !== '' && keys.indexOf(cell.toLowerCase()) !== n);
  const long = places((cell) => cell.length > LONGEST_HEADER);
  const data = places((cell) => LOOKS_LIKE_A_VALUE.test(cell));
  if (isBelowTitles) notes.push(`The columns are named in row ${headerRow}: what stands above is not imported.`);
  else if (headerRow > 1) notes.push(`The columns are named in row ${headerRow}: the rows above it are blank.`);
  if (empty.length > 0) notes.push(`${columnsOf(empty)} without a name.`);
  if (double.length > 0) notes.push(`${columnsOf(double)} with a name that stands further left already.`);
  if (long.length > 0) notes.push(`${columnsOf(long)} with a very long name, shown shortened.`);
  if (data.length > 0) {
    notes.push(`${columnsOf(data)} seems to hold a value where its name should be. Does the file have a header?`);
  }
  return notes;
}

/** A date, an e-mail address, a number as phones and accounts have. */
const LOOKS_LIKE_A_VALUE = /^(\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|[^\s@]+@[^\s@]+\.[a-z]+|[+(]?\d[\d\s().,-]{4,})$/iu;

/** A number alone names no column either. */
export const looksLikeAValue = (cell: string): boolean =>
  LOOKS_LIKE_A_VALUE.test(cell) || /^[-+]?[\d.,\s]*\d\s*%?$/.test(cell);

const MOST_NAMED = 10;

function columnsOf(places: readonly number[]): string {
  const named = places.slice(0, MOST_NAMED).join(', ');
  const more = places.length > MOST_NAMED ? ` and ${places.length - MOST_NAMED} more` : '';
  return `${places.length === 1 ? 'Column' : 'Columns'} ${named}${more}`;
}
