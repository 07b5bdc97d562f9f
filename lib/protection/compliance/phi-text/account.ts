/** Bank and other accounts, by what they are called; IBANs by their check digits (ISO 13616, ISO 7064 MOD 97-10). */
import { labelled } from './labelled';
import type { Detector } from './span';

const IBAN = /[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/gi;

export function isIban(value: string): boolean {
  const code = value.replaceAll(' ', '').toUpperCase();
  let rest = 0;
  for (const char of code.slice(4) + code.slice(0, 4)) {
    rest = char < 'A' ? (rest * 10 + Number(char)) % 97 : (rest * 100 + char.charCodeAt(0) - 55) % 97;
  }
  return rest === 1 && code.length >= 15 && code.length <= 34;
}

const besideLabel = labelled(
  '(?:bank |checking |savings |patient )?(?:account|acct)s?|a/c|routing|aba|iban|sort code|wallet',
  undefined,
  (value, after) =>
    value.replace(/\D/g, '').length >= 5 && !/^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$/.test(value) && !/^ ?%/.test(after),
);

export const accountIn: Detector = (text) => [
  ...[...text.matchAll(IBAN)]
    .filter(({ 0: value }) => isIban(value))
    .map(({ 0: value, index }) => ({ start: index, end: index + value.length })),
  ...besideLabel(text),
];
