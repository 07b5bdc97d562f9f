import { namedOtherwise } from './named-otherwise';
import type { Detector } from './span';

const FORM = /\b[ABCDEFGHJKLMPRSTUX][A-Z9]\d{7}(?!\d)/gi;

/** Whether a DEA registration number ends in its check digit: odd places plus twice the even ones, modulo ten. */
export function isDea(value: string): boolean {
  const [a, b, c, d, e, f, check] = [...value.slice(2)].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return (a + c + e + 2 * (b + d + f)) % 10 === check;
}

export const deaIn: Detector = (text) =>
  [...text.matchAll(FORM)]
    .filter(({ 0: value, index }) => isDea(value) && !namedOtherwise(text, index))
    .map(({ 0: value, index }) => ({ start: index, end: index + value.length }));
