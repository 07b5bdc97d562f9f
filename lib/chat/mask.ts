/**
 * One mask for a conversation: what is hidden in one of its texts is hidden wherever it stands again, in a message, a
 * detail of the visitor, a custom field, an address of a page or the name of a file. Pure.
 *
 * Guarantees: whoever may not read what is hidden meets none of it, however it is spelled (spaces, dashes, letter case,
 * percent-encoding). Against: an operator who reads along, a closed conversation, a program. Not against: the same fact in
 * other words.
 */
import { normalise } from '@/lib/protection/compliance/phi-text/normalise';
import { spansOf } from '@/lib/protection/compliance/phi-text/spans';
import { type HiddenText, VISITOR_FIELDS, type VisitorDetails, type VisitorField } from './details';
import { type HiddenSpan, withoutHidden, withTokens } from './hidden';

/** Shorter ones stand in too much. */
const SHORTEST = 3;
/** Of one conversation. More are hidden where they were found, and not recognised elsewhere. */
const MOST = 500;

/** Adds what is hidden in a text to what is known; the same array where nothing is new. */
export function remember(
  known: readonly HiddenText[],
  text: string,
  spans: readonly HiddenSpan[],
  chosen: boolean,
): readonly HiddenText[] {
  const all = new Map(known.map((one) => [squeeze(one.text).plain, one]));
  for (const { start, end, kind } of spans) {
    const part = text.slice(start, end).trim();
    const { plain } = squeeze(part);
    if (plain.length < SHORTEST || all.size >= MOST) continue;
    // A detector's single word may be a name and a word like any other: it is hidden where it was found.
    if (!chosen && /^\p{L}+$/u.test(part)) continue;
    const before = all.get(plain);
    if (!before || (chosen && !before.chosen)) all.set(plain, { text: part, kind, chosen });
  }
  const now = [...all.values()];
  return now.length === known.length && now.every((one, i) => one === known[i]) ? known : now;
}

/** Where the hidden texts stand in another. Time: the text's length for each. */
export function spansAgain(text: string, known: readonly HiddenText[]): HiddenSpan[] {
  if (known.length === 0) return [];
  const { plain, at, ends } = squeeze(text);
  const spans: HiddenSpan[] = [];
  for (const { text: hidden, kind } of known) {
    const wanted = squeeze(hidden).plain;
    for (let i = plain.indexOf(wanted); i !== -1; i = plain.indexOf(wanted, i + 1)) {
      const [start, end] = [at[i] as number, ends[i + wanted.length - 1] as number];
      const goesOn = isLongNumber(wanted) ? DIGIT : WORDS;
      if (!isBeside(goesOn, text, start, end)) spans.push({ start, end, kind });
    }
  }
  return spans;
}

/** What a clinic has of its own: an operator may write it to anybody. */
const OF_CLINICS = new Set(['phone', 'email', 'url', 'address']);

/**
 * What is to be hidden of what detectors find in an operator's own words: not the number or address of the clinic that
 * they tell, but one of the visitor's that they repeat.
 */
export function foundInAnswer(
  text: string,
  found: readonly HiddenSpan[],
  known: readonly HiddenText[],
  contact: readonly string[],
): HiddenSpan[] {
  const theirs = [...known.map((one) => one.text), ...contact];
  return found.filter(({ start, end, kind }) => !OF_CLINICS.has(kind) || isOneOf(text.slice(start, end), theirs));
}

/** Spans but for those that hold what the clinic says is its own. @param own setting `ownTexts` */
export const withoutOwn = (text: string, spans: readonly HiddenSpan[], own: readonly string[]): HiddenSpan[] =>
  spans.filter(({ start, end, kind }) => !OF_CLINICS.has(kind) || !isOneOf(text.slice(start, end), own));

/** Written in any way, with or without what a country or a scheme puts before it. */
function isOneOf(text: string, others: readonly string[]): boolean {
  const { plain } = squeeze(text);
  return others.some((other) => {
    const wanted = squeeze(other).plain;
    const isSame = wanted === plain || wanted.endsWith(plain) || plain.endsWith(wanted);
    return isSame && Math.min(wanted.length, plain.length) >= SHORTEST_OWN;
  });
}

const SHORTEST_OWN = 5;

const WORDS = /[\p{L}\p{N}]/u;
const DIGIT = /\p{Nd}/u;

/** Whether a text goes on with such a character before or behind. */
const isBeside = (what: RegExp, text: string, start: number, end: number): boolean =>
  what.test(text[start - 1] ?? '') || what.test(text[end] ?? '');

/** Seven digits meet by no chance: such a number is the hidden one, whatever letters are glued to it. With further digits it is another. */
const isLongNumber = (plain: string): boolean => plain.replace(/\D/g, '').length >= 7;

/** Letters and digits alone, small, and where each begins and ends in the text. */
function squeeze(text: string): { plain: string; at: number[]; ends: number[] } {
  const { text: normal, original } = normalise(text);
  let plain = '';
  const at: number[] = [];
  const ends: number[] = [];
  for (let i = 0; i < normal.length; ) {
    const char = String.fromCodePoint(normal.codePointAt(i) as number);
    if (WORDS.test(char)) {
      const { start, end } = original({ start: i, end: i + char.length });
      const small = char.toLowerCase();
      const unit = small.length === char.length ? small : char;
      for (const one of unit.split('')) {
        plain += one;
        at.push(start);
        ends.push(end);
      }
    }
    i += char.length;
  }
  return { plain, at, ends };
}

