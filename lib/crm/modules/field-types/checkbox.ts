import { readText } from './text-input';
import { accept, type FieldType, refuse, whenGiven } from './type';

const TRUE = new Set(['true', 'yes', 'y', 't', '1', 'on']);
const FALSE = new Set(['false', 'no', 'n', 'f', '0', 'off']);

export const checkbox: FieldType<boolean> = {
  key: 'checkbox',
  label: 'Checkbox',
  list: false,
  refersTo: null,
  settings: [],
  comparedAs: 'exact',
  sortKeyTells: 'value',
  tells: 'nothing',
  cell: 'yes_or_no',
  sheetCell: 'box',
  jsonType: 'boolean',
  zohoDataType: 'boolean',
  markable: true,
  sealable: true,
  tokenTells: true,
  uniqueable: false,
  sortable: true,
  // A box that must be ticked would not be a question.
  requirable: false,
  creatable: true,
  filterOperators: ['equals', 'not_equal', 'is_empty', 'is_not_empty'],
  parse(input) {
    if (typeof input === 'boolean') return accept(input);
    return whenGiven(readText(typeof input === 'number' ? String(input) : input), (text) => {
      const word = text.toLowerCase();
      if (TRUE.has(word)) return accept(true);
      return FALSE.has(word) ? accept(false) : refuse('Enter true or false.');
    });
  },
  format: (value) => (value ? 'Yes' : 'No'),
  exportText: String,
  normalise: String,
  sortKey: (value) => (value ? '1' : '0'),
};
