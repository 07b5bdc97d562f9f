/**
 * Guarantees: gives only the fields named, and only for the org, module and record they were sealed for.
 * Against: whoever writes to the database without the keys.
 * Does not: ask whether the asker may see them. Only lib/protection/disclose/ and lib/protection/credentials.ts import this file.
 */
import { openBytes } from './envelope';
import type { OrgKeys } from './org-keys';
import { recordPlace } from './record-cipher';
import type { SealContext, StoredValue } from './record-context';
import { decodeValues } from './record-decode';
import type { Sealed } from './sealed';

/** Opens a record's sealed values; fields that hold none are absent from the answer. Throws `OpenError`. */
export function open(
  sealed: Sealed,
  fields: readonly string[],
  keys: OrgKeys,
  context: SealContext,
): Record<string, StoredValue> {
  return decodeValues(openBytes(sealed, keys, recordPlace(keys, context)), fields);
}
