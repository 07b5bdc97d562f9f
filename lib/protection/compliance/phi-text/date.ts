/**
 * Dates that say more than a year (45 CFR 164.514(b)(2)(i)(C)): in figures, by the month's name, spelt out. "Today",
 * "last summer", a weekday and a year alone stay.
 */
import type { Detector, Range } from './span';

const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const DAY = '(?:0?[1-9]|[12]\\d|3[01])(?: ?(?:st|nd|rd|th))?';
const SPELT_DAY =
  '(?:(?:twenty|thirty)[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth)|twentieth|thirtieth';
const YEAR = "(?:(?:19|20)\\d\\d|'\\d\\d)";
const LATER_STILL = `(?:,? (?:of )?${YEAR}|[-/.]\\d{2,4})`;
const LATER = `${LATER_STILL}?`;
const TIME = '(?:[T ]\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,6})?)?(?:Z|[+-]\\d{2}:?\\d{2})?)?';

const FORMS = [
  // 2023-03-15, 3/15/2023, 15.03.23
  `(?<![\\d./-])(?:19|20)\\d\\d([-/.])(?:0?[1-9]|1[0-2])\\1(?:0?[1-9]|[12]\\d|3[01])${TIME}(?![\\d/-]|\\.\\d)`,
  // With the whole year also between letters: v1.2.23 is none
  '(?<![\\d./-])(?:0?[1-9]|1[0-2])([-/.])(?:0?[1-9]|[12]\\d|3[01])\\1(?:19|20)\\d\\d(?![\\d/-]|\\.\\d)',
  '(?<![\\d./-])(?:0?[1-9]|[12]\\d|3[01])([-/.])(?:0?[1-9]|1[0-2])\\1(?:19|20)\\d\\d(?![\\d/-]|\\.\\d)',
  '(?<![\\w./-])(?:0?[1-9]|1[0-2]) ?([-/.]) ?(?:0?[1-9]|[12]\\d|3[01]) ?\\1 ?(?:(?:19|20)\\d\\d|\\d\\d)(?![\\w/-]|\\.\\d)',
  '(?<![\\w./-])(?:0?[1-9]|[12]\\d|3[01]) ?([-/.]) ?(?:0?[1-9]|1[0-2]) ?\\1 ?(?:(?:19|20)\\d\\d|\\d\\d)(?![\\w/-]|\\.\\d)',
  // March 15th, 2023; Mar-15-2023; the fifteenth of March
  `(?<![\\w'-])${MONTH}\\.?[ -](?:the )?(?:${DAY}|${SPELT_DAY})(?![\\w%:]|[.,]\\d|[-/]\\d{3}| ?(?:mg|mcg|ml|am|pm|%))${LATER}`,
  `(?<![\\w./-])(?:${DAY}|(?:the )?(?:${SPELT_DAY}))(?: of)?[ -]?${MONTH}(?![\\w'])(?:\\.?${LATER_STILL})?`,
  // March 2023
  `(?<![\\w'-])${MONTH}\\.?,?(?: of)? ${YEAR}(?!\\w)`,
  `(?<![\\w./-])(?:0?[1-9]|1[0-2])/(?:19|20)\\d\\d(?![\\w/-])`,
];
const DATES = FORMS.map((form) => new RegExp(form, 'gi'));
/** "May 5" is a date, "may 5" rarely; "march 4 miles" is none. */
const VERB = /^(?:may|march|mar|sep|dec) \d{1,2}(?!\d|st|nd|rd|th|,? (?:19|20)\d\d)/;
const FRACTION = /(?<!\w)(?:0?[1-9]|1[0-2])\/(?:0?[1-9]|[12]\d|3[01])(?![\w/%-]|\.\d)/g;
/** Where month and day without a year are a date, and neither a fraction nor a blood pressure. */
const ON =
  /\b(?:on|since|until|till|dated|date of|from|by|between|before|after|due|seen|admitted|discharged|appointment|appt|visit|scheduled|arrived|dos|doa)(?: (?:on|is|was|for|at))?:? $/i;

const rangesOf = (text: string, form: RegExp): Range[] =>
  [...text.matchAll(form)].map(({ 0: value, index }) => ({ start: index, end: index + value.length }));

export const dateIn: Detector = (text) => [
  ...DATES.flatMap((form) => rangesOf(text, form)).filter(({ start, end }) => !VERB.test(text.slice(start, end))),
  ...rangesOf(text, FRACTION).filter(({ start }) => ON.test(text.slice(Math.max(0, start - 24), start))),
];
