import { type FieldDefinition, findField, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { isEnterable } from '@/lib/crm/modules/field-types/description';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { type FieldErrors, invalid } from '@/lib/platform/errors';
import { wrongOrder } from './in-order';

/** API name → what to store; `undefined` empties the field. */
export type ValueChanges = Record<string, StoredValue | undefined>;

/**
 * Reads values from outside (form, CSV, JSON) by the module's metadata. Masks, unknown and read-only fields are refused.
 * @throws invalid, with every field's error at once.
 */
export function readChanges(module: ModuleDefinition, input: Record<string, unknown>): ValueChanges {
  const { changes, errors } = tryReadChanges(module, input);
  if (Object.keys(errors).length > 0) throw invalid('Some fields need your attention.', { fields: errors });
  return changes;
}

/** As `readChanges`, for callers that collect errors by row (import). */
export function tryReadChanges(
  module: ModuleDefinition,
  input: Record<string, unknown>,
): { changes: ValueChanges; errors: FieldErrors } {
  const changes: ValueChanges = {};
  const errors: FieldErrors = {};
  for (const [name, given] of Object.entries(input)) {
    const field = findField(module, name);
    if (!field) errors[name] = `${module.plural} has no such field.`;
    else if (!isEnterable(field)) errors[name] = 'This field cannot be written.';
    else {
      const parsed = fieldType(field.type).parse(given, field.options);
      if (parsed.ok) changes[name] = parsed.value;
      else errors[name] = parsed.error;
    }
  }
  return { changes, errors };
}

/**
 * Reads the values of a new record.
 * @throws invalid with every field's error at once, what is wrong and what is missing.
 */
export function readWhole(module: ModuleDefinition, input: Record<string, unknown>): ValueChanges {
  const { changes, errors: unread } = tryReadChanges(module, input);
  const errors = { ...wrongOrder(module, changes), ...unread };
  const missing = missingRequired(module, changes);
  if (Object.keys(errors).length > 0) {
    throw invalid('Some fields need your attention.', { fields: { ...missing, ...errors } });
  }
  if (Object.keys(missing).length > 0) {
    throw invalid('Some fields are required.', { reason: 'MANDATORY_NOT_FOUND', fields: missing });
  }
  return changes;
}

/** The required fields that a new record leaves empty. */
export function missingRequired(module: ModuleDefinition, values: ValueChanges): FieldErrors {
  return Object.fromEntries(
    module.fields
      .filter((field) => field.required && !field.readOnly && values[field.apiName] === undefined)
      .map((field) => [field.apiName, requiredError(field)]),
  );
}

export const requiredError = (field: FieldDefinition): string => `${field.label} is required.`;

/** @throws invalid `MANDATORY_NOT_FOUND`, naming the required fields that a change of a record would empty. */
export function assertRequiredStay(module: ModuleDefinition, changes: ValueChanges): void {
  const emptied = module.fields.filter(
    (field) => field.required && field.apiName in changes && changes[field.apiName] === undefined,
  );
  if (emptied.length === 0) return;
  const errors = Object.fromEntries(emptied.map((field) => [field.apiName, requiredError(field)]));
  throw invalid('Some fields are required.', { reason: 'MANDATORY_NOT_FOUND', fields: errors });
}
