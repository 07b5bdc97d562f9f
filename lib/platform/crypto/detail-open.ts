/**
 * Guarantees: gives a text only for the purpose, org and associated data it was sealed for.
 * Against: whoever writes to the database without the keys.
 * Does not: ask whether the asker may see it. Only lib/protection/disclose/ and lib/protection/credentials.ts import this file.
 */
import { type TextPurpose, textPlace } from './detail-cipher';
import { openBytes } from './envelope';
import type { OrgKeys } from './org-keys';
import type { Sealed } from './sealed';

/** Opens what `sealText` sealed. Throws `OpenError`. */
export function openText(purpose: TextPurpose, sealed: Sealed, keys: OrgKeys, aad: readonly string[]): string {
  return openBytes(sealed, keys, textPlace(purpose, aad)).toString();
}
