/** What a cell says, as the text that a CSV file would hold. Pure. */
import { plainDecimal } from '@/lib/crm/modules/field-types/number-text';
import { unreadable } from '@/lib/crm/modules/field-types/unreadable';
import type { Look } from './number-format';

/** A number as the cell shows it; what is no number is given back. */
export function numberText(raw: string, look: Look, date1904: boolean): string {
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return raw;
  switch (look.kind) {
    case 'date':
    case 'date_time':
    case 'time':
      return dateText(value, look, date1904) ?? raw;
    case 'digits':
      return Number.isInteger(value) && value >= 0 ? digitsText(raw, value, look.pattern) : decimalText(raw, value);
    case 'percent': {
      const text = decimalText(raw, value);
      // 0.45 is shown as 45 %.
      return text.startsWith('\0') ? text : `${plainDecimal(Number(`${text}e2`))}%`;
    }
    case 'currency': {
      const text = decimalText(raw, value);
      if (text.startsWith('\0')) return text;
      const sign = /\p{L}$/u.test(look.sign) ? `${look.sign} ` : look.sign;
      return text.startsWith('-') ? `-${sign}${text.slice(1)}` : `${sign}${text}`;
    }
    default:
      return decimalText(raw, value);
  }
}

/** Digits that a spreadsheet keeps and shows. */
const KEPT_DIGITS = 15;
/** So many steps of the binary fraction are noise of a calculation: 0.1 + 0.2. */
const NOISE = 4 * Number.EPSILON;

/**
 * A number in plain digits. What lies behind the fifteenth is noise of the binary fraction, digits that another program
 * kept, or lost: then it is not guessed.
 */
function decimalText(raw: string, value: number): string {
  const shown = Number(value.toPrecision(KEPT_DIGITS));
  if (Number.isInteger(value) && Math.abs(value) >= 10 ** KEPT_DIGITS) {
    const isWhole = Number.isSafeInteger(value) && shown !== value && isExact(raw, value);
    return isWhole ? String(value) : unreadable('digits');
  }
  return plainDecimal(Math.abs(value - shown) <= Math.abs(value) * NOISE ? shown : value);
}

const isExact = (raw: string, value: number): boolean =>
  !/^[+-]?\d+$/u.test(raw.trim()) || BigInt(raw) === BigInt(value);

function digitsText(raw: string, value: number, pattern: string): string {
  const digits = decimalText(raw, value);
  const places = pattern.replace(/[^0]/g, '').length;
  if (digits.length > places || digits.startsWith('\0')) return digits;
  const padded = digits.padStart(places, '0');
  let next = 0;
  return pattern.replace(/0/g, () => padded[next++] ?? '');
}

const DAY_MS = 86_400_000;
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** 31 December 9999. */
const LAST_DAY_1900 = 2_958_465;
const LAST_DAY_1904 = 2_957_003;

/** Days since 1900 or 1904 as ISO 8601, without an offset: a spreadsheet knows none. A time alone is one. */
function dateText(days: number, look: Look, date1904: boolean): string | undefined {
  const stepMs = look.kind === 'date_time' && look.millis ? 1 : 1000;
  const ms = Math.round((days * DAY_MS) / stepMs) * stepMs;
  const day = Math.floor(ms / DAY_MS);
  if (days < 0 || day > (date1904 ? LAST_DAY_1904 : LAST_DAY_1900)) return undefined;
  if (days < 1 && look.kind === 'time') return new Date(ms).toISOString().slice(11, 19);
  if (date1904) return isoText(EPOCH_1904 + ms, look);
  // The 1900 system counts a day 0 and a 29 February 1900, which never were.
  if (day === 0 || day === 60) return unreadable('day');
  return isoText(EPOCH_1900 + ms + (day < 60 ? DAY_MS : 0), look);
}

function isoText(ms: number, look: Look): string {
  const text = new Date(ms).toISOString();
  if (look.kind === 'date') return text.slice(0, 10);
  return ms % 1000 === 0 ? text.slice(0, 19) : text.slice(0, 23);
}

/** Excel's own escape of characters that XML cannot hold: `_x000D_`. */
export const unescapeText = (text: string): string =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
