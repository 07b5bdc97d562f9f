/**
 * Texts as people and phones write them, made plain for the detectors: digits of any script become 0 to 9, full-width
 * and styled letters plain ones, every dash `-`, every space ` `; what has no width goes. Against a careless or clever
 * writer; letters that only look alike (Cyrillic for Latin) stay.
 */
import type { Range } from './span';

interface Plain {
  text: string;
  /** The range of the original that a range of `text` stands for. */
  original(range: Range): Range;
}

/** Anything but plain ASCII and the letters of Europe, which stay as they are. */
const ODD = /[^\t\n\x20-\x7e\u00c0-\u024f\u0370-\u052f]/;
const UTF16 = new TextDecoder('utf-16le', { ignoreBOM: true });
const WIDTHLESS = /\p{Cf}|\p{Variation_Selector}|\u034f|[\u20e3\u115f\u1160\u3164]/u;
const DIGIT = /\p{Nd}/u;

/** A character's plain form: nothing, one unit, or the character itself. */
function plainOf(char: string): string {
  if (WIDTHLESS.test(char)) return '';
  if (/[\p{Pd}\u2043\u2212]/u.test(char)) return '-';
  if (/[\u2018\u2019\u02bc]/.test(char)) return "'";
  if (/[\r\u0085\u2028\u2029]/.test(char)) return '\n';
  if (/[\s\u2800]/.test(char)) return ' ';
  if (DIGIT.test(char)) return digitOf(char.codePointAt(0) as number);
  if (!ODD.test(char)) return char;
  const folded = char.normalize('NFKC');
  return /^[\x20-\x7e]$/.test(folded) ? folded : char;
}

/** Unicode puts the digits of every script in rows of ten, from zero to nine; rows may touch. */
function digitOf(code: number): string {
  let zero = code;
  while (DIGIT.test(String.fromCodePoint(zero - 1))) zero--;
  return String((code - zero) % 10);
}

export function normalise(given: string): Plain {
  if (!ODD.test(given)) return { text: given, original: (range) => range };
  const known = new Map<number, string>();
  const units = new Uint16Array(given.length);
  /** Where the plain text goes on after something was left out, and by how much it lags behind the original. */
  const resumes: number[] = [0];
  const lags: number[] = [0];
  let length = 0;
  for (let at = 0; at < given.length; ) {
    const code = given.codePointAt(at) as number;
    const width = code > 0xffff ? 2 : 1;
    at += width;
    if (code > 0x1f && code < 0x7f) {
      units[length++] = code;
      continue;
    }
    let plain = known.get(code);
    if (plain === undefined) {
      plain = plainOf(String.fromCodePoint(code));
      known.set(code, plain);
    }
    for (let i = 0; i < plain.length; i++) units[length++] = plain.charCodeAt(i);
    if (plain.length < width) {
      resumes.push(length);
      lags.push(at - length);
    }
  }
  const originalOf = (index: number) => index + (lags[lastUpTo(resumes, index)] as number);
  return {
    text: UTF16.decode(units.subarray(0, length)),
    original: ({ start, end }) => ({
      start: originalOf(start),
      // The last character as a whole, without what was left out behind it.
      end: originalOf(end - 1) + ((given.codePointAt(originalOf(end - 1)) as number) > 0xffff ? 2 : 1),
    }),
  };
}

/** The index of the last of the ascending numbers that is not above `limit`. */
function lastUpTo(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((numbers[middle] as number) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
