/** Which fields can say that two records are the same, for whom, and when they do. Pure. */

import { multiLine } from '@/lib/crm/modules/field-types/multi-line';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { type StoredValue, tellsAtLeast } from '@/lib/crm/modules/field-types/type';
import { invalid } from '@/lib/platform/errors';
import { getListField } from '../filter';
import type { ListField } from '../list-fields';

/** The fields that the asker may search by equality, but for those that tell nobody apart or are never the same. */
export const comparableFields = (fields: readonly ListField[]): ListField[] =>
  fields.filter(
    ({ system, unique, type, operators }) =>
      (system === null || system === 'Name') &&
      !unique &&
      operators.includes('equals') &&
      tellsAtLeast(fieldType(type), 'together'),
  );

/** Those that one usually looks by: addresses, telephone numbers, names. */
export const isShownFirst = (field: ListField, nameFields: readonly string[]): boolean =>
  field.system === 'Name' || fieldType(field.type).contact !== undefined || nameFields.includes(field.apiName);

/** What is proposed: the e-mail address; without one the telephone number, then the name. */
export function proposedField(fields: readonly ListField[], nameFields: readonly string[]): ListField | undefined {
  return (
    fields.find(({ type }) => fieldType(type).contact === 'email') ??
    fields.find(({ type }) => fieldType(type).contact === 'phone') ??
    fields.find((field) => isShownFirst(field, nameFields))
  );
}

/**
 * The fields of a request.
 * @throws invalid, naming one that is not there or that the asker may not search, in the same words
 */
export function chosenFields(fields: readonly ListField[], names: readonly string[]): ListField[] {
  const offered = comparableFields(fields);
  const chosen = [...new Set(names)].map((name) => getListField(offered, name));
  if (chosen.length === 0) throw invalid('Choose a field that must be the same.');
  return chosen;
}

/** The same text for records that are the same in all of the fields; null where one of them is empty. */
export function sameKey(
  fields: readonly ListField[],
  name: string | null,
  values: Readonly<Record<string, StoredValue>>,
): string | null {
  const parts = fields.map((field) => {
    if (field.system === 'Name') return multiLine.normalise(name ?? '');
    const value = values[field.apiName];
    return value === undefined ? '' : fieldType(field.type).normalise(value);
  });
  return parts.includes('') ? null : JSON.stringify(parts);
}
