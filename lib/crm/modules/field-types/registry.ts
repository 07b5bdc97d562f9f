import { autoNumber } from './auto-number';
import { checkbox } from './checkbox';
import { currency } from './currency';
import { date } from './date';
import { dateTime } from './date-time';
import { decimal } from './decimal';
import { email } from './email';
import { longInteger } from './long-integer';
import { lookup } from './lookup';
import { multiLine } from './multi-line';
import { multiLookup } from './multi-lookup';
import { multiPickList } from './multi-pick-list';
import { multiUser } from './multi-user';
import { number } from './number';
import { percent } from './percent';
import { phone } from './phone';
import { pickList } from './pick-list';
import { singleLine } from './single-line';
import type { FieldType, FieldTypeKey } from './type';
import { url } from './url';
import { user } from './user';

const TYPES: Record<FieldTypeKey, FieldType> = {
  single_line: singleLine,
  multi_line: multiLine,
  email,
  phone,
  url,
  pick_list: pickList,
  multi_pick_list: multiPickList,
  date,
  date_time: dateTime,
  number,
  long_integer: longInteger,
  decimal,
  currency,
  percent,
  checkbox,
  user,
  multi_user: multiUser,
  lookup,
  multi_lookup: multiLookup,
  auto_number: autoNumber,
};

/** All field types, in the order in which Setup offers them. */
export const FIELD_TYPES: readonly FieldType[] = Object.values(TYPES);

export function fieldType(key: FieldTypeKey): FieldType {
  return TYPES[key];
}

/** Whether a text from outside names a field type. */
export function isFieldTypeKey(text: unknown): text is FieldTypeKey {
  return typeof text === 'string' && Object.hasOwn(TYPES, text);
}
