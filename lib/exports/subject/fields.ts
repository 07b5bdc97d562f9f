/** The fields of a record in words, names with their ids beside them: two of one name are told apart. Pure. */
import type { Context } from '../../context';
import type { Id } from '../../ids';
import type { FieldDefinition } from '../../modules/definition';
import { fieldType } from '../../modules/field-types/registry';
import type { RecordNames } from '../../records/names';
import type { RecordDto } from '../../records/serialize';
import { linksOf } from '../../records/tokens';
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
  if (field.type === 'user') return withId(names.users[String(value)] ?? 'a former user', String(value));
  const targets = linksOf(field, value);
  if (targets.length === 0) return fieldType(field.type).format(value, field.options, { timeZone });
  return targets.map(({ targetId }) => withId(names.lookups[targetId]?.name ?? 'a record', targetId)).join(', ');
}
