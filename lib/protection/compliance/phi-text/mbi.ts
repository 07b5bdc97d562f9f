/**
 * Medicare Beneficiary Identifiers: eleven places, each of a fixed kind, without S, L, O, I, B, Z
 * (CMS, "Understanding the Medicare Beneficiary Identifier format"). The form alone is rare enough to tell one.
 */
import type { Detector } from './span';

const LETTER = '[AC-HJKMNP-RT-Yac-hjkmnp-rt-y]';
const EITHER = '[0-9AC-HJKMNP-RT-Yac-hjkmnp-rt-y]';
const MBI = new RegExp(
  `(?<![\\d-])[1-9]${LETTER}${EITHER}\\d[ -]?${LETTER}${EITHER}\\d[ -]?${LETTER}${LETTER}\\d\\d(?![\\d-])`,
  'g',
);

export const mbiIn: Detector = (text) =>
  [...text.matchAll(MBI)].map(({ 0: value, index }) => ({ start: index, end: index + value.length }));
