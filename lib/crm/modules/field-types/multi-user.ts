import type { Id } from '@/lib/platform/ids';
import { readIds } from './id-input';
import { LIST_SEPARATOR, normaliseList } from './list-input';
import type { FieldType } from './type';

/** Several users of the org. */
export const multiUser: FieldType<readonly Id[]> = {
  key: 'multi_user',
  label: 'Multi-User',
  list: true,
  refersTo: 'user',
  settings: [],
  comparedAs: 'members',
  sortKeyTells: 'order',
  tells: 'nothing',
  cell: 'list',
  sheetCell: 'text',
  jsonType: 'jsonarray',
  zohoDataType: 'multiuserlookup',
  markable: true,
  sealable: false,
  uniqueable: false,
  sortable: false,
  requirable: true,
  creatable: true,
  // contains: holds this user; in: holds any of these.
  filterOperators: ['contains', 'in', 'is_empty', 'is_not_empty'],
  parse: (input) => readIds(input, 'users'),
  format: (value) => value.join(', '),
  exportText: (value) => value.join(LIST_SEPARATOR),
  normalise: normaliseList,
  sortKey: (value) => value.slice(0, 3).join(' '),
};
