import { labelled } from './labelled';

const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const DAY = '\\d{1,2}(?:st|nd|rd|th)?';
const DATE = [
  '\\d{1,4} ?[-/.] ?\\d{1,2} ?[-/.] ?\\d{1,4}',
  `${MONTH}\\.? ${DAY}(?:,? ?\\d{4})?`,
  `${DAY}(?: of)?[ -]${MONTH}\\.?(?:,?[ -]\\d{2,4})?`,
  `${MONTH}\\.?,? \\d{4}`,
  '\\d{8}',
].join('|');

/** Dates that the text calls a birth. A year alone may stay (45 CFR 164.514(b)(2)(i)(C)). */
export const birthIn = labelled(
  'd\\.?o\\.?b\\.?|d o b|date of birth|birth ?dates?|birth ?days?|b-?day|born(?: on| in)?',
  DATE,
  () => true,
);
