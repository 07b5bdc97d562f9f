import { readText } from './text-input';
import { textType } from './text-type';
import { accept, type FieldOptions, type FieldType, type PickListOption, refuse, whenGiven } from './type';

/** The option a text names: by value or label as written, else by either without regard to case. */
function findOption(text: string, options: FieldOptions): PickListOption | undefined {
  const list = options.pickList ?? [];
  const folded = text.toLowerCase();
  return (
    list.find((option) => option.value === text) ??
    list.find((option) => option.label === text) ??
    list.find((option) => option.value.toLowerCase() === folded || option.label.toLowerCase() === folded)
  );
}

/** An option that was removed since still shows under its value. */
export function optionLabel(value: string, options: FieldOptions): string {
  return options.pickList?.find((option) => option.value === value)?.label ?? value;
}

export const pickList: FieldType<string> = {
  ...textType,
  key: 'pick_list',
  label: 'Pick List',
  settings: ['pickList'],
  cell: 'option',
  zohoDataType: 'picklist',
  markable: true,
  sealable: true,
  uniqueable: false,
  sortable: true,
  filterOperators: ['equals', 'not_equal', 'in', 'is_empty', 'is_not_empty'],
  parse(input, options) {
    return whenGiven(readText(input), (text) => {
      const option = findOption(text, options);
      return option === undefined ? refuse('This is not one of the options.') : accept(option.value);
    });
  },
  format: optionLabel,
};
