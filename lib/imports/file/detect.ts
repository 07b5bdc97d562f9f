/** What kind of text a file is, from its beginning. Pure. A guess is shown to the person, who may choose another. */
import { parse } from 'csv-parse/sync';
import { invalid } from '../../errors';
import { type Encoding, SEPARATORS, type Separator } from './format';

const LOOKED_AT = 4096;

/** UTF-16 by its mark or its zero bytes; else UTF-8, which proves itself wrong where it is not. */
export function guessEncoding(start: Buffer): Encoding {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  const bytes = start.subarray(0, LOOKED_AT);
  const zeros = (from: 0 | 1) => bytes.filter((byte, n) => n % 2 === from && byte === 0).length;
  const enough = bytes.length / 5;
  if (zeros(1) > enough && zeros(0) === 0) return 'utf-16le';
  if (zeros(0) > enough && zeros(1) === 0) return 'utf-16be';
  return 'utf-8';
}

const WORKBOOK_OR_ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const OLD_OFFICE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/** An XLSX file is a ZIP. */
export const isZip = (start: Buffer): boolean => start.subarray(0, 4).equals(WORKBOOK_OR_ZIP);

/** @throws invalid for a file that is plainly no text. */
export function assertText(start: Buffer): void {
  if (start.subarray(0, 4).equals(OLD_OFFICE)) {
    throw invalid('This is an old or password-protected Excel file. Save it as XLSX without a password, or as CSV.');
  }
  const encoding = guessEncoding(start);
  if (start.subarray(0, 5).toString('latin1') === '%PDF-' || (encoding === 'utf-8' && start.includes(0))) {
    throw invalid('This is no CSV and no XLSX file.');
  }
}

const ROWS_TRIED = 50;

/** The one of the usual separators that gives rows of one width, and of those the widest. */
export function guessSeparator(start: string): Separator {
  const tried = (Object.keys(SEPARATORS) as Separator[]).map((separator) => ({
    separator,
    score: evenness(widths(start, separator)),
  }));
  return tried.reduce((best, one) => (one.score > best.score ? one : best)).separator;
}

function widths(text: string, separator: Separator): number[] {
  // The last line may be cut off.
  const lines = text.slice(0, text.lastIndexOf('\n') + 1) || text;
  const options = { delimiter: separator, relax_column_count: true, relax_quotes: true, to: ROWS_TRIED } as const;
  try {
    return (parse(lines, options) as string[][])
      .filter((cells) => cells.some((cell) => cell.trim() !== ''))
      .map((cells) => cells.length);
  } catch {
    // A quote of another separator's file: its first line alone.
    return [(text.split(/\r?\n/, 1)[0] ?? '').replace(/"[^"]*"/g, '').split(separator).length];
  }
}

function evenness([first = 1, ...others]: number[]): number {
  if (first < 2) return 0;
  const same = others.filter((width) => width === first).length;
  return (others.length === 0 ? 1 : same / others.length) + Math.min(first, 999) / 1000;
}
