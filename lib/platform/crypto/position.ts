/**
 * The place in a list at which a page ended, as it travels in a page token or an address.
 * Guarantees: secret and unchanged, and good in its own org alone. Its length tells of what is inside no more than which
 * multiple of 96 bytes it fits.
 * Against: whoever reads tokens in logs, histories and addresses, and whoever makes up or alters one.
 * Does not: say for which list it was made or until when it is good: that stands inside, and lib/platform/paging checks it.
 *
 * What is inside was never sealed in the database (nobody sorts by what is), so opening one discloses nothing.
 */
import { openBytes, type Place, sealBytes } from './envelope';
import type { OrgKeys } from './org-keys';
import { Sealed } from './sealed';

const PLACE: Place = { purpose: 'position', scope: '', parts: [] };
const STEP_BYTES = 96;
/** What opens is no longer than what is sealed here: a key of 64 characters, an id, and what they are bound to. */
const LONGEST = 4096;

/** Seals a JSON text, filled up with spaces. Base64url. */
export function sealPosition(json: string, keys: OrgKeys): string {
  const length = Math.ceil(Buffer.byteLength(json) / STEP_BYTES) * STEP_BYTES;
  const clear = Buffer.alloc(length, ' ');
  clear.write(json);
  return sealBytes(clear, keys, PLACE).toBytes().toString('base64url');
}

/** @throws OpenError for what `sealPosition` did not make with these keys. */
export function openPosition(token: string, keys: OrgKeys): string {
  const bytes = Buffer.from(token.slice(0, LONGEST), 'base64url');
  return openBytes(Sealed.fromBytes(bytes), keys, PLACE).toString();
}
