const SORT_KEY_LENGTH = 64;
const COMBINING_MARKS = /[\u0300-\u036f]/gu;
/** Digits with separators, as a social security, phone or card number is written. */
const DIGITS_AND_SEPARATORS = /^[0-9\s\p{Pd}./()]+$/u;
const FEWEST_DIGITS = 7;

/** Equal for texts that differ in case, in spaces or in how their accents are composed. */
export function foldText(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim().toLowerCase().normalize('NFC');
}

/**
 * As `foldText`, and a long number is found however it is typed: 999-81-5679 equals 999815679. Below seven digits
 * separators carry meaning more often than not (room 1-23 is not room 12-3), so they stay.
 */
export function foldIdentifier(text: string): string {
  const folded = foldText(text);
  if (!DIGITS_AND_SEPARATORS.test(folded)) return folded;
  const digits = folded.replace(/[^0-9]/gu, '');
  return digits.length < FEWEST_DIGITS ? folded : digits;
}

/** Order of a list of names: case and accents do not count. */
export function textSortKey(text: string): string {
  const key = foldText(text.normalize('NFKD').replace(COMBINING_MARKS, ''));
  if (key.length <= SORT_KEY_LENGTH) return key;
  const cut = key.slice(0, SORT_KEY_LENGTH);
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}
