/** What kind of text a file is, from its beginning. Pure. A guess is shown to the person, who may choose another. */
import { parse } from 'csv-parse/sync';
import { invalid } from '@/lib/platform/errors';
import { SEPARATOR_LINE } from './find-header';
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

/** Four bytes a character: no browser and no spreadsheet reads it. */
function isUtf32(start: Buffer): boolean {
  const first = start.subarray(0, 4).toString('hex');
  if (first === 'fffe0000' || first === '0000feff') return true;
  const bytes = start.subarray(0, LOOKED_AT);
  const zeros = [0, 1, 2, 3].map((from) => bytes.filter((byte, n) => n % 4 === from && byte === 0).length);
  const quarter = Math.floor(bytes.length / 4);
  return (
    quarter > 1 && ((zeros[1] === quarter && zeros[2] === quarter) || (zeros[0] === quarter && zeros[1] === quarter))
  );
}

/** @throws invalid for a file that is plainly no text. */
export function assertText(start: Buffer): void {
  if (isUtf32(start)) {
    throw invalid('This file is UTF-32, which is not read. Save it as UTF-8.', { reason: 'BAD_ENCODING' });
  }
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
  const named = SEPARATOR_LINE.exec(start)?.[1];
  if (named !== undefined && named in SEPARATORS) return named as Separator;
  const tried = (Object.keys(SEPARATORS) as Separator[]).map((separator) => ({
    separator,
    score: evenness(widths(start, separator)),
  }));
  return tried.reduce((best, one) => (one.score > best.score ? one : best)).separator;
}

function widths(text: string, separator: Separator): number[] {
  // The last line may be cut off.
  const lines = text.slice(0, Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1) || text;
  const options = { delimiter: separator, relax_column_count: true, relax_quotes: true, to: ROWS_TRIED } as const;
  try {
    return (parse(lines, options) as string[][])
      .filter((cells) => cells.some((cell) => cell.trim() !== ''))
      .map((cells) => cells.length);
  } catch {
    // A quote of another separator's file: its first line alone.
    return [(text.split(/\r\n?|\n/, 1)[0] ?? '').replace(/"[^"]*"/g, '').split(separator).length];
  }
}

function evenness([first = 1, ...others]: number[]): number {
  if (first < 2) return 0;
  const same = others.filter((width) => width === first).length;
  return (others.length === 0 ? 1 : same / others.length) + Math.min(first, 999) / 1000;
}
