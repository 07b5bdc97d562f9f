/**
 * Social Security numbers by the SSA's rules (20 CFR 422.103; no area 000, 666 or 9xx, no group 00, no serial 0000) and
 * taxpayer numbers by the IRS's (area 9xx, groups 50 to 65, 70 to 88, 90 to 99). Beside its label any nine digits
 * count: a mistyped number gives away eight digits of the true one.
 */
import { labelled } from './labelled';
import { namedOtherwise } from './named-otherwise';
import type { Detector, Range } from './span';

const LABELS =
  's\\.?s\\.?n\\.?|ss ?#|s sn|social security|soc(?:ial)?(?: sec)?(?= ?(?:#|no|num|is|:))|i\\.?t\\.?i\\.?n\\.?|taxpayer id(?:entification)?';
const NINE_DIGITS = '\\d(?:[ ./\\\\-]{0,3}\\d){8}';
const WRITTEN = /(?<![\d.-])\d{3}([ .-])\d{2}\1\d{4}(?![\d-]|\.\d)/g;
const LONE = /^\s*\d{9}\s*$/;
const LAST_FOUR =
  /\blast (?:four|4)(?: digits)?(?: (?:of|my|the|is|are|ssn|social|security|number)){1,6}[\s:]{1,3}(\d{4})(?!\d)/gi;

/** Numbers once printed in advertisements, which the SSA lists as invalid. */
const PRINTED = new Set(['078051120', '219099999']);
const isOneDigit = (digits: string) => /^(\d)\1*$/.test(digits);

/** Whether the SSA or the IRS could have issued these nine digits. */
export function isIssuable(digits: string): boolean {
  const [area, group, serial] = [digits.slice(0, 3), Number(digits.slice(3, 5)), digits.slice(5)];
  if (area === '000' || area === '666' || group === 0 || serial === '0000') return false;
  if (area < '900') return !PRINTED.has(digits) && !isOneDigit(digits);
  return (group >= 50 && group <= 65) || (group >= 70 && group <= 88) || group >= 90;
}

const digitsOf = (value: string) => value.replace(/\D/g, '');
const besideLabel = labelled(LABELS, NINE_DIGITS, (value) => !isOneDigit(digitsOf(value)));

export const ssnIn: Detector = (text) => {
  const found: Range[] = besideLabel(text);
  for (const { 0: value, index } of text.matchAll(WRITTEN)) {
    if (isIssuable(digitsOf(value)) && !namedOtherwise(text, index)) {
      found.push({ start: index, end: index + value.length });
    }
  }
  for (const { 0: all, index } of text.matchAll(LAST_FOUR)) {
    found.push({ start: index + all.length - 4, end: index + all.length });
  }
  // The whole message: most likely the answer to a question.
  if (LONE.test(text) && isIssuable(text.trim())) {
    const start = text.search(/\d/);
    found.push({ start, end: start + 9 });
  }
  return found;
};
