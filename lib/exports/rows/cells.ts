/** A record as a line: users and looked-up records by name, anything else as the import reads it back. */
import type { FieldDefinition } from '../../modules/definition';
import { fieldType } from '../../modules/field-types/registry';
import type { RecordNames } from '../../records/names';
import type { RecordDto } from '../../records/serialize';
import { linksOf } from '../../records/tokens';

export const headerOf = (chosen: readonly FieldDefinition[]): string[] => [
  'Record Id',
  ...chosen.map((field) => field.label),
  'Owner',
  'Created Time',
  'Modified Time',
];

export function toLine(record: RecordDto, chosen: readonly FieldDefinition[], names: RecordNames): string[] {
  const cells = chosen.map((field) => cellText(record, field, names));
  return [record.id, ...cells, names.users[record.ownerId] ?? '', record.createdAt, record.modifiedAt];
}

export function cellText(record: RecordDto, field: FieldDefinition, names: RecordNames): string {
  const value = record.values[field.apiName];
  if (value === undefined) return '';
  if (field.type === 'user') return names.users[String(value)] ?? '';
  const targets = linksOf(field, value);
  if (targets.length > 0) return targets.map(({ targetId }) => names.lookups[targetId]?.name ?? '').join(';');
  return fieldType(field.type).exportText(value, field.options);
}
