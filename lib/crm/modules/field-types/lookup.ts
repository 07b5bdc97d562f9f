import type { Id } from '@/lib/platform/ids';
import { idSortKey, readId } from './id-input';
import type { FieldType } from './type';

/** A record of the module `options.lookupModule`. */
export const lookup: FieldType<Id> = {
  key: 'lookup',
  label: 'Lookup',
  list: false,
  refersTo: 'record',
  settings: ['lookupModule'],
  comparedAs: 'link',
  sortKeyTells: 'value',
  tells: 'together',
  cell: 'text',
  sheetCell: 'text',
  jsonType: 'jsonobject',
  zohoDataType: 'lookup',
  markable: false,
  sealable: false,
  uniqueable: false,
  // People expect the order of the names, which are not in the record.
  sortable: false,
  requirable: true,
  creatable: true,
  filterOperators: ['equals', 'not_equal', 'in', 'is_empty', 'is_not_empty'],
  parse: (input) => readId(input),
  format: (value) => value,
  exportText: (value) => value,
  normalise: (value) => value,
  sortKey: idSortKey,
};
