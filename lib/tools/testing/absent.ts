/**
 * What tests look for where it must not be. A few digits stand in any id, hexadecimal, Base64 or time sooner or later, so a
 * test that looks for "1590" fails by chance, and one that says so teaches nobody anything.
 */
import assert from 'node:assert/strict';

/** So long a value, or run of digits, is not met by chance. */
const BY_ITSELF = 8;

/** Places where parts of a value stand by chance, and never on purpose. */
const UUIDS = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;

/**
 * Fails if a value stands in a text: whole, without what stands between its digits, or by the last four of them, by which
 * people know it. Those, and values that are short, count where they stand by themselves, not in the middle of an id.
 */
export function expectAbsent(text: string, ...values: readonly string[]): void {
  const found = values.filter((value) => standsIn(text, value));
  assert.ok(found.length === 0, `found: ${found.join(', ')}`);
}

/** Whether a value stands in a text, as `expectAbsent` looks for it. */
export function standsIn(text: string, value: string): boolean {
  const searched = text.replace(UUIDS, ' ');
  const digits = value.replace(/\D/g, '');
  const isNumber = digits.length >= BY_ITSELF && /^[\d\s()+./-]+$/.test(value);
  const whole = isNumber ? [value, digits] : [value];
  const inAnyPlace = whole.filter((form) => form.length >= BY_ITSELF);
  const alone = [...whole.filter((form) => form.length < BY_ITSELF), ...(isNumber ? [digits.slice(-4)] : [])];
  return inAnyPlace.some((form) => searched.includes(form)) || alone.some((form) => standsAlone(searched, form));
}

function standsAlone(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const around = [text[at - 1] ?? '', text[at + word.length] ?? ''];
    // A fraction of a second is no value.
    if (!around.some((sign) => /[0-9a-z]/i.test(sign)) && !/:\d\d\.$/.test(text.slice(0, at))) return true;
  }
  return false;
}
