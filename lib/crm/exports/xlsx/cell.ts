/**
 * One cell as SpreadsheetML. A text is an inline string, whatever it begins with: nothing is ever a formula. A number of
 * more digits than a spreadsheet keeps is text. Pure.
 */

import { plainDecimal } from '@/lib/crm/modules/field-types/number-text';

/** A day, or a moment in UTC, as a spreadsheet counts them: days since the end of 1899. */
export interface Stamp {
  serial: number;
  /** `millis`: a time shown with its thousandths, as few are. */
  style: 'date' | 'time' | 'millis';
}

/** An empty text is an empty cell. */
export type Cell = string | number | boolean | Stamp;

/** Places in `cellXfs` of the workbook's styles. */
export const STYLES = { header: 1, date: 2, time: 3, millis: 4 } as const;

/** Excel calls a workbook broken that holds a longer text. */
const LONGEST_TEXT = 32_767;

/** White space that a reader of XML may drop. */
const EDGES = /^\s|\s$/;

export function cellXml(cell: Cell, reference: string, style?: number): string {
  const s = style === undefined ? '' : ` s="${style}"`;
  if (cell === '') return '';
  if (typeof cell === 'string') {
    const space = EDGES.test(cell) ? ' xml:space="preserve"' : '';
    return `<c r="${reference}"${s} t="inlineStr"><is><t${space}>${textXml(cell)}</t></is></c>`;
  }
  if (typeof cell === 'boolean') return `<c r="${reference}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`;
  return `<c r="${reference}" s="${STYLES[cell.style]}"><v>${cell.serial}</v></c>`;
}

const cut = (text: string): string =>
  text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT - 1).replace(/[\ud800-\udbff]$/, '')}…`;

/**
 * `_x0001_` is how Excel writes a character that XML forbids; an underscore that would begin one is written so itself.
 */
const textXml = (text: string): string => (!ODD.test(text) && text.length <= LONGEST_TEXT ? text : oddTextXml(text));

/** Most texts hold none of these, and are written as they are. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: some are what XML 1.0 forbids.
const ODD = /[&<>"\u0000-\u0008\u000b-\u001f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_/;

const oddTextXml = (text: string): string =>
  escapeXml(
    cut(text)
      .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
      .replace(FORBIDDEN, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`),
  ).replaceAll('\r', '&#13;');

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 forbids.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    .replace(FORBIDDEN, '\ufffd')
    .replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

const DAY_MS = 86_400_000;
const DAY_ZERO_MS = Date.UTC(1899, 11, 30);
/** Before it Excel counts a 29th of February 1900 that never was; before 1900 it has no days at all. */
const FIRST_DAY = '1900-03-01';

/** An ISO date or moment. Days that a spreadsheet does not know stay text. */
export function stampOf(iso: string, style: 'date' | 'time'): Cell {
  if (iso < FIRST_DAY) return iso;
  const ms = Date.parse(style === 'date' ? `${iso}T00:00:00Z` : iso);
  const serial = (ms - DAY_ZERO_MS) / DAY_MS;
  if (!Number.isFinite(serial)) return iso;
  return { serial, style: ms % 1000 === 0 ? style : 'millis' };
}

/** What a spreadsheet keeps of a number. */
const KEPT_DIGITS = 15;

export const numberCell = (value: number): Cell =>
  Number(value.toPrecision(KEPT_DIGITS)) === value && Math.abs(value) < 10 ** KEPT_DIGITS ? value : plainDecimal(value);
