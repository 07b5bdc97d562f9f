/** A mapping read backwards: what the app names, under our names. Pure. */

import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { CareledgerError, type FieldErrors, invalid } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import type { Mapping } from '../connections/connection';
import type { Flow } from '../deliveries/fields';

/**
 * @returns by API name of the fields.
 * @throws invalid, naming what the app gave that is not mapped, what it gave twice for one field, and dates that can be read in
 * two ways
 */
export function ownValues(
  { fields }: Pick<Mapping, 'fields'>,
  module: ModuleDefinition,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const wrong: FieldErrors = {};
  const own: Record<string, unknown> = {};
  for (const [to, value] of Object.entries(given)) {
    const id = fields.find((pair) => pair.to === to)?.field;
    const apiName = module.fields.find((field) => field.id === id)?.apiName;
    if (apiName === undefined) wrong[to] = 'Nothing is mapped to this.';
    else if (Object.hasOwn(own, apiName)) wrong[to] = 'Another value is for the same field.';
    else if (isDay(module, apiName) && typeof value === 'string' && value.includes('/'))
      wrong[to] = 'Give a date as YYYY-MM-DD: this one can be read in two ways.';
    else own[apiName] = value;
  }
  if (Object.keys(wrong).length > 0) throw invalid('Some values have no place here.', { fields: wrong });
  return own;
}

const isDay = ({ fields }: ModuleDefinition, apiName: string): boolean => {
  const field = fields.find((one) => one.apiName === apiName);
  return field !== undefined && fieldType(field.type).moment !== undefined;
};

/**
 * A value of a unique field is compared with those of other records, and refused where one has it. So of a marked one it is
 * taken only where the app may be told its values: else it would learn them guess by guess.
 * @throws invalid before anything is compared, whether a record has the value or not
 */
export function assertNoProbe(
  flow: Flow | null,
  { fields }: Pick<Mapping, 'fields'>,
  values: Readonly<Record<string, unknown>>,
): void {
  const probed = (flow?.withheld ?? []).filter(({ unique, apiName }) => unique && Object.hasOwn(values, apiName));
  if (probed.length === 0) return;
  const nameOf = (id: Id) => fields.find(({ field }) => field === id)?.to ?? '';
  throw invalid('A unique field with health data takes no value of an app that may not be told its values.', {
    reason: 'WITHHELD',
    fields: Object.fromEntries(probed.map(({ id }) => [nameOf(id), 'The app may not be told the values of this.'])),
  });
}

/** An error that names our fields, naming them as the app does. What is not mapped keeps our name: the app may not leave it out. */
export function inTheirNames(error: unknown, { fields }: Pick<Mapping, 'fields'>, module: ModuleDefinition): unknown {
  if (!(error instanceof CareledgerError) || Object.keys(error.fields).length === 0) return error;
  const nameOf = (apiName: string) => {
    const id = module.fields.find((field) => field.apiName === apiName)?.id;
    return fields.find(({ field }) => field === id)?.to ?? apiName;
  };
  const theirs = Object.fromEntries(Object.entries(error.fields).map(([name, words]) => [nameOf(name), words]));
  const { code, message, reason, facts } = error;
  return new CareledgerError(code, message, { fields: theirs, facts, ...(reason !== undefined && { reason }) });
}
