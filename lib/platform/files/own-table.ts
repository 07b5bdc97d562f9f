/**
 * How tables of records are written where they leave, and known again when they come back. Exports and imports both hold to
 * it, so a file of ours is read as it was meant, without a question. Pure.
 *
 * A file of which somebody took columns out is not surely ours any more: nothing is read of it without a word. Where a pair
 * of columns that we write is left (`X` and, right behind it, `X.id`; or the record's id), and every cell that a spreadsheet
 * would run has its apostrophe, the apostrophes are proposed to be taken off. Both are needed: other programs write such
 * ids too, and a person may type an apostrophe; but who guards every cell, negative numbers among them, guards as we do,
 * and a file of another program has one bare `-5` soon.
 */
import { isId } from '@/lib/platform/ids';

export const RECORD_ID_HEADER = 'Record Id';
export const OWNER_ID_HEADER = 'Owner.id';
/** Of the rows that an import gives back. */
export const PROBLEM_HEADER = 'Problem (Careledger)';

/** The column beside a name that says which record or user is meant. */
export const idHeader = (label: string): string => `${label}.id`;

/** A column of moments in UTC where a cell cannot say so itself. */
export const utcHeader = (label: string): string => `${label} (UTC)`;

export const isUtcHeader = (header: string): boolean => /\(UTC\)\s*$/i.test(header);

/** What a spreadsheet runs; with apostrophes in front it would be taken for a guarded one, so it is guarded too. */
const RUN = /^'*[=+\-@\t\r＝＋－＠]/;

/** A cell that a spreadsheet would run gets an apostrophe in front. */
export const guardCell = (cell: string): string => (RUN.test(cell) ? `'${cell}` : cell);

export const isGuarded = (cell: string): boolean => cell.startsWith("'") && RUN.test(cell);

/** What `guardCell` was given. Of a cell of another program it is a guess: ask `isGuardedHeader` first. */
export const unguardCell = (cell: string): string => (isGuarded(cell) ? cell.slice(1) : cell);

/** The header of an export of records: its columns may have been moved, or some taken out. */
export const isOwnHeader = (header: readonly string[]): boolean =>
  header.includes(RECORD_ID_HEADER) && header.includes(OWNER_ID_HEADER);

/** Whether cells under this header are guarded. */
export const isGuardedHeader = (header: readonly string[]): boolean =>
  isOwnHeader(header) || header.includes(PROBLEM_HEADER);

/** Whether something is left in a header that our exports have: a record's id, or a name with its id right behind. */
export const hasOwnMark = (header: readonly string[]): boolean =>
  header.includes(RECORD_ID_HEADER) || header.some((label, n) => label !== '' && header[n + 1] === idHeader(label));

/** A cell that a spreadsheet would run, and nothing is in front of it. */
export const isBare = (cell: string): boolean => !cell.startsWith("'") && RUN.test(cell);

/** Whether no other program wrote this row anew: a spreadsheet would have made a number of the id, and lost its end. */
export const hasOwnId = (header: readonly string[], cells: readonly string[]): boolean =>
  isId(cells[header.indexOf(RECORD_ID_HEADER)]?.trim() ?? '');
