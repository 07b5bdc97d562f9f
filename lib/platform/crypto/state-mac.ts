/**
 * A keyed check of settings that policy reads: marks, encryption, restrictions, rights.
 * Guarantees: without the keys nobody makes the check of other settings, nor moves one to another subject or org. A check
 * begins with its version, an id, which the database lets only grow: the app's role cannot put an older one back.
 * Against: whoever writes to the database without the keys.
 * Does not: notice that the database's owner put settings and their check back together (the ledger knows both).
 */
import { timingSafeEqual } from 'node:crypto';
import { type Id, newId } from '@/lib/platform/ids';
import { mac } from './mac';
import type { OrgKeys } from './org-keys';

/** What is checked, such as `protection`, and whose, such as a user's id. */
export interface StateSubject {
  subject: string;
  id: string;
}

const VERSION_BYTES = 8;

/** How long what stands in the place of a check is, that counts no more. */
export const NO_STATE_BYTES = VERSION_BYTES;

/**
 * The check of a state, given as texts in a fixed order: version (8 bytes, big-endian) and HMAC (32). From the org's first
 * key, so that it outlives rotation.
 */
export function stateMac(keys: OrgKeys, about: StateSubject, state: readonly string[], version: Id = newId()): Buffer {
  const { subject, id } = about;
  const key = keys.key('policy', subject, keys.first).secret;
  return Buffer.concat([versionBytes(version), mac(key, JSON.stringify([keys.orgId, id, version, ...state]))]);
}

/** In the place of a check that counts no more: a version, and nothing that checks. */
export const noState = (): Buffer => versionBytes(newId());

/** Whether a stored check is that of the state. */
export function isStateMac(
  keys: OrgKeys,
  about: StateSubject,
  state: readonly string[],
  stored: Buffer | null,
): boolean {
  if (stored === null || stored.length <= VERSION_BYTES) return false;
  const expected = stateMac(keys, about, state, stored.readBigUInt64BE(0).toString());
  return stored.length === expected.length && timingSafeEqual(stored, expected);
}

function versionBytes(version: Id): Buffer {
  const bytes = Buffer.alloc(VERSION_BYTES);
  bytes.writeBigUInt64BE(BigInt(version));
  return bytes;
}
