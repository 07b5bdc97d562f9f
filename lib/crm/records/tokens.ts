/** What of a value is kept beside the record so that it can be found: blind-index tokens, unique tokens, links. */

import type { FieldDefinition } from '@/lib/crm/modules/definition';
import { filterOperatorsOf } from '@/lib/crm/modules/field-types/description';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { FieldType, StoredValue } from '@/lib/crm/modules/field-types/type';
import { planBits, tokenOf, uniqueToken } from '@/lib/platform/crypto/blind-index';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { Id } from '@/lib/platform/ids';

/**
 * The longest token, planned for 10,000 records: a search there finds 2 records by chance, at 1,000,000 some 240 (√rows is
 * 1,000), each ruled out by opening. Written among fewer records a token is shorter, so that it is no tag of one value.
 */
export const BLIND_INDEX_BITS = planBits(10_000);

/** How long a token is that is written among so many records of a module. It keeps its length when there are more. */
export const bitsAmong = (records: number): number => Math.min(planBits(records), BLIND_INDEX_BITS);

/**
 * The same where the writer may not search the field. None among up to 127 records: each search opens it. Beyond, so few
 * that 64 to 128 records share a token by chance; since a token keeps its length, a search then opens 500 among 10,000
 * records by chance and 1,000 among 1,000,000. So whoever reads the database and writes guesses learns little by comparing
 * tokens, and a search still finds every record.
 */
export const bitsUnsearchedAmong = (records: number): number =>
  Math.min(Math.max(Math.floor(Math.log2(Math.max(records, 1))) - 6, 0), BLIND_INDEX_BITS);

/** How long the token of a field is now, for who writes it. */
export type BitsOf = (field: FieldDefinition) => number;

/** What the tokens of records about to be written are made with. */
export interface TokenMaking {
  keys: OrgKeys;
  /** Of blind-index tokens (`indexBits`). */
  bits: BitsOf;
}

export const LONGEST: BitsOf = () => BLIND_INDEX_BITS;

export interface FieldToken {
  fieldId: Id;
  /** Hex. */
  token: string;
}

/** The blind-index token of a sealed field's value: a byte that says how many bits, and the bits. */
export function blindToken(
  keys: OrgKeys,
  field: FieldDefinition,
  value: StoredValue,
  bits: number = BLIND_INDEX_BITS,
): FieldToken {
  if (bits === 0) return { fieldId: field.id, token: '00' };
  const token = tokenOf(keys, field.id, fieldType(field.type).normalise(value), bits);
  return { fieldId: field.id, token: Buffer.concat([Buffer.of(bits), token]).toString('hex') };
}

/** Whether a sealed field's values leave a token: where a search for a whole value is of use to somebody. */
export const isIndexed = (field: FieldDefinition): boolean => filterOperatorsOf(field).includes('equals');

/** Every token that a value may have been written with: a search asks for all. Hex. */
export const blindTokens = (keys: OrgKeys, field: FieldDefinition, value: StoredValue): string[] =>
  Array.from({ length: BLIND_INDEX_BITS + 1 }, (_, bits) => blindToken(keys, field, value, bits).token);

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
  return idsIn('record', field, value).map((targetId) => ({ fieldId: field.id, targetId }));
}

/** The users that a value points to. */
export const usersIn = (field: FieldDefinition, value: StoredValue): readonly Id[] => idsIn('user', field, value);

function idsIn(to: FieldType['refersTo'], { type }: FieldDefinition, value: StoredValue): readonly Id[] {
  const { refersTo, list } = fieldType(type);
  if (refersTo !== to) return [];
  return list ? (value as readonly Id[]) : [String(value)];
}
