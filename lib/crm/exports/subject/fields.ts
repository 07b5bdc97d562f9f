/** The fields of a record in words, names with their ids beside them: two of one name are told apart. Pure. */

import type { FieldDefinition } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { RecordNames } from '@/lib/crm/records/names';
import type { RecordDto } from '@/lib/crm/records/serialize';
import { linksOf, usersIn } from '@/lib/crm/records/tokens';
import { isUnopened } from '@/lib/crm/records/unopened';
import type { Context } from '@/lib/platform/context';
import type { Id } from '@/lib/platform/ids';

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
