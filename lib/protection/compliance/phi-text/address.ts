/** Street addresses: number, street and its suffix; post boxes; what the text calls an address; ZIP codes by label. */
import { labelled } from './labelled';
import type { Detector, Range } from './span';
import { isWord } from './vocabulary';

const SUFFIX =
  'street|str?|avenue|ave|boulevard|blvd|road|rd|lane|ln|drive|dr|court|ct|circle|cir|place|pl|terrace|ter|way|parkway|pkwy|highway|hwy|square|sq|trail|trl|crescent|close';
const UNIT = '(?:,? ?(?:apt|apartment|suite|ste|unit|floor|room|#)\\.? ?#?[a-z0-9-]{1,6})?';
const TOWN = "(?:,?[ \\n][a-z][a-z.'-]{1,20}){0,3}";
const STATE_ZIP = '(?:,? ?[a-z]{2},? \\d{5}(?:-\\d{4})?|,? \\d{5}(?:-\\d{4})?)';
const STREET = new RegExp(
  `(?<![\\w.,/:$-]|\\d )\\d{1,6}[a-z]?(?:-\\d{1,4})? ((?:[\\p{L}\\d][\\p{L}\\p{M}\\d'.-]{0,24} ){1,4}?)(?:${SUFFIX})(?![\\p{L}\\d'])\\.?${UNIT}(?:${TOWN}${STATE_ZIP})?`,
  'giu',
);
const BOX = /\bp\.? ?o\.? ?box #?\d{1,6}|\b(?:psc|cmr|unit) \d{1,5},? box \d{1,5}[,\s]{1,3}[adf]po,? a[aep] \d{5}/gi;
/** No street's suffix, but a unit, or a state with its ZIP. */
const UNIT_OR_ZIP =
  /(?<![\w.,/:$-]|\d )\d{1,6}[a-z]? ((?:[\p{L}\d][\p{L}\p{M}\d'.-]{0,24},?[ \n]{1,2}){1,6}?)(?:(?:apt|apartment|suite|ste)\.? ?#?\d{1,5}[a-z]?|[a-z]{2},? \d{5}(?:-\d{4})?)(?![\p{L}\d])/giu;
/** "24 Rue de Piétrain 371," and "Hlíðarvegur 25, Vadsø": the number of the house behind. */
const NUMBER_BEHIND =
  /(?<![\w.,/:$-]|\d )\d{1,6}[a-z]? ((?:[\p{L}][\p{L}\p{M}.'-]{1,24} ){1,4})\d{1,5}[a-z]?(?=,| ?\n|$|\.? (?:apt|suite|ste|unit))/giu;
const STREET_WORD =
  /(?<![\p{L}\p{M}])(?:(?:[Rr]ue|[Vv]ia|[Cc]alle|[Rr]ua|[Aa]venida|[Aa]venue|[Pp]iazza|[Pp]laza|[Uu]l\.|[Uu]lica|[Ss]trada|[Cc]arrer|[Cc]hemin|[Aa]llée|[Cc]orso|An der|Am|Obere|Untere) (?:(?:de|la|du|des|del|di|da|do|dos) ){0,2}\p{Lu}[\p{L}\p{M}.'-]{1,24} (?:[\p{L}][\p{L}\p{M}.'-]{1,24} ){0,3}|[\p{L}][\p{L}\p{M}-]{1,24}(?:stra(?:ss|ß)e|str\.|weg|gasse|platz|allee|gatan|gata|gade|vej|vegen|veien|vägen|katu|tie|straat|laan|plein|utca|vegur|ulice) |\p{Lu}[\p{L}\p{M}-]{1,24} (?:Stra(?:ss|ß)e|Weg|Allee|Platz|utca|út|körút|tér) )\d{1,4}[a-z]?(?![\w%])/gu;
/**
 * What goes on to a postal code: ", Springfield, IL 62701", lines of a town, a state, a country, as mail quotes and lists
 * begin them, a blank one among them.
 */
const TAIL =
  /(?:(?:,|,?[ \t]?\n(?:[ \t]?\n)?)[ \t?>*-]{0,5}(?:(?:[Aa]pt|APT|[Aa]partment|[Ss]uite|SUITE|[Ss]te|[Uu]nit)\.? ?#?\d{1,5}[a-z]?(?![\p{L}\d])|\p{L}[\p{L}\p{M}.'()-]{0,24}|\d{4,6}(?:-\d{3,4})?)|[ \t](?:\p{Lu}[\p{L}\p{M}.'()-]{0,24}|\d{4,6}(?:-\d{3,4})?)|,){1,12}/uy;

/** Words in the middle that make "5 minutes down the road" of a number and a road. */
const NO_STREET =
  /(?:^| )(?:a|the|of|down|up|to|in|on|off|from|for|and|or|my|per|is|are|at|mg|ml|mcg|minutes?|mins?|hours?|days?|weeks?|months?|years?|miles?|blocks?|km|am|pm|people|patients?|times)(?: |$)/i;

const SAID =
  /\b(?:address(?:es)?\??(?: (?:is|to|now|here|they|are|it|will be)){0,3}[:,]?|(?:live|lives|living|reside|resides|residing|located) (?:at|on)|(?:ship|mail|deliver|send)(?: (?:it|them|this|that))? to)\s{1,3}(?:\n\s{0,3})?/gi;
/** Where what was said to be an address stops. */
const STOP =
  /[?!;]|\.(?<=\w{4}\.|\d\.)(?=\s|$)|\n\s*\n|\n[^\n]{0,20}:|\s(?:and (?:my|i|the)|please|but|thanks|thank|for|because|so|which|where|who|with|is|was|until|instead)(?!\w)|, (?:and|please|update|confirm)\b/i;
const PLACE = /\p{Lu}|\p{L}{2}[^\p{L}]+\p{L}{2}/u;
const OTHER = /(?:mail|ip|web|mac) $/i;
const BEGINS = /^(?:\d|\p{Lu}|#)/u;
const MEASURE = /^[\da-f]+[.:][\da-f]|^\d+ ?(?:mg|ml|mcg|am|pm|%|days?|weeks?|hours?|minutes?|o'clock)/i;

/** A place on the map: "48.8566 N, 2.3522 E", "40.7128, -74.0060". */
const COORDINATES = /(?<![\w.-])-?\d{1,2}\.\d{3,8}°? ?[NS]?,? -?\d{1,3}\.\d{3,8}°? ?[EW]?(?![\w.])/g;

const zipIn = labelled('zip|postal code|postcode|post code', '\\d{4,6}(?:-\\d{3,4})?', () => true);

function said(text: string): Range[] {
  const found: Range[] = [];
  let done = 0;
  for (const { 0: words, index } of text.matchAll(SAID)) {
    const start = index + words.length;
    const rest = text.slice(start, start + 120);
    if (
      start < done ||
      !BEGINS.test(rest) ||
      MEASURE.test(rest) ||
      OTHER.test(text.slice(Math.max(0, index - 8), index))
    )
      continue;
    const stop = rest.search(STOP);
    const address = stop === -1 ? rest : rest.slice(0, stop);
    done = start + address.length;
    if (/\d/.test(address) && PLACE.test(address) && !/[@/]/.test(address)) found.push({ start, end: done });
  }
  return found;
}

/** A unit and a town behind a street, where no postal code ends it: ", Apt. 3, Marshland". */
const UNIT_THEN =
  /^(?:,? ?|,?[ \t]?\n[ \t?>*-]{0,5})(?:apt|apartment|suite|ste|unit)\.? ?#?\d{1,5}[a-z]?(?![\p{L}\d])/iu;
const TOWN_THEN =
  /^, (\p{Lu}[\p{L}\p{M}'-]{2,24}(?: (?:(?:de|da|del|di|du|van|von|der|la|le|am|an|upon|on|sur) )?\p{Lu}[\p{L}\p{M}'-]{1,24}){0,3})(?=[\s.,;!?)]|$)/u;

/** With what of its lines follows, up to the postal code; without one, up to the town. */
function whole(text: string, { start, end }: Range): Range {
  TAIL.lastIndex = end;
  const tail = TAIL.exec(text)?.[0] ?? '';
  const code = [...tail.matchAll(/\d{4,6}(?:-\d{3,4})?(?!\d)/g)].at(-1);
  if (code) return { start, end: end + code.index + code[0].length };
  const unit = UNIT_THEN.exec(text.slice(end, end + 40))?.[0].length ?? 0;
  const town = TOWN_THEN.exec(text.slice(end + unit, end + unit + 90));
  const [first = '', ...more] = town?.[1]?.toLowerCase().split(' ') ?? [];
  const isTown = town && (!isWord(first) || more.some((word) => !isWord(word)));
  return { start, end: end + unit + (isTown ? town[0].length : 0) };
}

export const addressIn: Detector = (text) =>
  [
    ...[STREET, UNIT_OR_ZIP, NUMBER_BEHIND]
      .flatMap((form) => [...text.matchAll(form)])
      .filter(({ 1: street = '' }) => !NO_STREET.test(street.trim()))
      .map(({ 0: value, index }) => ({ start: index, end: index + value.length })),
    ...[...text.matchAll(BOX)].map(({ 0: value, index }) => ({ start: index, end: index + value.length })),
    ...[STREET_WORD, COORDINATES]
      .flatMap((form) => [...text.matchAll(form)])
      .map(({ 0: value, index }) => ({ start: index, end: index + value.length })),
    ...zipIn(text),
    ...said(text),
  ].map((range) => whole(text, range));
