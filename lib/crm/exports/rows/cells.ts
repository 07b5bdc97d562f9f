/** A record as a line: users and looked-up records by name and by id, anything else as the import reads it back. */

import type { FieldDefinition } from '@/lib/crm/modules/definition';
import { LIST_SEPARATOR } from '@/lib/crm/modules/field-types/list-input';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { RecordNames } from '@/lib/crm/records/names';
import type { RecordDto } from '@/lib/crm/records/serialize';
import { linksOf, usersIn } from '@/lib/crm/records/tokens';
import { isUnopened, UNOPENED_CELL } from '@/lib/crm/records/unopened';
import { idHeader, OWNER_ID_HEADER, RECORD_ID_HEADER } from '@/lib/platform/files/own-table';

export const headerOf = (
  chosen: readonly FieldDefinition[],
  labelOf = (field: FieldDefinition) => field.label,
): string[] => [
  RECORD_ID_HEADER,
  ...chosen.flatMap((field) => (isReference(field) ? [field.label, idHeader(field.label)] : [labelOf(field)])),
  'Owner',
  OWNER_ID_HEADER,
  'Created Time',
  'Modified Time',
];

/** Whether its value is an id, or several: its name stands beside it, and two of one name are told apart. */
export const isReference = ({ type }: FieldDefinition): boolean => fieldType(type).refersTo !== null;

export function toLine(record: RecordDto, chosen: readonly FieldDefinition[], names: RecordNames): string[] {
  const cells = [record.id];
  // A list for each field, joined by `flatMap`, took as long as opening the envelope.
  for (const field of chosen) {
    if (isReference(field)) cells.push(nameText(record, field, names));
    cells.push(valueText(record, field));
  }
  cells.push(names.users[record.ownerId] ?? '', record.ownerId, record.createdAt, record.modifiedAt);
  return cells;
}

export function valueText(record: RecordDto, field: FieldDefinition): string {
  const value = record.values[field.apiName];
  if (value === undefined) return isUnopened(record, field) ? UNOPENED_CELL : '';
  return fieldType(field.type).exportText(value, field.options);
}

/** Of users, or of the records looked up: none of what is gone or may not be seen. */
export function nameText(record: RecordDto, field: FieldDefinition, names: RecordNames): string {
  const value = record.values[field.apiName];
  if (value === undefined) return isUnopened(record, field) ? UNOPENED_CELL : '';
  const users = usersIn(field, value).map((id) => names.users[id] ?? '');
  const targets = linksOf(field, value).map(({ targetId }) => names.lookups[targetId]?.name ?? '');
  return [...users, ...targets].join(LIST_SEPARATOR);
}
