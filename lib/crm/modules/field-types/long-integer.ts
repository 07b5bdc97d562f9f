import { readDecimalText } from './number-text';
import { ORDERED_OPERATORS } from './number-type';
import { accept, type FieldType, refuse, whenGiven } from './type';

const MAX = 2n ** 63n - 1n;
const SORT_DIGITS = 19;
const SORT_COMPLEMENT = 10n ** BigInt(SORT_DIGITS) - 1n;

/** A whole number of at most 19 digits within 64 bits, kept as decimal text because a JavaScript number cannot hold it. */
export const longInteger: FieldType<string> = {
  key: 'long_integer',
  label: 'Long Integer',
  list: false,
  refersTo: null,
  numeric: { decimals: null },
  settings: ['min', 'max'],
  comparedAs: 'number',
  sortKeyTells: 'value',
  tells: 'same',
  cell: 'number',
  // A spreadsheet keeps 15 digits.
  sheetCell: 'text',
  jsonType: 'string',
  zohoDataType: 'bigint',
  markable: true,
  sealable: true,
  uniqueable: true,
  sortable: true,
  requirable: true,
  creatable: true,
  filterOperators: ORDERED_OPERATORS,
  parse(input, options) {
    if (typeof input === 'number' && !Number.isSafeInteger(input)) {
      return refuse('Enter a whole number; above 15 digits, send it as text.');
    }
    return whenGiven(readDecimalText(input), (text) => {
      if (text.includes('.')) return refuse('Enter a whole number.');
      // A text of any length comes in: count before making a number of it.
      if (text.length > SORT_DIGITS + 1) return refuse('At most 19 digits.');
      const value = BigInt(text);
      if (value > MAX || value < -MAX) return refuse(`Enter a number from -${MAX} to ${MAX}.`);
      if (options.min !== undefined && value < options.min) return refuse(`Enter ${options.min} or more.`);
      if (options.max !== undefined && value > options.max) return refuse(`Enter ${options.max} or less.`);
      return accept(text);
    });
  },
  format: (value) => value,
  exportText: (value) => value,
  normalise: (value) => value,
  sortKey(value) {
    const number = BigInt(value);
    const digits = number < 0n ? SORT_COMPLEMENT + number : number;
    return `${number < 0n ? '0' : '1'}${digits.toString().padStart(SORT_DIGITS, '0')}`;
  },
};
