/** What the record that stays becomes: whose value each field gets. Pure. */

import type { FieldDefinition, ModuleDefinition } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { type FieldErrors, invalid } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import type { StoredRow } from '../apply-changes';
import type { ValueChanges } from '../read-input';

/**
 * Other record → API names of the fields whose values are taken from it.
 * @throws invalid, naming what cannot be chosen: no such field, an Auto-Number, a record that is not merged.
 */
export function readChoices(
  module: ModuleDefinition,
  keepId: Id,
  otherIds: readonly Id[],
  choices: Readonly<Record<string, Id>>,
): Map<Id, string[]> {
  const errors: FieldErrors = {};
  const taken = new Map<Id, string[]>();
  for (const [name, id] of Object.entries(choices)) {
    if (id === keepId) continue;
    const field = module.fields.find(({ apiName }) => apiName === name);
    if (!field) errors[name.slice(0, 50)] = 'There is no such field.';
    else if (!isChoosable(field)) errors[name] = `${field.label} stays what it is.`;
    else if (!otherIds.includes(id)) errors[name] = 'The record is not one of those that are merged.';
    else taken.set(id, [...(taken.get(id) ?? []), name]);
  }
  if (Object.keys(errors).length > 0) throw invalid('Some choices do not fit.', { fields: errors });
  return taken;
}

/** A number that the product gives stays with its record, and so does what the asker may only read. */
export const isChoosable = (field: FieldDefinition): boolean => !fieldType(field.type).generated && !field.onlyRead;

/** Lookups of the record that stays which would point to itself, or to one that goes: they point there no more. */
export function withoutEachOther(
  module: ModuleDefinition,
  row: StoredRow,
  changes: ValueChanges,
  ids: readonly Id[],
): ValueChanges {
  const cut: ValueChanges = {};
  for (const field of module.fields.filter(({ options }) => options.lookupModule === module.apiName)) {
    const value = field.apiName in changes ? changes[field.apiName] : row.values[field.apiName];
    if (value === undefined) continue;
    const rest = without(value, ids);
    if (rest !== value) cut[field.apiName] = rest;
  }
  return cut;
}

function without(value: StoredValue, ids: readonly Id[]): StoredValue | undefined {
  if (!Array.isArray(value)) return ids.includes(String(value)) ? undefined : value;
  const rest = value.filter((id) => !ids.includes(id));
  return rest.length === value.length ? value : rest.length > 0 ? rest : undefined;
}
