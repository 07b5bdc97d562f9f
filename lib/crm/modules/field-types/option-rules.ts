/** Which settings of a field may change once it is there, and their bounds. Pure. */
import type { OptionKey } from './type';

/** Changing one of these would change what the values already kept mean. */
const FIXED: readonly OptionKey[] = ['currency', 'lookupModule', 'startNumber', 'lines'];

/** Whether a setting is decided when the field is made, and never again. */
export const isFixedSetting = (option: OptionKey): boolean => FIXED.includes(option);

export const SINGLE_LINE_MAX_LENGTH = 255;
export const MOST_DECIMALS = 9;
export const MOST_PICK_LIST_OPTIONS = 500;
export const PICK_LIST_TEXT_LENGTH = 120;
