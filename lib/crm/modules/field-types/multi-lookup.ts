import type { Id } from '@/lib/platform/ids';
import { readIds } from './id-input';
import { LIST_SEPARATOR, normaliseList } from './list-input';
import type { FieldType } from './type';

/** Several records of the module `options.lookupModule`. */
export const multiLookup: FieldType<readonly Id[]> = {
  key: 'multi_lookup',
  label: 'Multi-Select Lookup',
  list: true,
  refersTo: 'record',
  settings: ['lookupModule'],
  comparedAs: 'members',
  sortKeyTells: 'order',
  tells: 'nothing',
  cell: 'list',
  sheetCell: 'text',
  jsonType: 'jsonarray',
  zohoDataType: 'multiselectlookup',
  markable: false,
  sealable: false,
  uniqueable: false,
  sortable: false,
  requirable: true,
  creatable: true,
  // contains: holds this record; in: holds any of these.
  filterOperators: ['contains', 'in', 'is_empty', 'is_not_empty'],
  parse: (input) => readIds(input, 'records'),
  format: (value) => value.join(', '),
  exportText: (value) => value.join(LIST_SEPARATOR),
  normalise: normaliseList,
  sortKey: (value) => value.slice(0, 3).join(' '),
};
