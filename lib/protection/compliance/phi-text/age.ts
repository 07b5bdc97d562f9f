/** Ages over 89, in figures and in words: younger ones may stay (45 CFR 164.514(b)(2)(i)(C)). */
import type { Detector } from './span';

const OLD = '(?:9\\d|1[0-3]\\d)';
const SPELT =
  '(?:ninety(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|(?:a |one )?hundred(?: (?:and )?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))?)';
const NUMBER = `(?:${OLD}|${SPELT})`;
const AGES = [
  `(?<![\\w./$-])${NUMBER}(?: ?\\+)?[- ]?(?:years?|yrs?|y\\.?)[- ]?(?:olds?|o\\.?|of age)(?!\\w)`,
  `(?<![\\w./$-])${OLD} ?(?:y/o|yo|yr|y\\.o\\.)(?![a-z])`,
  `\\b(?:aged?|age is|age:|age of|turn(?:s|ed|ing)?|(?:just|now|already) turned|at the age of)[: ]{1,2}${NUMBER}(?![\\w%]|[.,/]\\d| (?:mg|mcg|ml|degrees|percent))`,
  `\\b(?:i'm|i am|he is|he's|she is|she's|(?:mother|father|mom|mum|dad|grand(?:mother|father|ma|pa)|patient|aunt|uncle) (?:is|was)) ${NUMBER}(?=[.,;!?)]|$| (?:and|but|now|this|next|last|so|who|with))`,
  `(?<![\\w./$-])${OLD}[- ]?(?:m|f|male|female|man|woman|lady|gentleman)(?![\\w%])`,
  "\\bin (?:his|her|their|my) (?:nineties|90'?s)\\b|\\b(?:nonagenarian|centenarian|supercentenarian)s?\\b",
].map((form) => new RegExp(form, 'gi'));

export const ageIn: Detector = (text) =>
  AGES.flatMap((form) =>
    [...text.matchAll(form)].map(({ 0: value, index }) => ({ start: index, end: index + value.length })),
  );
