import { foldText, textSortKey } from './text-fold';
import type { FilterOperator } from './type';

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
  creatable: true,
  requirable: true,
  filterOperators: TEXT_OPERATORS,
  format: (value: string) => value,
  exportText: (value: string) => value,
  normalise: foldText,
  sortKey: textSortKey,
};
