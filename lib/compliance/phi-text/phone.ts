/** Telephone and fax numbers: the North American form, `+` and country, or any seven to fifteen digits beside a label. */
import { labelled } from './labelled';
import { namedOtherwise } from './named-otherwise';
import type { Detector } from './span';

const EXTENSION = '(?:,? ?(?:x|ext\\.?|extension) ?\\d{1,6})?';
const WRITTEN = new RegExp(
  `(?<![\\w.+-]|\\d[ (])(?:\\+[1-9](?:[ ().-]{0,3}\\d){6,14}|(?:(?:001|\\+?1)[ .-]?)?(?:\\(\\d{3}\\) ?|\\d{3}[ .-])\\d{3}[ .-]\\d{4})${EXTENSION}(?![\\w-]|\\.\\d)`,
  'gi',
);
const LABELS =
  '(?:tele)?phone|tel|telephone|mobile|cell(?:phone)?|fax|desk|landline|whatsapp|call(?:back)?(?: me)?|text(?: me)?|ring me|reach (?:me|us|him|her)|contact|ph|my number|(?:phone|work|home|cell|mobile) (?:number|line)';

const digitsIn = (value: string) => value.replace(/(?:x|ext).*/i, '').replace(/\D/g, '').length;
const besideLabel = labelled(
  LABELS,
  `[+(]{0,2}\\d(?:[ ()./-]{0,3}\\d){6,16}${EXTENSION}`,
  (value, after) => digitsIn(value) <= 15 && !/^\d{1,4}([-/.])\d{1,2}\1\d{1,4}$/.test(value) && !/^ ?[%$]/.test(after),
);

export const phoneIn: Detector = (text) => [
  ...[...text.matchAll(WRITTEN)]
    .filter(({ index }) => !namedOtherwise(text, index))
    .map(({ 0: value, index }) => ({ start: index, end: index + value.length })),
  ...besideLabel(text),
];
