/** By which fields a sharing rule may say which records it shares. Pure. */
import type { FieldDefinition } from './definition';
import { fieldType } from './field-types/registry';
import type { StoredValue } from './field-types/type';

/**
 * Whether a rule may go by the field: its values are few and known, it is protected in no way, and an index finds its values. Asked
 * when a rule is made, and anew in every query: a rule whose field is marked or encrypted later shares nothing.
 */
export function isSharedBy(field: FieldDefinition): boolean {
  const { cell } = fieldType(field.type);
  const isFew = cell === 'option' || cell === 'yes_or_no';
  return isFew && !field.marked && !field.sealed && field.heldBy === null && field.indexSlot !== null;
}

/** The values that a rule names, of those that the field can have now. */
export const sharedValues = (field: FieldDefinition, values: readonly string[]): StoredValue[] =>
  values.flatMap((text) => {
    const parsed = fieldType(field.type).parse(text, field.options);
    return parsed.ok && parsed.value !== undefined ? [parsed.value] : [];
  });
