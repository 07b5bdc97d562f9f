/** Which field a column could be kept in, where a module has none. Pure: a proposal for a person. */
import { checkbox } from '@/lib/crm/modules/field-types/checkbox';
import { currency as money } from '@/lib/crm/modules/field-types/currency';
import { date } from '@/lib/crm/modules/field-types/date';
import { dateTime } from '@/lib/crm/modules/field-types/date-time';
import { decimal } from '@/lib/crm/modules/field-types/decimal';
import { multiLine } from '@/lib/crm/modules/field-types/multi-line';
import { percent } from '@/lib/crm/modules/field-types/percent';
import { pickList } from '@/lib/crm/modules/field-types/pick-list';
import { singleLine } from '@/lib/crm/modules/field-types/single-line';
import type { FieldOptions, FieldTypeKey } from '@/lib/crm/modules/field-types/type';
import { type ColumnSeen, leftOut } from './seen';
import { yesOrNo } from './words';

export interface ProposedField {
  type: FieldTypeKey;
  options: Pick<FieldOptions, 'currency' | 'size'> & { pickList?: { label: string }[] };
}

const MOST_OPTIONS = 20;
const LONGEST_OPTION = 60;
const LONGEST_LINE = 255;
const SMALL_TEXT = 2000;

export function proposeField(seen: ColumnSeen): ProposedField {
  const said = seen.filled - sum(Object.values(seen.empties));
  const isAll = (count: number) => said > 0 && count === said;
  const values = seen.values?.filter((value) => !(value.toLowerCase() in seen.empties)) ?? null;
  if (values && said > 0 && values.every((value) => yesOrNo(value) !== undefined) && !values.every(isOneWord)) {
    return { type: checkbox.key, options: {} };
  }
  if (isAll(leftOut(seen.dates, '').count)) return { type: (seen.timed > 0 ? dateTime : date).key, options: {} };
  const { zeros, long } = seen.odd;
  if (isAll(leftOut(seen.numbers, '').count) && zeros + long === 0) return numberField(seen, said);
  if (values && values.length <= MOST_OPTIONS && said >= values.length * 3 && seen.longest <= LONGEST_OPTION) {
    return { type: pickList.key, options: { pickList: values.map((label) => ({ label })) } };
  }
  if (seen.longest <= LONGEST_LINE && seen.lists['\n'] === undefined) return { type: singleLine.key, options: {} };
  return { type: multiLine.key, options: { size: seen.longest > SMALL_TEXT ? 'large' : 'small' } };
}

/** A column that says nothing but 1, or nothing but 0, may be a number. */
const isOneWord = (value: string): boolean => /^\d$/.test(value);

function numberField(seen: ColumnSeen, said: number): ProposedField {
  if (seen.percents === said) return { type: percent.key, options: {} };
  const signs = Object.keys(seen.currencies);
  const [currency = ''] = signs[0]?.split(' ') ?? [];
  return signs.length === 1 ? { type: money.key, options: { currency } } : { type: decimal.key, options: {} };
}

const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);
