/**
 * What a cell of a file holds that is no value. It travels as a text that begins with NUL, which no field keeps: whoever
 * forgets to ask is refused, and nothing is stored. Pure.
 */
const REASONS = {
  formula:
    'The cell holds a formula whose result is not in the file. Open the file in a spreadsheet and save it again.',
  digits:
    'The cell holds a number of more than 15 digits. A spreadsheet keeps 15, so its end may be lost: enter it as text.',
  error: 'The cell holds an error of the spreadsheet instead of a value.',
  day: 'The cell holds a day that never was: spreadsheets count a 29 February 1900 and a day 0.',
};

export type Unreadable = keyof typeof REASONS;

export const unreadable = (reason: Unreadable): string => `\0${reason}`;

/** Why a cell cannot be read, in words; undefined for one that can. */
export const whyUnreadable = (cell: string): string | undefined =>
  cell.startsWith('\0') ? REASONS[cell.slice(1) as Unreadable] : undefined;

/** As it is shown, or given back to be mended: what cannot be read is blank. */
export const shownCell = (cell: string): string => (whyUnreadable(cell) === undefined ? cell : '');
