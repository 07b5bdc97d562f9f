import { foldText, textSortKey } from './text-fold';
import type { FieldType, FilterOperator } from './type';

export const TEXT_OPERATORS: readonly FilterOperator[] = [
  'equals',
  'not_equal',
  'contains',
  'starts_with',
  'in',
  'is_empty',
  'is_not_empty',
];

/** What the types that keep plain text share. */
export const textType = {
  list: false,
  refersTo: null,
  settings: [],
  comparedAs: 'text',
  sortKeyTells: 'equal',
  tells: 'with_others',
  cell: 'text',
  sheetCell: 'text',
  jsonType: 'string',
  creatable: true,
  requirable: true,
  filterOperators: TEXT_OPERATORS,
  format: (value: string) => value,
  exportText: (value: string) => value,
  normalise: foldText,
  sortKey: textSortKey,
} as const satisfies Partial<FieldType<string>>;
