/** The values of a new record that a lead becomes. Pure. */

import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import type { FieldErrors } from '@/lib/platform/errors';
import { wrongOrder } from '../in-order';
import { missingRequired, tryReadChanges, type ValueChanges } from '../read-input';
import { asValueOf } from './fits';
import type { PlannedTarget } from './plan';

export interface TargetValues {
  values: Record<string, StoredValue>;
  /** Of these, those that the lead itself holds. */
  inherited: Record<string, StoredValue>;
  /** API names of the fields of the new record, protected ones that may be empty among them: which of them are is not told. */
  names: string[];
  /** API name → what keeps its value from going there, or that it is missing. */
  errors: FieldErrors;
}

/**
 * @param held the lead's values, opened ones among them
 * @param given what the person gave in their place; an empty one leaves the field empty
 */
export function valuesOf(
  { module, fields }: PlannedTarget,
  held: Readonly<Record<string, StoredValue>>,
  given: Readonly<Record<string, unknown>>,
): TargetValues {
  const own = tryReadChanges(module, { ...given });
  const clear: ValueChanges = {};
  const carried: Record<string, StoredValue> = {};
  const errors: FieldErrors = { ...own.errors };
  const unseen: string[] = [];
  for (const { source, target, goes } of fields) {
    const name = target.apiName;
    if (goes === 'stays' || name in given) continue;
    const value = held[source.apiName];
    if (goes === 'protected') {
      unseen.push(name);
      if (value !== undefined) carried[name] = value;
    } else if (value !== undefined) {
      const read = asValueOf(source, target, value);
      if (read.ok) clear[name] = read.value;
      else errors[name] = read.error;
    }
  }
  const seen = { ...clear, ...own.changes };
  const missing = missingRequired(module, seen);
  // Whether a protected value is there is told to nobody: what comes with one is not asked for.
  for (const name of [...unseen, ...Object.keys(errors)]) delete missing[name];
  const filled = present(seen);
  return {
    values: { ...filled, ...carried },
    inherited: { ...present(clear), ...carried },
    names: [...Object.keys(filled), ...unseen],
    errors: { ...missing, ...wrongOrder(module, seen), ...errors },
  };
}

const present = (values: ValueChanges): Record<string, StoredValue> =>
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, StoredValue] => entry[1] !== undefined));
