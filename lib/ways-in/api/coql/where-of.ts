/**
 * Comparisons as search criteria, COQL and bulk read write them, turned into the conditions of a list: what a field compares
 * by is the same for all three. Pure.
 */

import { type FieldDefinition, findField } from '@/lib/crm/modules/definition';
import { dateTime } from '@/lib/crm/modules/field-types/date-time';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { getListField } from '@/lib/crm/records/filter';
import { isProtected, type ListField } from '@/lib/crm/records/list-fields';
import type { IdFilter, Where } from '@/lib/crm/records/where';
import { isId } from '@/lib/platform/ids';
import { invalidQuery } from '../api-error';
import type { Reading } from '../records/reading';
import { assertLeaves, select } from '../records/selection';
import { type Comparator, type Comparison, type Criteria, notSupported } from './parse';

type About = Pick<Reading, 'ctx' | 'metadata' | 'module' | 'fields'>;

const NO_RECORD: Where = { ids: [], are: 'in' };
const EVERY_RECORD: Where = { ids: ['0'], are: '>' };

/** @throws INVALID_QUERY naming the field that is unknown, restricted, or does not compare this way. */
export function whereOf(about: About, criteria: Criteria): Where {
  if ('all' in criteria) return { all: criteria.all.map((part) => whereOf(about, part)) };
  if ('any' in criteria) return { any: criteria.any.map((part) => whereOf(about, part)) };
  if (criteria.field === 'id') return idFilter(criteria);
  const field = comparedField(about, criteria.field);
  return field.system ? systemFilter(about, field, criteria) : filterOf(field, criteria);
}

/** A field that a query may compare or sort by; the names of Zoho CRM for the system's columns included. */
export function comparedField(about: About, name: string): ListField {
  const { ctx, metadata, module, fields } = about;
  const own = findField(module, withoutId(module.fields, name));
  if (own) assertLeaves(metadata, ctx, own);
  else if (name === 'Full_Name') {
    select(metadata, ctx, module, [name]);
    return fields.find(({ system }) => system === 'Name') as ListField;
  }
  const known = own?.apiName ?? (name === 'Owner.id' ? 'Owner' : name);
  if (known.includes('.')) throw notSupported('a field of a related record');
  return getListField(fields, known);
}

/** `Account_Name.id` is what `Account_Name` holds. */
function withoutId(fields: readonly FieldDefinition[], name: string): string {
  const [head, ...rest] = name.split('.');
  if (rest.join('.') !== 'id') return name;
  const field = fields.find(({ apiName }) => apiName === head);
  if (!field) return name;
  const { refersTo, list } = fieldType(field.type);
  return refersTo !== null && !list ? field.apiName : name;
}

const ID_COMPARATORS: Partial<Record<Comparator, IdFilter['are']>> = {
  equal: 'in',
  in: 'in',
  not_equal: 'not in',
  not_in: 'not in',
  less_than: '<',
  less_equal: '<=',
  greater_than: '>',
  greater_equal: '>=',
};

function idFilter({ comparator, values }: Comparison): Where {
  if (comparator === 'is_empty') return NO_RECORD;
  if (comparator === 'is_not_empty') return EVERY_RECORD;
  if (!values.every((value) => isId(value) || value === '0')) {
    throw invalidQuery('the id given seems to be invalid', { api_name: 'id' });
  }
  const [from = '0', to = '0'] = values;
  if (comparator === 'between')
    return {
      all: [
        { ids: [from], are: '>=' },
        { ids: [to], are: '<=' },
      ],
    };
  if (comparator === 'not_between')
    return {
      any: [
        { ids: [from], are: '<' },
        { ids: [to], are: '>' },
      ],
    };
  const are = ID_COMPARATORS[comparator];
  if (!are) throw invalidQuery('this comparison does not fit the field', { api_name: 'id' });
  return { ids: values, are };
}

