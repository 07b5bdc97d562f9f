/**
 * All sealed values of a record in one envelope: API name → stored value.
 * Guarantees: the values are secret and stand or fall together, so no single one can be rolled back, dropped or mixed in
 * from elsewhere; an envelope opens for its own org, module and record only; `amend` hands nothing clear to its caller.
 * Where they are counted (`version`), an older envelope does not open in the place of a newer one.
 * Against: whoever reads or writes the database without the keys.
 * Does not: hide how long the values are together, nor notice that an older envelope was put back together with its
 * number (its entry commits to it: `envelope-commitment.ts`).
 * Nothing here gives clear values out: that is record-open.ts, which only lib/protection/disclose/ and lib/protection/credentials.ts import.
 */
import { internal } from '@/lib/platform/errors';
import { openBytes, type Place, sealBytes } from './envelope';
import { OpenError } from './open-error';
import type { OrgKeys } from './org-keys';
import type { SealContext, StoredValue } from './record-context';
import { decodeValues } from './record-decode';
import { encodeValues } from './record-encode';
import type { Sealed } from './sealed';

export type { SealContext, StoredValue } from './record-context';

/** The place of a record's envelope. Internal to lib/platform/crypto. */
export function recordPlace(keys: OrgKeys, { orgId, module, recordId, version }: SealContext): Place {
  if (orgId !== keys.orgId) throw internal(`The keys of organisation ${keys.orgId} are not those of ${orgId}.`);
  return { purpose: 'record', scope: module, parts: version ? [recordId, String(version)] : [recordId] };
}

/**
 * Seals a record's values. Null when there are none, so that an empty record stores nothing; where envelopes are counted
 * an empty one is sealed too, so that one that is missing is noticed.
 */
export function sealValues(
  values: Readonly<Record<string, StoredValue>>,
  keys: OrgKeys,
  context: SealContext,
): Sealed | null {
  const clear = encodeValues(values);
  try {
    return clear.length === 0 && !context.version ? null : sealBytes(clear, keys, recordPlace(keys, context));
  } finally {
    clear.fill(0);
  }
}

/**
 * Changes some of a record's sealed values and leaves the others as they are; `undefined` removes one. No changes at all
 * seals the same values again, under the current key. Null when nothing is left. Throws `OpenError`.
 * @param context of the envelope that is there; where they are counted, the new one is the next.
 */
export function amend(
  sealed: Sealed | null,
  changes: Readonly<Record<string, StoredValue | undefined>>,
  keys: OrgKeys,
  context: SealContext,
): Sealed | null {
  if (!sealed && context.version) throw new OpenError();
  const values = sealed ? decodeValues(openBytes(sealed, keys, recordPlace(keys, context))) : {};
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) delete values[name];
    else values[name] = value;
  }
  return sealValues(
    values,
    keys,
    context.version === undefined ? context : { ...context, version: context.version + 1 },
  );
}

/** Values to be carried: their API names, and the envelope they are in, null when there is none. */
export interface Carried {
  sealed: Sealed | null;
  context: SealContext;
  names: readonly string[];
}

/**
 * Carries sealed values from other envelopes into a record's, as `amend` would change them; one that the other does not
 * hold is removed. Hands nothing clear to its caller. Throws `OpenError`.
 */
export function carry(
  sources: readonly Carried[],
  into: Sealed | null,
  keys: OrgKeys,
  context: SealContext,
): Sealed | null {
  const changes: Record<string, StoredValue | undefined> = {};
  for (const { sealed, context: place, names } of sources) {
    if (!sealed && place.version) throw new OpenError();
    const values = sealed ? decodeValues(openBytes(sealed, keys, recordPlace(keys, place))) : {};
    for (const name of names) changes[name] = values[name];
  }
  return amend(into, changes, keys, context);
}

/**
 * Seals values anew for another place, such as another module. Hands nothing clear to its caller. Null when there are none.
 * Throws `OpenError`.
 */
export const moveSealed = (sealed: Sealed, keys: OrgKeys, from: SealContext, to: SealContext): Sealed | null =>
  sealValues(decodeValues(openBytes(sealed, keys, recordPlace(keys, from))), keys, to);
