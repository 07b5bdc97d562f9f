/** The fields of a record in words, names with their ids beside them: two of one name are told apart. Pure. */
import type { Context } from '../../context';
import type { Id } from '../../ids';
import type { FieldDefinition } from '../../modules/definition';
import { fieldType } from '../../modules/field-types/registry';
import type { RecordNames } from '../../records/names';
import type { RecordDto } from '../../records/serialize';
import { linksOf, usersIn } from '../../records/tokens';
import { isUnopened } from '../../records/unopened';

/** A moment in words, in the zone of whoever exports. */
export type Say = (iso: string) => string;

export const DOES_NOT_OPEN = 'Does not open';

export const withId = (name: string, id: Id): string => `${name} (Id ${id})`;

/** Label, text, and whether it is personal health data. */
export const itemsOf = (
  { timeZone }: Context,
  fields: readonly FieldDefinition[],
  record: RecordDto,
  names: RecordNames,
): [string, string, boolean][] =>
  fields.map((field) => [field.label, valueText(field, record, names, timeZone), field.marked]);

function valueText(field: FieldDefinition, record: RecordDto, names: RecordNames, timeZone: string): string {
  const value = record.values[field.apiName];
  if (value === undefined) return isUnopened(record, field) ? DOES_NOT_OPEN : '';
  const users = usersIn(field, value).map((id) => withId(names.users[id] ?? 'a former user', id));
  const targets = linksOf(field, value).map(({ targetId: id }) => withId(names.lookups[id]?.name ?? 'a record', id));
  const named = [...users, ...targets];
  return named.length > 0 ? named.join(', ') : fieldType(field.type).format(value, field.options, { timeZone });
}
