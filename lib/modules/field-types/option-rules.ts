/** Which settings a field of each type has, and which of them may change once the field is there. Pure. */
import type { FieldOptions, FieldTypeKey } from './type';

export type OptionKey = keyof FieldOptions;

const SETTINGS: Record<FieldTypeKey, readonly OptionKey[]> = {
  single_line: ['maxLength'],
  multi_line: ['size'],
  email: [],
  phone: [],
  url: [],
  pick_list: ['pickList'],
  multi_pick_list: ['pickList'],
  date: [],
  date_time: [],
  number: ['min', 'max'],
  long_integer: ['min', 'max'],
  decimal: ['decimals', 'min', 'max'],
  currency: ['currency', 'decimals', 'min', 'max'],
  percent: ['decimals', 'min', 'max'],
  checkbox: [],
  user: [],
  lookup: ['lookupModule'],
  multi_lookup: ['lookupModule'],
  auto_number: ['prefix', 'startNumber', 'suffix'],
};

/** Changing one of these would change what the values already kept mean. */
const FIXED: readonly OptionKey[] = ['currency', 'lookupModule', 'startNumber', 'lines'];

/** The settings an administrator gives a field of this type, in the order in which a form asks for them. */
export const settingsOf = (type: FieldTypeKey): readonly OptionKey[] => SETTINGS[type];

/** Whether a setting is decided when the field is made, and never again. */
export const isFixedSetting = (option: OptionKey): boolean => FIXED.includes(option);

/** Decimal places of a field that sets none. */
export const DEFAULT_DECIMALS: Partial<Record<FieldTypeKey, number>> = { decimal: 9, currency: 2, percent: 2 };

export const SINGLE_LINE_MAX_LENGTH = 255;
export const MOST_DECIMALS = 9;
export const MOST_PICK_LIST_OPTIONS = 500;
export const PICK_LIST_TEXT_LENGTH = 120;
