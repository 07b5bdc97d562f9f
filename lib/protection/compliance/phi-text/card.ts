/** Payment cards: the issuer's prefix and length, and the Luhn digit. Beside the word card one of the two is enough. */
import { isLuhn } from './luhn';
import { namedOtherwise } from './named-otherwise';
import type { Detector, Range } from './span';

/** Visa, Mastercard, Amex, Discover, Diners, JCB, UnionPay, Maestro, Mir. */
const ISSUERS: [prefix: RegExp, ...lengths: number[]][] = [
  [/^4/, 13, 16, 19],
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720|220[0-4])/, 16],
  [/^3[47]/, 15],
  [/^(?:6011|64[4-9]|65)/, 16, 19],
  [/^3(?:0[0-5]|095|[689])/, 14, 16],
  [/^35(?:2[89]|[3-8])/, 16, 19],
  [/^(?:1800|2131)/, 15],
  [/^62/, 16, 17, 18, 19],
  [/^(?:50[1-9]|5[6-8]|6304|67[0-9]{2})/, 13, 14, 15, 16, 17, 18, 19],
];
const MAESTRO_OF_TWELVE = /^(?:50|5[6-8]|63|67)/;
/** Digits with at most two separators between; long enough that a date before or after does not hide the card. */
const DIGITS = /(?<!\d[ -]?|[\d.])\d(?:[ -]{0,2}\d){11,30}(?!\d)/g;
const CALLED_CARD = /\b(?:cards?|cc|visa|master ?card|amex|debit|credit)\b[^.!?\n\d]{0,20}$/i;

const isOfIssuer = (digits: string) =>
  ISSUERS.some(([prefix, ...lengths]) => lengths.includes(digits.length) && prefix.test(digits));

/** Whether the digits can be a card's number: `called` when the text says that they are. */
export function isCard(digits: string, called = false): boolean {
  if (/^(\d)\1*$/.test(digits)) return false;
  if (called && digits.length === 12) return MAESTRO_OF_TWELVE.test(digits) && isLuhn(digits);
  return called ? isOfIssuer(digits) || isLuhn(digits) : isOfIssuer(digits) && isLuhn(digits);
}

/** The card within a run of digits: the longest that begins and ends where a group of digits does. */
function cardWithin(run: string, called: boolean): Range | undefined {
  const groups = [...run.matchAll(/\d+/g)].map(({ 0: { length }, index }) => ({ start: index, end: index + length }));
  const digits = run.replace(/\D/g, '');
  const lengths = [0];
  for (const { start, end } of groups) lengths.push((lengths.at(-1) as number) + end - start);
  for (let first = 0; first < groups.length; first++) {
    for (let last = groups.length; last > first; last--) {
      const [from, to] = [lengths[first] as number, lengths[last] as number];
      if (to - from > 19) continue;
      if (to - from < 12) break;
      if (isCard(digits.slice(from, to), called)) {
        return { start: (groups[first] as Range).start, end: (groups[last - 1] as Range).end };
      }
    }
  }
}

export const cardIn: Detector = (text) => {
  const found: Range[] = [];
  for (const { 0: run, index } of text.matchAll(DIGITS)) {
    const called = CALLED_CARD.test(text.slice(Math.max(0, index - 36), index));
    const range = cardWithin(run, called);
    if (range && (called || !namedOtherwise(text, index))) {
      found.push({ start: index + range.start, end: index + range.end });
    }
  }
  return found;
};
