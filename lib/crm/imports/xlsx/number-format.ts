/** What a number format says of the number it shows, as far as it changes what it means. Pure. */

export type Look =
  | { kind: 'number' | 'percent' | 'date' | 'time' }
  | { kind: 'date_time'; millis: boolean }
  | { kind: 'digits'; pattern: string }
  /** `sign`: as it stands in the format, `€` or `EUR`. */
  | { kind: 'currency'; sign: string };

/** Built-in formats that have no code in the file (ECMA-376 18.8.30). */
const DATES = new Set([14, 15, 16, 17, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);
const TIMES = new Set([18, 19, 20, 21, 32, 33, 45, 46, 47]);
const DATE_TIMES = new Set([22]);
const PERCENTS = new Set([9, 10]);
const DOLLARS = new Set([5, 6, 7, 8, 42, 44]);

export function lookOf(formatId: number, code: string | undefined): Look {
  if (DATES.has(formatId)) return { kind: 'date' };
  if (TIMES.has(formatId)) return { kind: 'time' };
  if (DATE_TIMES.has(formatId)) return { kind: 'date_time', millis: false };
  if (code !== undefined) return lookOfCode(code);
  if (PERCENTS.has(formatId)) return { kind: 'percent' };
  return DOLLARS.has(formatId) ? { kind: 'currency', sign: '$' } : { kind: 'number' };
}

const QUOTED = /"[^"]*"/gu;
const ESCAPED = /[\\_*]./gu;
/** `[Red]`, `[$-409]`, `[>9]`; not `[h]`, which counts hours. */
const BRACKETS = /\[(?!h+\]|m+\]|s+\])[^\]]*\]/giu;

function lookOfCode(whole: string): Look {
  // The format of positive numbers.
  const code = whole.split(';')[0] ?? '';
  const unquoted = code.replace(QUOTED, '').replace(BRACKETS, '');
  // "00000" and "000-00-0000": ZIP codes and numbers of people, whose zeros in front are part of them.
  const pattern = unquoted.replace(/\\/g, '');
  if (/^[0\-() ]{2,}$/u.test(pattern) && /00/u.test(pattern)) return { kind: 'digits', pattern };
  const bare = unquoted.replace(ESCAPED, '').replace(/general/giu, '');
  const hasTime = /[hs]/iu.test(bare);
  const hasDay = hasTime ? /[dy]/iu.test(bare) : /[dmy]/iu.test(bare);
  if (hasTime && hasDay) return { kind: 'date_time', millis: /s\.0/iu.test(bare) };
  if (hasTime) return { kind: 'time' };
  if (hasDay) return { kind: 'date' };
  if (bare.includes('%')) return { kind: 'percent' };
  const sign = signIn(code);
  return sign === undefined ? { kind: 'number' } : { kind: 'currency', sign };
}

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

/** `[$€-407]`, `"€"`, `\€`, `$`, `"EUR"`: what stands beside the amount. */
function signIn(code: string): string | undefined {
  const named = /\[\$([^\]-]+)(?:-[^\]]*)?\]/u.exec(code)?.[1]?.trim();
  if (named) return named;
  const shown = code.replace(BRACKETS, '').replace(/[_*]./gu, ' ').replace(/["\\]/gu, '');
  const symbol = /\p{Lu}{0,3}\p{Sc}/u.exec(shown)?.[0];
  if (symbol !== undefined) return symbol;
  return shown.match(/\p{L}+/gu)?.find((word) => CURRENCIES.has(word));
}
