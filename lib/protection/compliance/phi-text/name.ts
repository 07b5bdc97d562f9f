/** Names, only where the words beside them say so: a list of names would find Rose, Grace and Will everywhere. */
import type { Detector, Range } from './span';

const WORD = "\\p{Lu}[\\p{L}\\p{M}'-]{0,24}";
const PARTICLE = '(?:(?:de|da|del|della|di|dos|du|van|von|der|den|la|le|bin|ibn|al|el) ){0,2}';
/** No full stop but that of an initial or a title. */
const NAME = new RegExp(
  `(?:(?:Dr|Mrs?|Ms|Prof|St)\\. )?${WORD}(?:(?<=(?<!\\p{L})\\p{Lu})\\.)?(?: ${PARTICLE}${WORD}(?:(?<= \\p{Lu})\\.)?){0,3}`,
  'uy',
);

/** What introduces a name. `lower`: so surely that a name may be written small; `words`: how many it must have. */
const INTRODUCTIONS: { before: RegExp; words: number; lower?: boolean }[] = [
  {
    before:
      /\b(?:my|his|her|their|full|first|last|legal|maiden|patient|patient's|contact|insured|guardian|spouse|mother|father)(?: (?:full|first|last|legal|maiden))? name(?:'s| is|s are)?[:,]? {1,2}|(?<=^|\n)[ \t]{0,9}name: {0,3}|\bname:\s{1,2}/gi,
    words: 1,
    lower: true,
  },
  {
    before:
      /\b(?:named|calls? me|your name\?|(?:speak|speaking|talk|follow up|followed up|appointment) (?:with|to)|signed|on behalf of|(?:kind |best )?regards,?|sincerely,?)\s{1,2}/gi,
    words: 1,
  },
  { before: /\b(?:(?:dr|mr|mrs|ms|prof)\.? |(?:miss|mister|doctor|nurse|professor|aunt|uncle) )/gi, words: 1 },
  {
    before:
      /\b(?:my|his|her|our|their) (?:husband|wife|son|daughter|mother|father|mom|mum|dad|brother|sister|partner|spouse|child|kid|baby|friend|boss|doctor|nurse|aunt|uncle|cousin|grand(?:mother|father|son|daughter))(?:,| is)? /gi,
    words: 1,
  },
  {
    before: /\b(?:i am|i'm|this is|it's|patient|pt|male|female|man|woman|boy|girl|child|infant)(?: patient)?[,:]? /gi,
    words: 2,
  },
];

/** Words that begin with a capital, and no name. */
const NO_NAME =
  /^(?:I|A|An|The|This|That|It|My|Your|He|She|We|They|You|And|But|Or|If|In|On|At|To|For|From|With|What|When|Where|Why|How|Is|Are|Was|Not|No|Yes|Please|Thanks|Hi|Hello|Dear|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)(?:day)?$|^(?:Medic|Hospital|Insurance|Type|Stage|Plan|Part|Covid|Diabet|Vitamin|Hepatitis|Patient|Date|DOB|MRN|SSN|January|February|March|April|June|July|August|September|October|November|December)/u;
const SMALL =
  "(?!(?:a|an|and|am|are|as|at|be|but|by|can|correct|do|did|different|dob|email|for|from|has|have|he|her|here|his|how|i|i'm|id|in|incorrect|is|it|misspelled|my|no|not|of|on|or|phone|please|she|spelled|spelt|ssn|that|the|they|this|to|was|we|what|wrong|with|you|your)(?![a-z'-]))\\p{Ll}[\\p{Ll}\\p{M}'-]{1,20}";
const SMALL_NAME = new RegExp(`${SMALL}(?: ${SMALL}){0,2}`, 'uy');

/** "James T.": how records cut a name short. */
const CUT_SHORT = /\b(\p{Lu}\p{Ll}{2,15}) \p{Lu}\.(?=[\s,;)(]|$)/gu;
const LETTERED =
  /^(?:Vitamin|Hepatitis|Type|Plan|Part|Group|Grade|Stage|Class|Factor|Influenza|Protein|Apt|Suite|Unit|Building|Room|Ward|Schedule|Table|Figure|Appendix|Option|Section)$/;

const TITLE = /^(?:(?:Dr|Mrs?|Ms|Prof|St)\.? |(?:Doctor|Miss|Mister|Nurse|Professor|Aunt|Uncle)(?: |$))/;

function capitalised(text: string, at: number, words: number): Range | undefined {
  NAME.lastIndex = at;
  const name = NAME.exec(text)?.[0];
  if (!name) return;
  const title = TITLE.exec(name)?.[0].length ?? 0;
  if (title === name.length) return;
  const parts = name.slice(title).split(' ');
  const wrong = parts.findIndex((part) => NO_NAME.test(part));
  const kept = (wrong === -1 ? parts : parts.slice(0, wrong)).join(' ');
  const start = at + title;
  if (!kept || (kept.split(' ').length < words && !title && !standsAlone(text, start + kept.length))) return;
  return { start, end: start + kept.replace(/(?:'s|')$/, '').length };
}

/** "I'm Sarah, …": one name alone, and the sentence pauses after it. */
const standsAlone = (text: string, end: number) =>
  /^(?:[,.!]|\s*$| (?:and|from|here|calling|again)\b)/.test(text.slice(end, end + 12));

function small(text: string, at: number): Range | undefined {
  SMALL_NAME.lastIndex = at;
  return SMALL_NAME.test(text) ? { start: at, end: SMALL_NAME.lastIndex } : undefined;
}

export const introducedIn: Detector = (text) => {
  const found: Range[] = [];
  for (const { before, words, lower } of INTRODUCTIONS) {
    for (const {
      0: { length },
      index,
    } of text.matchAll(before)) {
      const name = capitalised(text, index + length, words) ?? (lower && small(text, index + length));
      if (name) found.push(name);
    }
  }
  for (const {
    0: { length },
    1: first = '',
    index,
  } of text.matchAll(CUT_SHORT)) {
    if (!LETTERED.test(first) && !NO_NAME.test(first)) found.push({ start: index, end: index + length });
  }
  return found;
};