const OPERATORS: Partial<Record<Comparator, string>> = {
  equal: 'equals',
  not_equal: 'not_equal',
  less_than: 'less_than',
  less_equal: 'less_equal',
  greater_than: 'greater_than',
  greater_equal: 'greater_equal',
  between: 'between',
  starts_with: 'starts_with',
  contains: 'contains',
  is_empty: 'is_empty',
  is_not_empty: 'is_not_empty',
};

const MOST_VALUES_A_FILTER = 50;

function filterOf(about: ListField, { comparator, values, like }: Comparison): Where {
  const { apiName: field, operators, type } = about;
  const may = (operator: string) => operators.some((one) => one === operator);
  const [from = '', to = ''] = values;
  // Members of a list are values: no part of one is searched for.
  if (like && fieldType(type).list) return { field, operator: 'like', value: from };
  switch (comparator) {
    // Of a list: holds this one.
    case 'equal':
      return { field, operator: may('equals') || !may('in') ? 'equals' : 'in', value: from };
    case 'in':
      // One sealed value is found by its index; several would be found one after another.
      if (!may('in') && !isProtected(about))
        return { any: values.map((value) => ({ field, operator: 'equals', value })) };
      return { any: chunked(values).map((value) => ({ field, operator: 'in', value })) };
    case 'not_in':
      return { all: values.map((value) => ({ field, operator: 'not_equal', value })) };
    case 'not_between':
      return {
        any: [
          { field, operator: 'less_than', value: from },
          { field, operator: 'greater_than', value: to },
        ],
      };
    case 'is_empty':
    case 'is_not_empty':
      return { field, operator: comparator };
    default:
      return { field, operator: OPERATORS[comparator] as string, value: values.length === 1 ? from : [...values] };
  }
}

function chunked(values: readonly string[]): string[][] {
  const chunks: string[][] = [];
  for (let n = 0; n < values.length; n += MOST_VALUES_A_FILTER) chunks.push(values.slice(n, n + MOST_VALUES_A_FILTER));
  return chunks;
}

/** Every record has them. */
function systemFilter({ ctx }: About, field: ListField, comparison: Comparison): Where {
  if (comparison.comparator === 'is_empty') return NO_RECORD;
  if (comparison.comparator === 'is_not_empty') return EVERY_RECORD;
  return fieldType(field.type).moment ? timeFilter(field, comparison, ctx.timeZone) : filterOf(field, comparison);
}

/**
 * Times of the system are kept to the millisecond and given to the second: an equal time is the same second. "Greater" is
 * by the millisecond, so that a program which goes on from the last time it read may read a record twice but misses none.
 */
function timeFilter({ apiName: field }: ListField, { comparator, values }: Comparison, timeZone: string): Where {
  const [from = Number.NaN, to = Number.NaN] = values.map((value) => {
    const read = dateTime.parse(value, { timeZone });
    if (!read.ok || read.value === undefined) throw invalidQuery('the time is not valid', { api_name: field });
    return Date.parse(String(read.value));
  });
  const unitMs = /\.[0-9]/.test(values.at(-1) ?? '') ? 1 : 1000;
  const since = (ms: number): Where => ({ field, operator: 'greater_equal', value: iso(ms) });
  const before = (ms: number): Where => ({ field, operator: 'less_than', value: iso(ms) });
  switch (comparator) {
    case 'equal':
      return { all: [since(from), before(from + unitMs)] };
    case 'not_equal':
      return { any: [before(from), since(from + unitMs)] };
    case 'greater_than':
      return since(from + 1);
    case 'greater_equal':
      return since(from);
    case 'less_than':
      return before(from);
    case 'less_equal':
      return before(from + unitMs);
    case 'between':
      return { all: [since(from), before(to + unitMs)] };
    case 'not_between':
      return { any: [before(from), since(to + unitMs)] };
    default:
      throw invalidQuery('this comparison does not fit the field', { api_name: field });
  }
}

const iso = (ms: number): string => new Date(ms).toISOString();
