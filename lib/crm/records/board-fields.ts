/** Of what a board is made: which pick lists may give its columns, what is added up in them, what cards show. Pure. */
import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { isChosen } from '@/lib/crm/modules/field-types/type';
import { invalid } from '@/lib/platform/errors';
import { getListField, type ListFilter, refuseField } from './filter';
import { defaultColumns, isProtected, type ListField } from './list-fields';

/** A pick list of more values makes no board that one could look over. */
export const MOST_COLUMNS = 30;

const FEW = 3;

/** The value of a card's column: one of the options; null where the record has none. */
export type ColumnValue = string | null;

const optionsOf = ({ options }: ListField) => options.pickList ?? [];

const isOneOfSome = (field: ListField): boolean => {
  const type = fieldType(field.type);
  return isChosen(type) && !type.list && optionsOf(field).length <= MOST_COLUMNS;
};

const isAmount = ({ type }: ListField): boolean => {
  const { numeric, list, generated } = fieldType(type);
  return numeric !== undefined && numeric.unit !== 'percent' && !list && !generated;
};

/** The pick lists that may give columns: a protected one never does, whoever asks. */
export const columnFields = (fields: readonly ListField[]): ListField[] =>
  fields.filter((field) => isOneOfSome(field) && !isProtected(field));

/** The numbers that may be added up. */
export const sumFields = (fields: readonly ListField[]): ListField[] =>
  fields.filter((field) => isAmount(field) && !isProtected(field));

/**
 * The pick list whose values are the columns; without a name that of a stage or a status, else the first. Null where the
 * module has none.
 * @throws forbidden for a protected one; invalid for one that makes no board.
 */
export function readColumnField(fields: readonly ListField[], name: string | undefined): ListField | null {
  const offered = columnFields(fields);
  if (name === undefined) return offered.find(({ apiName }) => /(Stage|Status)$/.test(apiName)) ?? offered[0] ?? null;
  const field = getListField(fields, name);
  if (isProtected(field)) throw refuseField(field, 'board');
  if (offered.includes(field)) return field;
  throw invalid(`${field.label} makes no columns: a board is made of a pick list of at most ${MOST_COLUMNS} values.`);
}

/** @throws forbidden for a protected number; invalid for what cannot be added up. */
export function readSumField(fields: readonly ListField[], name: string | undefined): ListField | null {
  if (name === undefined) return null;
  const field = getListField(fields, name);
  if (isProtected(field)) throw refuseField(field, 'sum');
  if (isAmount(field)) return field;
  throw invalid(`${field.label} cannot be added up.`);
}

/** The columns of a board, in order: those without a value first. */
export const valuesOf = (field: ListField): ColumnValue[] => [null, ...optionsOf(field).map(({ value }) => value)];

/** What finds the records of a column. The place where a page of it ended is bound to exactly this. */
export function columnFilters(filters: readonly ListFilter[], by: string, value: ColumnValue): ListFilter[] {
  const own: ListFilter =
    value === null ? { field: by, operator: 'is_empty' } : { field: by, operator: 'equals', value };
  return [...filters, own].map(({ field, operator, value }) => ({
    field,
    operator,
    ...(value !== undefined && { value }),
  }));
}

/** API names of the few fields that cards show beside the name: the first of the columns chosen, and the owner. */
export function cardFields(
  module: ModuleDefinition,
  fields: readonly ListField[],
  by: ListField,
  columns: readonly string[] | undefined,
): string[] {
  const wanted = columns ?? defaultColumns(module, fields);
  const shown = fields.filter(({ apiName }) => apiName !== by.apiName && wanted.includes(apiName));
  const own = shown.filter(({ system }) => system === null).slice(0, FEW);
  return [...own, ...shown.filter(({ system }) => system === 'Owner')].map(({ apiName }) => apiName);
}
