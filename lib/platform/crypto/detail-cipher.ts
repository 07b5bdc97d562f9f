/**
 * One text in one envelope: the ledger's old and new values, our own stored secrets, what a job must carry.
 * Guarantees: secret and unchanged, readable only for the same purpose, org and associated data.
 * Against: whoever reads or writes the database without the keys.
 * Does not: hide the text's length, nor notice that an older text was put back in the same place.
 * Nothing here gives clear text out: that is detail-open.ts, which only lib/protection/disclose/ and lib/protection/credentials.ts import.
 */
import { internal } from '@/lib/platform/errors';
import { type Place, sealBytes } from './envelope';
import type { OrgKeys } from './org-keys';
import type { Sealed } from './sealed';

/** What a sealed text is for. */
export type TextPurpose = 'ledger-detail' | 'credential' | 'job' | 'mail';

/** The place of a sealed text. Internal to lib/platform/crypto. */
export function textPlace(purpose: TextPurpose, aad: readonly string[]): Place {
  return { purpose, scope: '', parts: aad };
}

/** Seals a text; `aad` says what it belongs to (ids), and the same must be given to open it. */
export function sealText(purpose: TextPurpose, text: string, keys: OrgKeys, aad: readonly string[]): Sealed {
  if (!text.isWellFormed()) throw internal(`A text for ${purpose} is not valid Unicode.`);
  return sealBytes(Buffer.from(text), keys, textPlace(purpose, aad));
}
