/**
 * Names and places that no neighbouring word announces, told by how they are written: a capital on what is no word of
 * the language or of medicine, a given name, a town. Spans end where a sentence does and take no lower-case word but
 * the particles of names. Takes time linear in the text.
 */
import type { Range } from './span';
import { type Token, tokensOf } from './tokens';
import { isEveryday, isGiven, isGivenInSmall, isPlace, isRegion, isSurelyGiven, isWord } from './vocabulary';
import {
  AT,
  CARED_FOR,
  DRUG,
  EPONYM,
  FACILITY,
  GENERIC,
  HOUSE,
  NAMING,
  NOT_FIRST,
  OF_A_NAME,
  OF_A_PERSON,
  PARTICLES,
  SURELY_WHERE,
  TAKEN,
  TITLES,
  WHERE,
} from './words/beside';

export interface Proper {
  names: Range[];
  places: Range[];
}

/** Capitalised words in a row that are read together: no name is longer, and the work stays linear. */
const LONGEST_RUN = 8;

/** The letters before a token, as far as an expression looks. */
const before = (text: string, at: number) => text.slice(Math.max(0, at - 40), at);

export function properIn(text: string): Proper {
  const found: Proper = { names: [], places: [] };
  const tokens = tokensOf(text);
  const shouted = isShouted(tokens);
  for (let i = 0; i < tokens.length; ) {
    const run = runAt(text, tokens, i, shouted);
    if (run > i) readRun({ text, tokens, from: i, to: run }, found);
    i = Math.max(run, i + 1);
  }
  readLists(text, tokens, found);
  readSmall(text, tokens, found);
  readAgain(text, tokens, found);
  return found;
}

/** Whether the text is written in capitals throughout, so that they say nothing. */
function isShouted(tokens: readonly Token[]): boolean {
  const long = tokens.filter(({ text }) => text.length > 2);
  return long.length > 3 && long.filter(({ caps }) => caps).length > long.length * 0.6;
}

/** Whether a word may be part of a name by its letters. */
function mayName(text: string, tokens: readonly Token[], i: number, shouted: boolean): boolean {
  const token = tokens[i] as Token;
  if (token.capital || token.initial) return true;
  if (!token.caps || /\d/.test(token.text) || isEveryday(token.lower)) return false;
  if (isSurelyGiven(token.lower) && token.text.length > (shouted || beside(tokens, i).some(({ caps }) => caps) ? 3 : 4))
    return true;
  if (shouted || isWord(token.lower)) return false;
  const around = beside(tokens, i);
  return (
    (token.text.length > 2 && AT.test(before(text, token.start))) ||
    around.some(({ lower }) => FACILITY.has(lower)) ||
    (token.text.length > 3 && (isPlace(token.lower) || around.some(({ lower }) => isSurelyGiven(lower)))) ||
    token.text.length > 5
  );
}

const beside = (tokens: readonly Token[], i: number): Token[] =>
  [tokens[i]?.joined ? tokens[i - 1] : undefined, tokens[i + 1]?.joined ? tokens[i + 1] : undefined].filter(
    (token) => token !== undefined,
  );

/** Where the run of capitalised words that begins at `i` ends; `i` when none does. */
function runAt(text: string, tokens: readonly Token[], i: number, shouted: boolean): number {
  if (!mayName(text, tokens, i, shouted)) return i;
  let end = i + 1;
  while (end < tokens.length && tokens[end]?.joined && end - i < LONGEST_RUN) {
    const { lower, dotted } = tokens[end] as Token;
    // "John D. Take one": the full stop is the initial's only before what is no word.
    if (dotted && end > i + 1 && (isWord(lower) || TITLES.has(lower))) break;
    if (mayName(text, tokens, end, shouted)) end++;
    else if (HOUSE.has(tokens[end]?.text ?? '')) return end + 1;
    else if (PARTICLES.has(tokens[end]?.lower ?? '') && tokens[end + 1]?.joined && tokens[end + 1]?.capital) end += 2;
    else break;
  }
  return end;
}

const isKnown = (token: Token) => token.initial || isWord(token.lower) || TITLES.has(token.lower);

/** Capitalised words in a row. */
interface Run {
  text: string;
  tokens: readonly Token[];
  from: number;
  to: number;
}

