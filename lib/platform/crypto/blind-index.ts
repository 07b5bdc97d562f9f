/**
 * Tokens by which an exact value is found without opening anything.
 * Guarantees: a token is made with a key per field, so it says nothing about the value by itself, and the same value in
 * two fields or two orgs gives unlike tokens. A truncated token fits several values, so equal tokens are not proof of
 * equal values; whoever searches confirms the match by opening.
 * Against: whoever has the database without the keys.
 * Does not: hide how often a token occurs (a field of few values, or one value that most records share, shows its
 * shape), and `uniqueToken` shows which records hold the same value.
 *
 * Keys derive from the org's FIRST data key, also after rotation: new records get the same tokens as old ones, so
 * everything stays findable. The price: rotation does not renew these keys, and that row is never deleted.
 */
import { internal } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { MAC_BITS, mac, truncate } from './mac';
import type { OrgKeys } from './org-keys';

/** The search token of a normalised value: `bits` bits (1 to 256) in whole bytes, the rest of the last one zero. */
export function tokenOf(keys: OrgKeys, fieldId: Id, normalised: string, bits: number): Buffer {
  if (!Number.isInteger(bits) || bits < 1 || bits > MAC_BITS) throw internal(`A token has 1 to ${MAC_BITS} bits.`);
  return truncate(mac(keys.key('blind-index', fieldId, keys.first).secret, normalised), bits);
}

/** The 32-byte token that a unique index stands on. Not truncated: two values must never collide. */
export function uniqueToken(keys: OrgKeys, fieldId: Id, normalised: string): Buffer {
  return mac(keys.key('unique', fieldId, keys.first).secret, normalised);
}

/**
 * How many bits a field's token should have when it is expected to hold so many rows. As in paragonie/ciphersweet's
 * planner, a search should find between 2 and √rows records by chance: fewer and a token gives its value away, more and
 * a search opens too many. Of the lengths that fit this is the longest, so a search finds 2 to 4 by chance.
 * Below 8 rows no length fits both; the shorter is given.
 */
export function planBits(expectedRows: number): number {
  const bits = Math.floor(Math.log2(Math.max(expectedRows, 1))) - 1;
  return Math.min(Math.max(bits, 1), MAC_BITS);
}
