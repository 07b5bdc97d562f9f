/**
 * A keyed check of settings that policy reads: marks, encryption, restrictions, rights.
 * Guarantees: without the keys nobody makes the check of other settings, nor moves one to another subject or org.
 * Against: whoever writes to the database without the keys.
 * Does not: notice that settings and their check were put back together to an older state (the ledger knows both).
 */
import { timingSafeEqual } from 'node:crypto';
import { frame } from './frame';
import { mac } from './mac';
import type { OrgKeys } from './org-keys';

/** What is checked, such as `protection`, and whose, such as a user's id. */
export interface StateSubject {
  subject: string;
  id: string;
}

/** The 32-byte check of a state, given as texts in a fixed order. From the org's first key, so that it outlives rotation. */
export function stateMac(keys: OrgKeys, { subject, id }: StateSubject, state: readonly string[]): Buffer {
  return mac(keys.key('policy', subject, keys.first).secret, frame([keys.orgId, id, ...state]));
}

/** Whether a stored check is that of the state. */
export function isStateMac(
  keys: OrgKeys,
  about: StateSubject,
  state: readonly string[],
  stored: Buffer | null,
): boolean {
  const expected = stateMac(keys, about, state);
  return stored !== null && stored.length === expected.length && timingSafeEqual(stored, expected);
}
