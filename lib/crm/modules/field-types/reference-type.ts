import type { Id } from '@/lib/platform/ids';
import { idSortKey, readId } from './id-input';
import { LIST_SEPARATOR, normaliseList } from './list-input';
import type { FieldType } from './type';

/** What all types share whose values are ids. */
const reference = {
  sheetCell: 'text',
  sealable: false,
  uniqueable: false,
  // People expect the order of the names, which are not in the record.
  sortable: false,
  requirable: true,
  creatable: true,
} as const;

/** What the types share that keep one id. */
export const oneReference = {
  ...reference,
  list: false,
  sortKeyTells: 'value',
  tells: 'together',
  cell: 'text',
  jsonType: 'jsonobject',
  filterOperators: ['equals', 'not_equal', 'in', 'is_empty', 'is_not_empty'],
  parse: (input: unknown) => readId(input),
  format: (value: Id) => value,
  exportText: (value: Id) => value,
  normalise: (value: Id) => value,
  sortKey: idSortKey,
} as const satisfies Partial<FieldType<Id>>;

/** What the types share that keep several ids. */
export const severalReferences = {
  ...reference,
  list: true,
  comparedAs: 'members',
  sortKeyTells: 'order',
  tells: 'nothing',
  cell: 'list',
  jsonType: 'jsonarray',
  // contains: holds this one; in: holds any of these.
  filterOperators: ['contains', 'in', 'is_empty', 'is_not_empty'],
  format: (value: readonly Id[]) => value.join(', '),
  exportText: (value: readonly Id[]) => value.join(LIST_SEPARATOR),
  normalise: normaliseList,
  sortKey: (value: readonly Id[]) => value.slice(0, 3).join(' '),
} as const satisfies Partial<FieldType<readonly Id[]>>;
