import { fieldType } from '@/lib/modules/field-types/registry';
import type { FieldTypeKey, FilterOperator } from '@/lib/modules/field-types/type';
import type { ListFilter } from '@/lib/records/filter';
import type { ListField } from '@/lib/records/list-fields';

const WORDS: Record<FilterOperator, string> = {
  equals: 'is',
  not_equal: 'is not',
  contains: 'contains',
  starts_with: 'starts with',
  in: 'is any of',
  less_than: 'is less than',
  less_equal: 'is at most',
  greater_than: 'is more than',
  greater_equal: 'is at least',
  between: 'is between',
  is_empty: 'is empty',
  is_not_empty: 'is not empty',
};

const TIME_WORDS: Partial<Record<FilterOperator, string>> = {
  less_than: 'is before',
  less_equal: 'is on or before',
  greater_than: 'is after',
  greater_equal: 'is on or after',
};

const isTime = (type: FieldTypeKey) => type === 'date' || type === 'date_time';

export const operatorWords = (field: ListField, operator: string): string =>
  (isTime(field.type) ? TIME_WORDS[operator as FilterOperator] : undefined) ??
  WORDS[operator as FilterOperator] ??
  operator;

const CHOOSABLE: ReadonlySet<FieldTypeKey> = new Set(['pick_list', 'multi_pick_list', 'user']);

/** Those the builder offers: several values only where they are chosen from a list. */
export const offeredOperators = (field: ListField): readonly FilterOperator[] =>
  field.operators.filter((operator) => operator !== 'in' || CHOOSABLE.has(field.type));

export const takesNoValue = (operator: string): boolean => operator === 'is_empty' || operator === 'is_not_empty';

/** "Lead Source is any of Web, Partner". Ids are named where a name is known. */
export function filterInWords(
  field: ListField,
  { operator, value }: ListFilter,
  names: Readonly<Record<string, string>>,
  timeZone: string,
): string {
  const texts = value === undefined ? [] : typeof value === 'string' ? [value] : value;
  const shown = texts.map((text) => valueInWords(field, operator, text, names, timeZone));
  const joined = shown.join(operator === 'between' ? ' and ' : ', ');
  return [field.label, operatorWords(field, operator), joined].filter(Boolean).join(' ');
}

function valueInWords(
  field: ListField,
  operator: string,
  text: string,
  names: Readonly<Record<string, string>>,
  timeZone: string,
): string {
  if (field.type === 'user') return names[text] ?? 'a former user';
  if (field.type === 'lookup' || field.type === 'multi_lookup') return names[text] ?? 'the chosen record';
  if (operator === 'contains' || operator === 'starts_with') return `“${text}”`;
  const type = fieldType(field.type);
  const parsed = type.parse(text, { ...field.options, timeZone });
  return parsed.ok && parsed.value !== undefined ? type.format(parsed.value, field.options, { timeZone }) : text;
}
