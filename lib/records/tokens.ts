/** What of a value is kept beside the record so that it can be found: blind-index tokens, unique tokens, links. */
import { planBits, tokenOf, uniqueToken } from '../crypto/blind-index';
import type { OrgKeys } from '../crypto/keyring';
import type { Id } from '../ids';
import type { FieldDefinition } from '../modules/definition';
import { fieldType } from '../modules/field-types/registry';
import type { StoredValue } from '../modules/field-types/type';

/**
 * One length for every field, planned for 10,000 records: a search there finds 2 records by chance, at 1,000,000 some
 * 240 (√rows is 1,000), each ruled out by opening. A shorter token would say less of small tables and cost more in large.
 */
export const BLIND_INDEX_BITS = planBits(10_000);

export interface FieldToken {
  fieldId: Id;
  /** Hex. */
  token: string;
}

/** The blind-index token of a sealed field's value. */
export function blindToken(keys: OrgKeys, field: FieldDefinition, value: StoredValue): FieldToken {
  const normalised = fieldType(field.type).normalise(value);
  return { fieldId: field.id, token: tokenOf(keys, field.id, normalised, BLIND_INDEX_BITS).toString('hex') };
}

/** The full token that holds a unique field's value against a second record. */
export function uniqueTokenOf(keys: OrgKeys, field: FieldDefinition, value: StoredValue): FieldToken {
  const normalised = fieldType(field.type).normalise(value);
  return { fieldId: field.id, token: uniqueToken(keys, field.id, normalised).toString('hex') };
}

export interface FieldLink {
  fieldId: Id;
  targetId: Id;
}

/** The records a lookup value points to. */
export function linksOf(field: FieldDefinition, value: StoredValue): FieldLink[] {
  if (field.type === 'lookup') return [{ fieldId: field.id, targetId: String(value) }];
  if (field.type === 'multi_lookup')
    return (value as readonly string[]).map((targetId) => ({ fieldId: field.id, targetId }));
  return [];
}
