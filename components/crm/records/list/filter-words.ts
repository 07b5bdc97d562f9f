import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { type FilterOperator, isChosen } from '@/lib/crm/modules/field-types/type';
import type { ListFilter } from '@/lib/crm/records/filter';
import type { ListField } from '@/lib/crm/records/list-fields';

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

export const operatorWords = (field: ListField, operator: string): string =>
  (fieldType(field.type).moment ? TIME_WORDS[operator as FilterOperator] : undefined) ??
  WORDS[operator as FilterOperator] ??
  operator;

/** Those the builder offers: several values only where they are chosen from a list. */
export function offeredOperators(field: ListField): readonly FilterOperator[] {
  const type = fieldType(field.type);
  const areListed = isChosen(type) || type.refersTo === 'user';
  return field.operators.filter((operator) => operator !== 'in' || areListed);
}

export const takesNoValue = (operator: string): boolean => operator === 'is_empty' || operator === 'is_not_empty';

/** "Lead Source is any of Web, Partner". Ids are named where a name is known. */
export function filterInWords(
  field: ListField,
  { operator, value }: ListFilter,
  names: Readonly<Record<string, string>>,
  timeZone: string,
): string {
  const texts = value === undefined ? [] : typeof value === 'string' ? [value] : value;
  const shown = texts.map((text) => valueInWords(field, operator, text, { names, timeZone }));
  const joined = shown.join(operator === 'between' ? ' and ' : ', ');
  return [field.label, operatorWords(field, operator), joined].filter(Boolean).join(' ');
}

function valueInWords(
  field: ListField,
  operator: string,
  text: string,
  { names, timeZone }: { names: Readonly<Record<string, string>>; timeZone: string },
): string {
  const type = fieldType(field.type);
  if (type.refersTo === 'user') return names[text] ?? 'a former user';
  if (type.refersTo === 'record') return names[text] ?? 'the chosen record';
  if (operator === 'contains' || operator === 'starts_with') return `“${text}”`;
  const parsed = type.parse(text, { ...field.options, timeZone });
  return parsed.ok && parsed.value !== undefined ? type.format(parsed.value, field.options, { timeZone }) : text;
}
