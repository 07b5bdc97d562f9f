import { checkbox } from './checkbox';
import { currency } from './currency';
import { date } from './date';
import { dateTime } from './date-time';
import { decimal } from './decimal';
import { email } from './email';
import { multiLine } from './multi-line';
import { number } from './number';
import { percent } from './percent';
import { phone } from './phone';
import { pickList } from './pick-list';
import { singleLine } from './single-line';
import type { FieldType } from './type';
import { url } from './url';

/** What a field can be that is made of a column. */
export const COLUMN_TYPES: readonly FieldType[] = [
  singleLine,
  multiLine,
  pickList,
  date,
  dateTime,
  number,
  decimal,
  currency,
  percent,
  checkbox,
  email,
  phone,
  url,
];
