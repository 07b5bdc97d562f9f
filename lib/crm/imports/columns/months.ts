/** Names of months as exports of other systems write them. Pure. */

const LOCALES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt'];

let known: Map<string, number> | undefined;

/** 1 to 12; undefined for a word that is no month, or another one in another language. */
export function monthNamed(word: string): number | undefined {
  known ??= namesOfMonths();
  return known.get(plainWord(word));
}

const plainWord = (word: string): string =>
  word
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\p{M}.]/gu, '');

function namesOfMonths(): Map<string, number> {
  const names = new Map<string, number>([['sept', 9]]);
  const unclear = new Set<string>();
  for (const locale of LOCALES) {
    for (const style of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(locale, { month: style, timeZone: 'UTC' });
      for (let month = 1; month <= 12; month += 1) {
        const name = plainWord(format.format(Date.UTC(2000, month - 1, 15)));
        if ((names.get(name) ?? month) !== month) unclear.add(name);
        names.set(name, month);
      }
    }
  }
  for (const name of unclear) names.delete(name);
  return names;
}
