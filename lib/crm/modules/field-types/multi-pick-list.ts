import { LIST_SEPARATOR, listOf, normaliseList } from './list-input';
import { optionLabel, pickList } from './pick-list';
import { textSortKey } from './text-fold';
import { accept, empty, type FieldType } from './type';

export const multiPickList: FieldType<readonly string[]> = {
  key: 'multi_pick_list',
  label: 'Multi-Select Picklist',
  list: true,
  refersTo: null,
  settings: ['pickList'],
  comparedAs: 'members',
  sortKeyTells: 'order',
  tells: 'nothing',
  cell: 'list',
  sheetCell: 'text',
  jsonType: 'jsonarray',
  zohoDataType: 'multiselectpicklist',
  markable: true,
  sealable: true,
  uniqueable: false,
  sortable: false,
  requirable: true,
  creatable: true,
  // contains: holds this option; in: holds any of these.
  filterOperators: ['contains', 'in', 'is_empty', 'is_not_empty'],
  parse(input, options) {
    const chosen = new Set<string>();
    for (const part of listOf(input)) {
      const option = pickList.parse(part, options);
      if (!option.ok) return option;
      if (option.value !== undefined) chosen.add(option.value);
    }
    if (chosen.size === 0) return empty;
    // In the order of the list, so that the same choice is the same value however it was ticked.
    return accept((options.pickList ?? []).map((option) => option.value).filter((value) => chosen.has(value)));
  },
  format: (value, options) => value.map((item) => optionLabel(item, options)).join(', '),
  exportText: (value) => value.join(LIST_SEPARATOR),
  normalise: normaliseList,
  sortKey: (value) => textSortKey(value.join(', ')),
};
