/** Values that come to a record from another, or from what it held before, without being seen on the way. */

import { hasEnvelopes, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { wholeOf } from '@/lib/crm/modules/seen';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { OpenError } from '@/lib/platform/crypto/open-error';
import { type Carried, carry } from '@/lib/platform/crypto/record-cipher';
import { Sealed } from '@/lib/platform/crypto/sealed';
import type { Id } from '@/lib/platform/ids';
import type { StoredRow } from '../apply-changes';
import type { ValueChanges } from '../read-input';

/** Where values come from: a row as it is stored, or was, under the id of its record. */
export interface ValueSource {
  id: Id;
  row: StoredRow;
  /** API names of the fields taken. */
  names: readonly string[];
}

export interface TakenOver {
  /** The row with its envelope made anew; the clear values are not in it yet. */
  row: StoredRow;
  /** The clear values, for `rowChange` and `replaceTokens`. */
  changes: ValueChanges;
  /** API names of the sealed fields whose values came in the envelope: their tokens are to be copied. */
  carried: string[];
}

/** @throws OpenError when an envelope does not open, or the record's own was taken away. Pure but for the sealing nonce. */
export function takeOver(
  seen: ModuleDefinition,
  keys: OrgKeys,
  { id, row }: { id: Id; row: StoredRow },
  sources: readonly ValueSource[],
): TakenOver {
  const module = wholeOf(seen);
  const placeOf = (recordId: Id, version: number) => ({ orgId: keys.orgId, module: module.id, recordId, version });
  const changes: ValueChanges = {};
  const envelopes: Carried[] = [];
  for (const source of sources) {
    const sealed = source.names.filter((name) => isCarried(module, source.row, name));
    for (const name of source.names) if (!sealed.includes(name)) changes[name] = source.row.values[name];
    if (sealed.length > 0) {
      const envelope = source.row.sealed ? Sealed.fromBytes(source.row.sealed) : null;
      envelopes.push({ sealed: envelope, context: placeOf(source.id, source.row.seal_version), names: sealed });
    }
  }
  const carried = envelopes.flatMap(({ names }) => names);
  if (carried.length === 0) return { row, changes, carried };
  if (!row.sealed && hasEnvelopes(module)) throw new OpenError();
  const own = row.sealed ? Sealed.fromBytes(row.sealed) : null;
  const sealed = carry(envelopes, own, keys, placeOf(id, row.seal_version));
  // A field sealed a moment ago may have its old value among the clear ones until the sealing job comes by: it goes now.
  const values = Object.fromEntries(Object.entries(row.values).filter(([name]) => !carried.includes(name)));
  const next = { values, sealed: sealed?.toBytes() ?? null, seal_version: row.seal_version + 1 };
  return { row: next, changes, carried };
}

/** A sealed field's value is in the envelope, unless the sealing job has not come by yet. */
const isCarried = (module: ModuleDefinition, row: StoredRow, name: string): boolean =>
  module.fields.some((field) => field.apiName === name && field.sealed) && !(name in row.values);
