/** Words that programs and people write for nothing, and for yes and no. Pure. */

const EMPTY = new Set([
  'n/a',
  '#n/a',
  'na',
  'n.a.',
  'n. a.',
  'null',
  'none',
  'nil',
  'nan',
  '-',
  '--',
  '---',
  '\u2013',
  '\u2014',
  '(blank)',
  '(null)',
  '<null>',
  '\\n',
  'unknown',
  'undefined',
  '?',
  '#null!',
  '#value!',
  '#ref!',
  '#name?',
  '#div/0!',
  'not available',
  'not applicable',
  'k.a.',
  'k. a.',
  '.',
]);

/** The word as it is listed; undefined for one that says something. */
export function emptyWord(cell: string): string | undefined {
  if (cell.length > 14) return undefined;
  const word = cell.toLowerCase();
  return EMPTY.has(word) ? word : undefined;
}

const YES = new Set([
  'x',
  '\u2713',
  '\u2714',
  '\u2611',
  'ja',
  'oui',
  'si',
  's\u00ed',
  'vrai',
  'wahr',
  'checked',
  'yes',
  'y',
  'true',
  't',
  '1',
  'on',
]);
const NO = new Set([
  'nein',
  'non',
  'faux',
  'falsch',
  'unchecked',
  '\u2717',
  '\u2718',
  '\u2610',
  'no',
  'n',
  'false',
  'f',
  '0',
  'off',
  'nee',
]);

/** `true`, `false`, or undefined for a word that is neither. */
export function yesOrNo(cell: string): 'true' | 'false' | undefined {
  const word = cell.toLowerCase();
  if (YES.has(word)) return 'true';
  return NO.has(word) ? 'false' : undefined;
}
