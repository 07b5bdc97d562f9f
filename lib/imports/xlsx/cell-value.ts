/** What a cell says, as the text that a CSV file would hold. Pure. */
import { plainDecimal } from '../../modules/field-types/number-text';

/** How a number is shown, as far as it changes what it means. */
export type Look = { kind: 'number' } | { kind: 'date' } | { kind: 'date_time' } | { kind: 'digits'; pattern: string };

/** Built-in number formats that are dates (ECMA-376 18.8.30), by whether they show a time. */
const DATES = new Set([14, 15, 16, 17, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);
const DATE_TIMES = new Set([18, 19, 20, 21, 22, 32, 33, 45, 46, 47]);

export function lookOf(formatId: number, code: string | undefined): Look {
  if (DATES.has(formatId)) return { kind: 'date' };
  if (DATE_TIMES.has(formatId)) return { kind: 'date_time' };
  if (code === undefined) return { kind: 'number' };
  // The format of positive numbers, without quoted text, colours and escaped characters.
  const plain = (code.split(';')[0] ?? '').replace(/"[^"]*"|\[(?!h|m|s)[^\]]*\]/giu, '');
  // "00000" and "000-00-0000": ZIP codes and numbers of people, whose zeros in front are part of them.
  const pattern = plain.replace(/\\/g, '');
  if (/^[0\-() ]{2,}$/u.test(pattern) && /00/u.test(pattern)) return { kind: 'digits', pattern };
  const letters = plain.replace(/\\./gu, '').replace(/general/giu, '');
  if (/[hs]/iu.test(letters)) return { kind: 'date_time' };
  return /[dmy]/iu.test(letters) ? { kind: 'date' } : { kind: 'number' };
}

/** A number as the cell shows it; what is no number is given back. */
export function numberText(raw: string, look: Look, date1904: boolean): string {
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return raw;
  if (look.kind === 'date' || look.kind === 'date_time') return dateText(value, look.kind, date1904) ?? raw;
  if (look.kind === 'digits' && Number.isInteger(value) && value >= 0) return digitsText(value, look.pattern);
  // 15 digits is what a spreadsheet keeps; the rest is noise of the binary fraction.
  return plainDecimal(Number(value.toPrecision(15)));
}

function digitsText(value: number, pattern: string): string {
  const places = pattern.replace(/[^0]/g, '').length;
  const digits = String(value).padStart(places, '0');
  if (digits.length > places) return digits;
  let next = 0;
  return pattern.replace(/0/g, () => digits[next++] ?? '');
}

const DAY_MS = 86_400_000;
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** 31 December 9999. */
const LAST_DAY = 2_958_465;

/** Days since 1900 or 1904 as ISO 8601, without an offset: a spreadsheet knows none. */
function dateText(days: number, kind: 'date' | 'date_time', date1904: boolean): string | undefined {
  if (days < 0 || days >= LAST_DAY + 1) return undefined;
  // The 1900 system counts a 29 February 1900 that never was.
  const shifted = !date1904 && days < 60 ? days + 1 : days;
  const ms = Math.round((shifted * DAY_MS) / 1000) * 1000;
  const text = new Date((date1904 ? EPOCH_1904 : EPOCH_1900) + ms).toISOString();
  return kind === 'date' ? text.slice(0, 10) : text.slice(0, 19);
}

/** Excel's own escape of characters that XML cannot hold: `_x000D_`. */
export const unescapeText = (text: string): string =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
