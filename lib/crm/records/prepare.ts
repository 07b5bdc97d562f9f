/** Turns a record's values into what its row and its tokens hold. Pure but for the sealing nonce. */

import type { FieldDefinition, ModuleDefinition } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { singleLine } from '@/lib/crm/modules/field-types/single-line';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { wholeOf } from '@/lib/crm/modules/seen';
import { envelopeCommitment } from '@/lib/platform/crypto/envelope-commitment';
import { sealValues } from '@/lib/platform/crypto/record-cipher';
import type { Id } from '@/lib/platform/ids';
import {
  blindToken,
  type FieldLink,
  type FieldToken,
  isIndexed,
  linksOf,
  type TokenMaking,
  uniqueTokenOf,
} from './tokens';

export const SLOTS = ['k1', 'k2', 'k3', 'k4', 'k5', 'k6', 'k7', 'k8'] as const;
export type Slot = (typeof SLOTS)[number];

export interface PreparedRecord {
  id: Id;
  name: string | null;
  nameKey: string | null;
  values: Record<string, StoredValue>;
  /** Hex of the envelope, the record's first; null when no field of the module is sealed. */
  sealed: string | null;
  /** What its entry says of the envelope. */
  envelope: string | null;
  slots: Record<Slot, string | null>;
  blind: FieldToken[];
  unique: FieldToken[];
  links: FieldLink[];
}

/** Prepares a new record with these values (all of them, keyed by API name). */
export function prepareRecord(
  seen: ModuleDefinition,
  id: Id,
  values: Record<string, StoredValue>,
  { keys, bits }: TokenMaking,
): PreparedRecord {
  const module = wholeOf(seen);
  const clear: Record<string, StoredValue> = {};
  const secret: Record<string, StoredValue> = {};
  const blind: FieldToken[] = [];
  const unique: FieldToken[] = [];
  const links: FieldLink[] = [];
  for (const field of module.fields) {
    const value = values[field.apiName];
    if (value === undefined) continue;
    if (field.sealed) {
      secret[field.apiName] = value;
      if (isIndexed(field)) blind.push(blindToken(keys, field, value, bits(field)));
    } else {
      clear[field.apiName] = value;
    }
    if (field.unique) unique.push(uniqueTokenOf(keys, field, value));
    links.push(...linksOf(field, value));
  }
  const isSealed = module.fields.some((field) => field.sealed);
  const place = { orgId: keys.orgId, module: module.id, recordId: id, version: isSealed ? 1 : 0 };
  const sealed = sealValues(secret, keys, place)?.toBytes() ?? null;
  return {
    id,
    ...nameOf(module, clear),
    values: clear,
    sealed: sealed?.toString('hex') ?? null,
    envelope: sealed && envelopeCommitment(keys, { recordId: id, version: 1, sealed }),
    slots: slotsOf(module, clear),
    blind,
    unique,
    links,
  };
}

/** The record's name and its sort key, from fields that are neither marked nor sealed; null when one of them is. */
export function nameOf(
  seen: ModuleDefinition,
  clear: Record<string, StoredValue>,
): { name: string | null; nameKey: string | null } {
  const module = wholeOf(seen);
  const sources = module.fields.filter((field) => module.nameFields.includes(field.apiName));
  if (sources.some((field) => field.marked || field.sealed)) return { name: null, nameKey: null };
  const name = module.nameFields
    .map((apiName) => clear[apiName])
    .filter((part) => part !== undefined)
    .join(' ');
  return { name, nameKey: singleLine.sortKey(name) };
}

const NO_SLOTS = { k1: null, k2: null, k3: null, k4: null, k5: null, k6: null, k7: null, k8: null };

/** The keys of the module's sort slots: '' for an empty field, null for a slot not in use. */
export function slotsOf(seen: ModuleDefinition, clear: Record<string, StoredValue>): Record<Slot, string | null> {
  const slots: Record<Slot, string | null> = { ...NO_SLOTS };
  for (const field of wholeOf(seen).fields) {
    if (field.indexSlot === null) continue;
    slots[`k${field.indexSlot}` as Slot] = slotKey(field, clear[field.apiName]);
  }
  return slots;
}

const slotKey = (field: FieldDefinition, value: StoredValue | undefined): string =>
  value === undefined ? '' : fieldType(field.type).sortKey(value);
