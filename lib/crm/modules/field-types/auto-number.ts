import { textSortKey } from './text-fold';
import { readText } from './text-input';
import { TEXT_OPERATORS } from './text-type';
import { type FieldOptions, type FieldType, refuse, whenGiven } from './type';

/** The text of the n-th record (n from 0) of an Auto-Number field: prefix, number, suffix. */
export function autoNumberText(n: number, options: FieldOptions): string {
  return `${options.prefix ?? ''}${(options.startNumber ?? 1) + n}${options.suffix ?? ''}`;
}

/** Set once by the product when a record is made; nobody writes it. */
export const autoNumber: FieldType<string> = {
  key: 'auto_number',
  label: 'Auto-Number',
  list: false,
  refersTo: null,
  generated: true,
  settings: ['prefix', 'startNumber', 'suffix'],
  comparedAs: 'text',
  sortKeyTells: 'equal',
  tells: 'nothing',
  cell: 'text',
  sheetCell: 'text',
  jsonType: 'string',
  zohoDataType: 'autonumber',
  markable: false,
  sealable: false,
  uniqueable: false,
  sortable: true,
  requirable: false,
  creatable: true,
  filterOperators: TEXT_OPERATORS,
  parse: (input) => whenGiven(readText(input), () => refuse('This number is set by Careledger.')),
  format: (value) => value,
  exportText: (value) => value,
  normalise: (value) => value,
  // Each run of digits goes after its length, so that R-9 stands before R-10.
  sortKey: (value) =>
    textSortKey(
      value.replace(/[0-9]+/gu, (run) => {
        const digits = run.replace(/^0+(?=[0-9])/u, '');
        return `${String(digits.length).padStart(2, '0')}${digits}`;
      }),
    ),
};
