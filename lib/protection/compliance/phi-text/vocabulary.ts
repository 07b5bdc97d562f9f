/** What words are known to be, from public lists (words/README.md). Unpacked when first asked; for the server only. */
import { brotliDecompressSync } from 'node:zlib';
import { once } from '@/lib/platform/once';
import { EVERYDAY, GIVEN_TOO, SMALL_WORDS } from './words/everyday';
import lists from './words/lists.json';
import { MEDICAL } from './words/medical';
import { COUNTRIES, STATES } from './words/regions';

type List = keyof typeof lists;
const unpacked = once('protection/compliance/phi-text/vocabulary', () => new Map<List, ReadonlySet<string>>());

function listOf(name: List): ReadonlySet<string> {
  const known = unpacked.get(name);
  if (known) return known;
  const words = new Set(brotliDecompressSync(Buffer.from(lists[name], 'base64')).toString('utf8').split('|'));
  unpacked.set(name, words);
  return words;
}

/** Endings of drugs' international names, of diagnoses, procedures and specialities. */
const CLINICAL =
  /(?:mab|n[ic]ib|pril|sartan|olol|statin|azole|cillin|mycin|floxacin|cycline|dipine|tidine|glipt[ia]n|flozin|glutide|zepam|zolam|barbital|oxetine|ipramine|triptyline|triptan|setron|[ao]vir|parin|xaban|lukast|terol|[ls]one|onide|azide|semide|formin|glitazone|codone|caine|profen|oxicam|coxib|phylline|tropium|dronate|fibrate|gabalin|pentin|toin|azepine|[ae]pine|idone|iptyline|[aiu]dine|[aiu]zine|oxine|prazole|zosin|lafil|itis|osis|[ae]?emia|pathy|pathic|algia|uria|ectomy|otomy|ostomy|plasty|scopy|scopic|graphy|ology|ologist|ological|iatry|iatrist|iatric|penia|cyte|megaly|plegia|rrh?o?ea|rrhage|sclerosis|trophy|taxis|pnea|pnoea|dynia|lysis|genic|emic|otic|toxic|itic|therapy|vaccine|ergic|oid|otide|idase|ase|amine|sulfate|chloride|sodium|acid)s?$/;

/** What medicine puts before words: suprapubic, nontender, postoperative. */
const BEFORE =
  /^(?:non|post|pre|supra|infra|sub|intra|inter|extra|hyper|hypo|anti|peri|para|retro|trans|ultra|micro|macro|musculo|cardio|neuro|gastro|vaso|broncho|hepato|nephro|cerebro|osteo|psycho|sero|thrombo|cranio|oro|naso|un|re|over|under|mis|dis|multi|poly|semi|electro|photo|immuno|radio|chemo|bio)-?/;
/** Mmm, ohh, mm-hmm, ooo. */
const SOUND = /^(?:[hmuoae]|er|ah|[hm]m)+(?:-[hmuoae]+)*$/;
const CONTRACTED = /(?:n't|'(?:s|ll|ve|re|d|m|t)|'|(?<=s)')$/;

const bare = (word: string) => word.replace(CONTRACTED, '');

/** Whether the word, in lower case, is no name by itself: a word of the language or of medicine. */
export function isWord(word: string): boolean {
  const stem = bare(word);
  if (isSurelyGiven(stem)) return false;
  return (
    stem.length < 2 ||
    isListed(stem) ||
    isListed(stem.replaceAll("'", '')) ||
    (stem.includes('-') && stem.split('-').every((part) => part.length < 3 || isListed(part)))
  );
}

function isListed(word: string): boolean {
  if (isInList(word) || SOUND.test(word) || (word.length > 5 && CLINICAL.test(word))) return true;
  const rest = word.replace(BEFORE, '');
  return rest !== word && rest.length > 3 && (isInList(rest) || CLINICAL.test(rest));
}

function isInList(word: string): boolean {
  const common = listOf('common');
  return (
    EVERYDAY.has(word) ||
    MEDICAL.has(word) ||
    common.has(word) ||
    (/(?:s|es|ly)$/.test(word) && (common.has(word.slice(0, -1)) || common.has(word.slice(0, -2)))) ||
    (/(?:able|ible|ness|less|like|wise|ally)$/.test(word) && common.has(word.slice(0, -4)))
  );
}

/** A given name of the United States since 1880. */
export const isGiven = (word: string): boolean => listOf('given').has(bare(word));

/** With a capital, a given name that hardly is anything else. */
export const isSurelyGiven = (word: string): boolean =>
  GIVEN_TOO.has(word) || (listOf('rare').has(word) && !EVERYDAY.has(word) && !MEDICAL.has(word));

/** The same without a capital. */
export const isGivenInSmall = (word: string): boolean =>
  !SMALL_WORDS.has(word) && (isSurelyGiven(word) || (word.length > 3 && listOf('given').has(word) && !isListed(word)));

/** A word that is everyday's before it is anybody's name: may, will, grace. */
export const isEveryday = (word: string): boolean => EVERYDAY.has(word) || MEDICAL.has(word);

/** Towns, districts, rivers, regions. */
export const isPlace = (words: string): boolean => listOf('places').has(words.normalize('NFKD').replace(/\p{M}/gu, ''));

/** A state or a country: no identifier by itself (45 CFR 164.514(b)(2)(i)(B)). */
export const isRegion = (words: string): boolean => STATES.has(words) || COUNTRIES.has(words);
