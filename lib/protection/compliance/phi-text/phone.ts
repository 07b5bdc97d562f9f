/** Telephone and fax numbers: the North American form, `+` and country, or any seven to fifteen digits beside a label. */
import { labelled } from './labelled';
import { namedOtherwise } from './named-otherwise';
import type { Detector } from './span';

const EXTENSION = '(?:,? ?(?:x|ext\\.?|extension) ?\\d{1,6})?';
const WRITTEN = new RegExp(
  `(?<![\\d.+-]|\\d[ (])(?:\\+[1-9](?:[ ().-]{0,3}\\d){6,14}|(?:(?:001|\\+?1)[ .-]?)?(?:\\(\\d{3}\\) ?|\\d{3}[ .-])\\d{3}[ .-]\\d{4})${EXTENSION}(?![\\d-]|\\.\\d)`,
  'gi',
);
/** A North American number written as one, and a local one: 45 CFR 164.514(b)(2)(i)(D) knows no area. */
const UNBROKEN = new RegExp(
  `(?<![\\d.+/#-]|\\d )(?:1?[2-9]\\d{2}[2-9]\\d{6}|[2-9]\\d{2}-\\d{4})${EXTENSION}(?![\\d/%-]|[.,]\\d| ?(?:mg|mcg|ml|units?|dollars|usd)\\b)`,
  'gi',
);
/** What such a number is called otherwise. */
const NO_PHONE =
  /\b(?:account|acct|number|no|id|ids|#|card|code|policy|member|order|invoice|record|mrn|npi|claim|group|range|between|from|pages?|years?|nct|pmid|doi|isbn|gtin|ndc|cpt|icd|loinc|rs)[\s:#.]{0,3}(?:is |was )?$/i;
const LABELS =
  '(?:tele)?phone|tel|telephone|mobile|cell(?:phone)?|e?fax(?:ed)?|(?:reach|phone|ring|call|text) (?:my |the |his |her |our )?[a-z]{2,12} (?:on|at)|desk|landline|whatsapp|call(?:back)?(?: me)?|text(?: me)?|ring me|(?:answer(?:ing|s|ed)?|reachable|available|dial(?:led|ing)?|ringing|phoning) (?:at|on)|registered|reach (?:me|us|him|her)|contact|ph|my number|(?:phone|work|home|cell|mobile) (?:number|line)';

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
  ...[...text.matchAll(UNBROKEN)]
    .filter(({ index }) => !namedOtherwise(text, index) && !NO_PHONE.test(text.slice(Math.max(0, index - 24), index)))
    .map(({ 0: value, index }) => ({ start: index, end: index + value.length })),
  ...besideLabel(text),
];
