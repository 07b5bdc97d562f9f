/** Values that are what they are because somebody says so: "MRN: 12-345", "my member id is X12", "X12 is my member id". */
import type { Detector, Range } from './span';

/** Words and marks that may stand between a label and its value. Counted, so that no text makes them expensive. */
const BETWEEN =
  "(?:[\\s:;=#.,\"'()*-]{1,4}(?:numbers?|no|num|nmbr|nbr|nr|ids?|identifier|code|is|was|are|it'?s?|be|on|file|card|my|the|his|her|for|of|says|shows?|as|at|me|under)(?![a-z])){0,4}[\\s:;=#.,\"'(*\\[-]{0,4}";

/** A number or code: at least three characters with a digit near the front, in pieces, or spelt out with spaces. */
export const CODE =
  '[a-z0-9](?:[ -]{1,2}[a-z0-9](?![a-z0-9])){4,24}|(?:[a-z]{1,4} (?=\\d))?(?=[a-z-]{0,8}\\d)[a-z0-9](?:[-./]?[a-z0-9]){2,24}(?: (?=[a-z]?\\d)[a-z0-9](?:-?[a-z0-9]){1,12}){0,4}';

/** What a code is not: a year, a date, a count of something. */
const NO_CODE = /^(?:(?:19|20)\d\d(?:([-/.])[0-3]?\d\1[0-3]?\d)?|[0-3]?\d([-/.])[0-3]?\d\2\d{2,4})$/;
/** A letter goes on behind a short value: `abc12x`. Seven digits are a number whatever is glued to them. */
const ENDS = '(?:(?![a-z0-9])|(?<=(?:\\d[ ./-]{0,3}){7})(?!\\d))';
const COUNTS = /^ ?(?:%|(?:(?:year|yr|month|week|day|hour|member|time|dollar)s?|people|usd)\b)/i;

function isCode(value: string, after: string): boolean {
  return value.replace(/\D/g, '').length >= 3 && !NO_CODE.test(value) && !COUNTS.test(after);
}

/**
 * Finds values of the form `value` beside one of `labels`; both are sources of case-insensitive expressions that match
 * a bounded number of characters, a digit among them.
 */
export function labelled(labels: string, value = CODE, holds = isCode): Detector {
  const after = new RegExp(`\\b(?:${labels})(?![a-z])${BETWEEN}(${value})${ENDS}`, 'gi');
  const before = new RegExp(`\\b(?:is|was|as|=) (?:my |the |his |her |our |their )?(?:${labels})(?![a-z])`, 'gi');
  const whole = new RegExp(`^(?:${value})$`, 'i');
  return (text) => {
    if (!/\d/.test(text)) return [];
    const found: Range[] = [];
    for (const match of text.matchAll(after)) {
      const end = match.index + match[0].length;
      const code = match[1] as string;
      if (holds(code, text.slice(end, end + 10))) found.push({ start: end - code.length, end });
    }
    for (const { index } of text.matchAll(before)) {
      const token = tokenBefore(text, index);
      for (const range of [token, unglued(text, token)]) {
        const code = text.slice(range.start, range.end);
        if (!code || !whole.test(code) || !holds(code, '')) continue;
        found.push(range);
        break;
      }
    }
    return found;
  };
}

/** The token that ends at most three characters before `at`. */
function tokenBefore(text: string, at: number): Range {
  let end = at;
  while (end > at - 3 && /[^a-z0-9]/i.test(text.charAt(end - 1))) end--;
  let start = end;
  while (start > end - 30 && /[a-z0-9./-]/i.test(text.charAt(start - 1))) start--;
  return { start, end };
}

/** The token without the letters around its number, where that has seven digits. */
function unglued(text: string, { start, end }: Range): Range {
  const number = /^[a-z]*(\d(?:[./-]?\d){6,24})[a-z]*$/i.exec(text.slice(start, end))?.[1];
  if (number === undefined) return { start, end: start };
  const from = text.indexOf(number, start);
  return { start: from, end: from + number.length };
}
