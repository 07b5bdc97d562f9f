/** What begins does not end before: pairs of fields of the standard modules. Pure. */

import { type FieldDefinition, findField, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { type FieldErrors, invalid } from '@/lib/platform/errors';
import { isProtected } from './list-fields';

/** By module: fields, the second of which does not lie before the first. */
const PAIRS: Readonly<Record<string, readonly (readonly [start: string, end: string])[]>> = {
  Events: [['Start_DateTime', 'End_DateTime']],
  Campaigns: [['Start_Date', 'End_Date']],
  Products: [
    ['Sales_Start_Date', 'Sales_End_Date'],
    ['Support_Start_Date', 'Support_Expiry_Date'],
  ],
};

type Values = Readonly<Record<string, StoredValue | undefined>>;

/** The pairs of a module of which these values change one. */
function pairsOf(module: ModuleDefinition, changes: Values): [FieldDefinition, FieldDefinition][] {
  return (PAIRS[module.apiName] ?? []).flatMap((names): [FieldDefinition, FieldDefinition][] => {
    const [start, end] = names.map((name) => findField(module, name));
    return start && end && names.some((name) => name in changes) ? [[start, end]] : [];
  });
}

/**
 * What is wrong where an end would lie before its start, by the field that is given. A protected value that is there is
 * compared with nothing: whoever may write but not read would learn it bit by bit.
 * @param stored what the record holds where it is there; a sealed value is not in it
 */
export function wrongOrder(module: ModuleDefinition, changes: Values, stored: Values = {}): FieldErrors {
  const errors: FieldErrors = {};
  for (const [start, end] of pairsOf(module, changes)) {
    const keyOf = (field: FieldDefinition): string | undefined => {
      const isGiven = field.apiName in changes;
      const value = isGiven ? changes[field.apiName] : isProtected(field) ? undefined : stored[field.apiName];
      return value === undefined ? undefined : fieldType(field.type).sortKey(value);
    };
    const [from, to] = [keyOf(start), keyOf(end)];
    if (from === undefined || to === undefined || from <= to) continue;
    if (end.apiName in changes) errors[end.apiName] = `${end.label} lies before ${start.label}.`;
    else errors[start.apiName] = `${start.label} lies after ${end.label}.`;
  }
  return errors;
}

/** The fields of a record that tell whether a change of it would be in order; none where the change holds all. */
export const neededForOrder = (module: ModuleDefinition, changes: Values): string[] =>
  pairsOf(module, changes)
    .flat()
    .filter((field) => !(field.apiName in changes) && !isProtected(field))
    .map(({ apiName }) => apiName);

/** @throws invalid, naming the fields, as `wrongOrder` */
export function assertOrder(module: ModuleDefinition, changes: Values, stored: Values): void {
  const errors = wrongOrder(module, changes, stored);
  const [first] = Object.values(errors);
  if (first !== undefined) throw invalid(first, { fields: errors });
}