function readRun(run: Run, found: Proper) {
  const { text, tokens, from, to } = run;
  const facility = facilityIn(tokens, from, to);
  if (facility) {
    found.places.push(facility);
    return;
  }
  const house = houseAt(text, tokens, from, to);
  if (house) {
    found.places.push(house);
    return;
  }
  for (let i = from; i < to; ) {
    const titled = tokens[i]?.joined && TITLES.has(tokens[i - 1]?.lower ?? '');
    const person = titled || OF_A_NAME.test(before(text, (tokens[i] as Token).start));
    const place = person ? i : placeAt(text, tokens, i, to);
    if (place > i) {
      found.places.push(rangeOf(tokens, i, place));
      i = place;
      continue;
    }
    const region = titled ? i : regionAt(tokens, i, to);
    if (region > i) {
      if (OF_A_PERSON.test(before(text, (tokens[i] as Token).start))) found.places.push(rangeOf(tokens, i, region));
      i = region;
      continue;
    }
    const end = nameAt(run, i);
    if (end === i) {
      i++;
      continue;
    }
    const range = rangeOf(tokens, i, end);
    const isWhere =
      SURELY_WHERE.test(before(text, range.start)) && !tokens.slice(i, end).some(({ lower }) => isGiven(lower));
    (isWhere ? found.places : found.names).push(range);
    i = end;
  }
}

/** Without the possessive. */
function rangeOf(tokens: readonly Token[], from: number, to: number): Range {
  const { end, lower } = tokens[to - 1] as Token;
  return { start: (tokens[from] as Token).start, end: lower.endsWith("'s") ? end - 2 : end };
}

/** "Stanford Hospital", "St. Mary's Medical Center": the whole run, when more than its kind is named. */
function facilityIn(tokens: readonly Token[], from: number, to: number): Range | undefined {
  const run = tokens.slice(from, to);
  const last = run.findLastIndex(({ lower }) => FACILITY.has(lower) || HOUSE.has(lower));
  if (last < 1) return;
  const first = run.findIndex(
    ({ lower, initial, first }) =>
      !initial &&
      (NAMING.has(lower) ||
        (!FACILITY.has(lower) && !GENERIC.has(lower) && !TITLES.has(lower) && !(first && isWord(lower)))),
  );
  if (first === -1 || first >= last) return;
  return rangeOf(tokens, from + first, from + last + 1);
}

/** "seen at Cedar Sinai", "admitted to St. Mary's": a house of care that no list knows. */
function houseAt(text: string, tokens: readonly Token[], from: number, to: number): Range | undefined {
  const first = tokens[from] as Token;
  if (TITLES.has(first.lower) || !CARED_FOR.test(before(text, first.start))) return;
  const run = tokens.slice(from, to);
  if (run.every(({ lower, initial }) => initial || isWord(lower))) return;
  return { start: first.start, end: (run.at(-1) as Token).end };
}

