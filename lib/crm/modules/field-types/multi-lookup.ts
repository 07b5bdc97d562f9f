import type { Id } from '@/lib/platform/ids';
import { readId } from './id-input';
import { LIST_SEPARATOR, listOf, normaliseList } from './list-input';
import { accept, empty, type FieldType, refuse } from './type';

const MOST = 100;

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
  parse(input) {
    const ids = new Set<Id>();
    for (const part of listOf(input)) {
      const id = readId(part);
      if (!id.ok) return id;
      if (id.value !== undefined) ids.add(id.value);
      if (ids.size > MOST) return refuse(`At most ${MOST} records.`);
    }
    return ids.size === 0 ? empty : accept([...ids]);
  },
  format: (value) => value.join(', '),
  exportText: (value) => value.join(LIST_SEPARATOR),
  normalise: normaliseList,
  sortKey: (value) => value.slice(0, 3).join(' '),
};
