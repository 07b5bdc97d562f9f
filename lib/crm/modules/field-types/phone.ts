import { readLine } from './text-input';
import { textType } from './text-type';
import { accept, type FieldType, refuse, whenGiven } from './type';

const MAX_LENGTH = 30;
const PHONE = /^\+?[0-9\s().\-/]*[0-9][0-9\s().\-/]*(?:(?:x|ext\.?|#)\s*[0-9]{1,8})?$/iu;
const EXTENSION = /(?:x|ext\.?|#)\s*(?<extension>[0-9]+)$/iu;
const NORTH_AMERICAN = /^1?(?<national>[2-9][0-9]{9})$/u;
const INTERNATIONAL = /^00(?<abroad>[1-9][0-9]+)$/u;

/** Digits with the leading + kept; a North American number reads the same with and without +1; extension after an x. */
function normalise(value: string): string {
  const extension = EXTENSION.exec(value)?.groups?.extension;
  const main = value.replace(EXTENSION, '').trim();
  const suffix = extension === undefined ? '' : `x${extension}`;
  const digits = main.replace(/[^0-9]/gu, '');
  if (main.startsWith('+')) return `+${digits}${suffix}`;
  const national = NORTH_AMERICAN.exec(digits)?.groups?.national;
  if (national !== undefined) return `+1${national}${suffix}`;
  const abroad = INTERNATIONAL.exec(digits)?.groups?.abroad;
  return abroad === undefined ? `${digits}${suffix}` : `+${abroad}${suffix}`;
}

export const phone: FieldType<string> = {
  ...textType,
  key: 'phone',
  label: 'Phone',
  contact: 'phone',
  comparedAs: 'digits',
  sortKeyTells: 'value',
  tells: 'same',
  cell: 'word',
  zohoLength: () => MAX_LENGTH,
  zohoDataType: 'phone',
  markable: true,
  sealable: true,
  uniqueable: true,
  sortable: true,
  parse(input) {
    return whenGiven(readLine(input, MAX_LENGTH), (line) =>
      PHONE.test(line) ? accept(line) : refuse('Enter a phone number: digits, spaces and + ( ) - . / x only.'),
    );
  },
  normalise,
  sortKey: normalise,
};
