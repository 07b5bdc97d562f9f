import { numberSortKey } from './number-sort';
import { plainDecimal } from './number-text';
import type { FieldType, FilterOperator } from './type';

export const ORDERED_OPERATORS: readonly FilterOperator[] = [
  'equals',
  'not_equal',
  'less_than',
  'less_equal',
  'greater_than',
  'greater_equal',
  'between',
  'in',
  'is_empty',
  'is_not_empty',
];

/** What the types that keep a JavaScript number share. */
export const numberType = {
  list: false,
  refersTo: null,
  comparedAs: 'number',
  sortKeyTells: 'value',
  tells: 'with_others',
  cell: 'number',
  sheetCell: 'number',
  jsonType: 'double',
  creatable: true,
  requirable: true,
  sortable: true,
  markable: true,
  filterOperators: ORDERED_OPERATORS,
  exportText: plainDecimal,
  normalise: plainDecimal,
  sortKey: numberSortKey,
} as const satisfies Partial<FieldType<number>>;