/** The end of the longest place of the lists at `i`, where the text says that it is one. */
function placeAt(text: string, tokens: readonly Token[], i: number, to: number): number {
  for (let end = Math.min(to, i + 4); end > i; end--) {
    const phrase = tokens.slice(i, end);
    const name = phrase.map(({ lower }) => lower.replace(/'s$/, '')).join(' ');
    if (!isPlace(name) || isRegion(name)) continue;
    if (phrase.length > 1 && !isGiven(phrase[0]?.lower ?? '')) return end;
    const at = phrase[0] as Token;
    const where = WHERE.test(before(text, at.start));
    if (isWord(name)) {
      if (!isEveryday(name) && !FACILITY.has(name) && end === to && SURELY_WHERE.test(before(text, at.start)))
        return end;
      continue;
    }
    if (where && !(end < to && isGiven(at.lower))) return end;
    if (!isWord(name) && !isGiven(name) && !(at.first && end < to)) return end;
    if (
      /^, (?:[A-Z]{2}\b|\p{Lu}\p{Ll}+)/u.test(text.slice((phrase.at(-1) as Token).end)) &&
      !isGiven(name) &&
      !at.first
    )
      return end;
  }
  return i;
}

function regionAt(tokens: readonly Token[], i: number, to: number): number {
  for (let end = Math.min(to, i + 4); end > i; end--) {
    const name = tokens
      .slice(i, end)
      .map(({ lower }) => lower.replace(/'s$/, ''))
      .join(' ');
    if (isRegion(name) && !(isGiven(name) && end < to)) return end;
  }
  return i;
}

/** The end of the name that begins at `i`; `i` when none does. */
function nameAt(run: Run, i: number): number {
  const { text, tokens, to } = run;
  const token = tokens[i] as Token;
  if (token.initial && i + 1 < to && tokens[i + 1]?.capital && !isWord(tokens[i + 1]?.lower ?? ''))
    return nameAt(run, i + 1);
  if (isKnown(token) && !isGivenHere(tokens, i, to)) return i;
  let end = i + 1;
  let plain = 0;
  while (end < to) {
    const next = tokens[end] as Token;
    if (PARTICLES.has(next.lower) && !next.capital) end += 2;
    else if (next.initial || !isWord(next.lower)) end++;
    else if (
      isGiven(token.lower) &&
      plain++ < 1 &&
      !FACILITY.has(next.lower) &&
      !EPONYM.has(next.lower) &&
      !NOT_FIRST.has(next.lower)
    )
      end++;
    else break;
  }
  return stands(text, tokens, i, end) ? end : i;
}

/** Will Smith and Grace Müller: a word that is a given name too, before what may be a surname. */
function isGivenHere(tokens: readonly Token[], i: number, to: number): boolean {
  const { lower, initial } = tokens[i] as Token;
  if (initial || !isGiven(lower) || NOT_FIRST.has(lower)) return false;
  const next = i + 1 < to ? (tokens[i + 1] as Token) : undefined;
  if (next === undefined) return false;
  if (next.initial || !isWord(next.lower)) return true;
  return (
    !isEveryday(lower) &&
    !(tokens[i] as Token).first &&
    !FACILITY.has(next.lower) &&
    !EPONYM.has(next.lower) &&
    !isEveryday(next.lower)
  );
}

/** Whether what looks like a name is not a disease, a drug or a product. */
function stands(text: string, tokens: readonly Token[], from: number, to: number): boolean {
  const [first, last] = [tokens[from] as Token, tokens[to - 1] as Token];
  const next = tokens[to];
  const given = tokens.slice(from, to).some(({ lower }) => isGiven(lower));
  if (EPONYM.has(last.lower) || (next?.joined && EPONYM.has(next.lower))) return false;
  if (!given && next?.joined && /^(?:[IVX]{1,4}|\d{1,3})$/.test(next.text)) return false;
  if (/'s$/.test(last.lower) && next?.joined && /(?:oma|itis|osis|emia|opathy)$/.test(next.lower)) return false;
  if (given) return true;
  if (to - from === 1 && first.first && text[last.end] === ':') return false;
  if (DRUG.test(text.slice(last.end, last.end + 16)) || TAKEN.test(before(text, first.start))) return false;
  return first.text.length > 2;
}

/** The most names that are read together in a list. */
const LONGEST_LIST = 12;

/** "Nadbath, Smith and Torres": who stands in a list of names is one, though the name is a word or a town too. */
function readLists(text: string, tokens: readonly Token[], found: Proper) {
  const named = new Set(found.names.map(({ start }) => start));
  const isMember = ({ start, capital, lower }: Token) =>
    named.has(start) || (capital && !isEveryday(lower) && !FACILITY.has(lower) && !isRegion(lower));
  for (let i = 0; i < tokens.length; ) {
    let end = i + 1;
    let last = isMember(tokens[i] as Token) ? i : -1;
    let closed = false;
    while (last !== -1 && !closed && end < tokens.length && end - i < LONGEST_LIST) {
      const and = /^(?:and|&)$/.test((tokens[end] as Token).lower);
      const next = and ? end + 1 : end;
      const member = tokens[next];
      const between = member ? text.slice((tokens[last] as Token).end, member.start) : '';
      if (!member || !isMember(member) || !(and ? /^,? and $/ : /^, $/).test(between)) break;
      last = next;
      closed = and;
      end = next + 1;
    }
    const members = tokens.slice(i, end).filter((token) => token.lower !== 'and');
    if (closed && members.length > 2 && members.some(({ start }) => named.has(start))) {
      found.names.push(...members);
      const within = (range: Range) =>
        members.some(({ start, end: stop }) => range.start >= start && range.end <= stop);
      found.places = found.places.filter((range) => !within(range));
    }
    i = end;
  }
}

/** Names and towns without a capital: only such as hardly are anything else. */
function readSmall(text: string, tokens: readonly Token[], found: Proper) {
  for (const [i, token] of tokens.entries()) {
    if (token.capital || token.caps || token.text.length < 3) continue;
    const lower = token.lower.replace(/'s$/, '');
    const next = tokens[i + 1];
    const surname =
      next?.joined && next.text.length > 2 && /^\p{Ll}[\p{Ll}\p{M}'-]+$/u.test(next.text) && !isWord(next.lower)
        ? next
        : undefined;
    if (isGivenInSmall(lower) || (surname && !isWord(lower) && isGiven(lower))) {
      if (next?.joined && EPONYM.has(next.lower)) continue;
      found.names.push(rangeOf(tokens, i, surname ? i + 2 : i + 1));
    } else if (!isWord(lower) && isPlace(lower) && WHERE.test(before(text, token.start))) {
      found.places.push(token);
    }
  }
}

/** A name that was told once, where it stands again: without its first name, or small. */
function readAgain(text: string, tokens: readonly Token[], found: Proper) {
  const told = new Set(
    found.names.flatMap(({ start, end }) =>
      text
        .slice(start, Math.min(end, start + 120))
        .toLowerCase()
        .split(/[ .]{1,2}/),
    ),
  );
  for (const [i, { lower, text: word }] of tokens.entries()) {
    const name = lower.replace(/'s$/, '');
    if (word.length > 3 && told.has(name) && !isWord(name)) found.names.push(rangeOf(tokens, i, i + 1));
  }
}
