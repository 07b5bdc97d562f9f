/** Filters as a list, a view or an export names them, read by the allow-list of what the asker may filter. Pure. */

import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { FilterOperator, StoredValue } from '@/lib/crm/modules/field-types/type';
import { type CareledgerError, forbidden, invalid } from '@/lib/platform/errors';
import { isProtected, type ListField } from './list-fields';

export interface ListFilter {
  /** API name of a field or system column. */
  field: string;
  operator: string;
  /** As a person typed it; absent for `is_empty` and `is_not_empty`; two for `between`. */
  value?: string | readonly string[];
}

export interface ReadFilter {
  field: ListField;
  operator: FilterOperator;
  values: readonly StoredValue[];
}

export const MAX_FILTERS = 20;
const MAX_VALUES = 50;
const MAX_TEXT = 255;

/** Why a field was refused, for its event: the caller may not read what it would tell. */
export const FIELD_REFUSED = 'FIELD_NOT_ALLOWED';

const USES = {
  filter: 'filter by it this way',
  sort: 'sort by it',
  board: 'make columns of it',
  sum: 'add it up',
  calendar: 'make a calendar of it',
  group: 'group by it',
};

/** @throws forbidden, naming the field, when a protected one is asked for what it never tells. */
export function refuseField(field: ListField, use: keyof typeof USES): CareledgerError {
  const message = `${field.label} holds protected data. You cannot ${USES[use]}.`;
  return forbidden(message, { reason: FIELD_REFUSED, fields: { [field.apiName]: message }, facts: { use } });
}

/**
 * Reads filters; all of them must match.
 * @param timeZone of date-times that carry none.
 * @throws invalid, naming the field; forbidden for a field the asker may not read.
 */
export function readFilters(
  fields: readonly ListField[],
  filters: readonly ListFilter[],
  timeZone: string,
): ReadFilter[] {
  if (filters.length > MAX_FILTERS) throw invalid(`Use at most ${MAX_FILTERS} filters.`);
  return filters.map((filter) => {
    const field = getListField(fields, filter.field);
    return { field, ...readFilter(field, filter, timeZone) };
  });
}

/** @throws invalid: a column's name is the caller's word, so the answer names it. */
export function getListField(fields: readonly ListField[], apiName: string): ListField {
  const found = fields.find((field) => field.apiName === apiName);
  if (!found) throw invalid(`There is no field ${apiName.slice(0, 50)} here.`, { reason: 'NO_SUCH_FIELD' });
  return found;
}

function readFilter(field: ListField, filter: ListFilter, timeZone: string): Omit<ReadFilter, 'field'> {
  const operator = field.operators.find((allowed) => allowed === filter.operator);
  if (!operator) {
    if (isProtected(field) || field.operators.length === 0) throw refuseField(field, 'filter');
    throw wrong(field, 'This comparison does not fit the field.');
  }
  if (operator === 'is_empty' || operator === 'is_not_empty') return { operator, values: [] };
  const given = typeof filter.value === 'string' ? [filter.value] : (filter.value ?? []);
  const texts = given.map((text) => text.trim()).filter((text) => text !== '');
  const [fewest, most] = operator === 'between' ? [2, 2] : operator === 'in' ? [1, MAX_VALUES] : [1, 1];
  if (texts.length < fewest) throw wrong(field, operator === 'between' ? 'Enter both ends.' : 'Enter a value.');
  if (texts.length > most) throw wrong(field, `Enter at most ${most} values.`);
  return { operator, values: texts.map((text) => readValue(field, operator, text, timeZone)) };
}

/** Part of a text need not be a value of the type: "@example.org" is no e-mail address. */
const PARTIAL: ReadonlySet<FilterOperator> = new Set(['contains', 'starts_with']);

function readValue(field: ListField, operator: FilterOperator, text: string, timeZone: string): StoredValue {
  if (text.length > MAX_TEXT) throw wrong(field, `Enter at most ${MAX_TEXT} characters.`);
  if (PARTIAL.has(operator) && !fieldType(field.type).list) return text;
  const parsed = fieldType(field.type).parse(text, { ...field.options, min: undefined, max: undefined, timeZone });
  if (!parsed.ok) throw wrong(field, parsed.error);
  if (parsed.value === undefined) throw wrong(field, 'Enter a value.');
  return Array.isArray(parsed.value) ? (parsed.value[0] as string) : parsed.value;
}

const wrong = (field: ListField, message: string) =>
  invalid(`${field.label}: ${message}`, { reason: 'INVALID_FILTER', fields: { [field.apiName]: message } });