/** What is hidden in a field's text. `own`: the kinds that the field is for. */
type FieldSpans = (text: string, own: readonly string[], name?: string) => HiddenSpan[];

/** What a field of the form may show: a name that is a town's too is a name there. */
const OWN_KINDS: Record<VisitorField, readonly string[]> = {
  name: ['name', 'place'],
  email: ['email'],
  phone: ['phone'],
};

/**
 * A field of the form may show what it is for: the name, email or phone by which a visitor is known to whoever opened the
 * conversation. Anything else in it, and whatever a person chose to hide, is hidden as elsewhere.
 */
const spansIn =
  (known: readonly HiddenText[]): FieldSpans =>
  (text, own, name = '') => {
    // Its name may be what tells that it is a number of this kind.
    const label = name === '' ? '' : `${name}: `;
    // In an address or a file's name, marks stand where others write spaces.
    const writings = /\s/.test(text) ? [text] : [text, text.replace(/[/@._=&+]/g, ' ')];
    const found = writings
      .flatMap((writing) => spansOf(label + writing))
      .map(({ start, end, kind }) => ({
        start: Math.max(0, start - label.length),
        end: end - label.length,
        kind,
      }));
    const again = known.filter(({ kind, chosen }) => chosen || !own.includes(kind));
    return [...found.filter(({ kind, end }) => end > 0 && !own.includes(kind)), ...spansAgain(text, again)];
  };

/** An address as those read it who read no hidden parts: of its query and fragment only that they are there. */
function maskAddress(address: string, spans: FieldSpans): string {
  const cut = address.search(/[?#]/);
  const place = decoded(cut === -1 ? address : address.slice(0, cut));
  return withTokens(place, spans(place, ['url'])) + (cut === -1 ? '' : `${address[cut]}[HIDDEN]`);
}

/** A malformed sequence stays as it is. */
const decoded = (text: string): string =>
  text.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => {
    try {
      return decodeURIComponent(bytes);
    } catch {
      return bytes;
    }
  });

/** The details as everybody but the operator of the open conversation reads them. */
export function maskedDetails(details: VisitorDetails, known: readonly HiddenText[]): VisitorDetails {
  const spans = spansIn(known);
  const mask = (text: string, own: readonly string[] = []) => withTokens(text, spans(text, own));
  const shown: VisitorDetails = { ...details, custom: maskedCustom(details.custom, spans) };
  for (const field of VISITOR_FIELDS) {
    if (details[field] !== undefined) shown[field] = mask(details[field], OWN_KINDS[field]);
  }
  if (details.page !== undefined) shown.page = maskAddress(details.page, spans);
  if (details.referrer !== undefined) shown.referrer = maskAddress(details.referrer, spans);
  if (details.ratingComment !== undefined) shown.ratingComment = mask(details.ratingComment);
  return shown;
}

/** Sites name these as they like: a name is a text of theirs too. */
function maskedCustom(custom: VisitorDetails['custom'], spans: FieldSpans): VisitorDetails['custom'] {
  const shown: VisitorDetails['custom'] = {};
  for (const [name, value] of Object.entries(custom)) {
    const label = withTokens(name, spans(name, []));
    let key = label;
    for (let n = 2; Object.hasOwn(shown, key); n += 1) key = `${label} (${n})`;
    shown[key] = withTokens(value, spans(value, [], name));
  }
  return shown;
}

/** Name, email and phone without what is hidden in them: what a record of the CRM, or a search, is made of. */
export function plainContact(details: VisitorDetails, known: readonly HiddenText[]): VisitorDetails {
  const spans = spansIn(known);
  const plain: VisitorDetails = { custom: {} };
  for (const field of VISITOR_FIELDS) {
    const value = details[field];
    if (!value) continue;
    const hidden = spans(value, OWN_KINDS[field]);
    // Half an email or phone is none.
    const rest = field === 'name' ? withoutHidden(value, hidden) : hidden.length > 0 ? '' : value;
    if (rest) plain[field] = rest;
  }
  return plain;
}

/** Adds what detectors find in the details to what is known of the conversation. */
export function rememberDetails(details: VisitorDetails, known: readonly HiddenText[]): readonly HiddenText[] {
  const spans = spansIn([]);
  const fields = VISITOR_FIELDS.map((field) => [field, details[field] ?? '', OWN_KINDS[field]] as const);
  const custom = Object.entries(details.custom).map(([name, value]) => [name, value, []] as const);
  const comment = ['', details.ratingComment ?? '', []] as const;
  let all = known;
  for (const [name, value, own] of [...fields, ...custom, comment]) {
    if (value === '') continue;
    all = remember(all, value, spans(value, own, own.length > 0 ? '' : name), false);
  }
  return all;
}

/** A name of a file as those read it who read no hidden parts. */
export const maskedFileName = (name: string, known: readonly HiddenText[]): string =>
  withTokens(name, spansIn(known)(name, []));
