/**
 * One cell as SpreadsheetML. A text is an inline string, whatever it begins with: nothing is ever a formula. What XML
 * forbids is replaced by U+FFFD. Pure.
 */

/** A day, or a moment in UTC, as a spreadsheet counts them: days since the end of 1899. */
export interface Stamp {
  serial: number;
  style: 'date' | 'time';
}

/** An empty text is an empty cell. */
export type Cell = string | number | boolean | Stamp;

/** Places in `cellXfs` of the workbook's styles. */
export const STYLES = { header: 1, date: 2, time: 3 } as const;

/** Excel calls a workbook broken that holds a longer text. */
const LONGEST_TEXT = 32_767;

export function cellXml(cell: Cell, reference: string, style?: number): string {
  const s = style === undefined ? '' : ` s="${style}"`;
  if (cell === '') return '';
  if (typeof cell === 'string') {
    return `<c r="${reference}"${s} t="inlineStr"><is><t xml:space="preserve">${textXml(cell)}</t></is></c>`;
  }
  if (typeof cell === 'boolean') return `<c r="${reference}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`;
  return `<c r="${reference}" s="${STYLES[cell.style]}"><v>${cell.serial}</v></c>`;
}

const cut = (text: string): string =>
  text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT - 1).replace(/[\ud800-\udbff]$/, '')}…`;

/** `_x0041_` is how Excel writes a character: an underscore that would begin one is written so itself. */
const textXml = (text: string): string =>
  escapeXml(cut(text).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')).replaceAll('\r', '&#13;');

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 forbids.
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

const DAY_MS = 86_400_000;
const DAY_ZERO_MS = Date.UTC(1899, 11, 30);
/** Before it Excel counts a 29th of February 1900 that never was; before 1900 it has no days at all. */
const FIRST_DAY = '1900-03-01';

/** An ISO date or moment. Days that a spreadsheet does not know stay text. */
export function stampOf(iso: string, style: Stamp['style']): Cell {
  if (iso < FIRST_DAY) return iso;
  const serial = (Date.parse(style === 'date' ? `${iso}T00:00:00Z` : iso) - DAY_ZERO_MS) / DAY_MS;
  return Number.isFinite(serial) ? { serial, style } : iso;
}
