/**
 * A keyed check of a line of the accounting of disclosures, and of the line together with each record that it is of: many
 * leave together in an export, and the check of one of them is read without the others.
 * Guarantees: without the keys nobody makes the check of another line, nor of the same line for another record or org.
 * Against: whoever writes to the database without the keys.
 * Does not: notice a line that was taken away, or is put back whole.
 */
import { createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { mac, truncate } from './mac';
import type { OrgKeys } from './org-keys';

const LINE_MAC_BITS = 128;

export type LineKey = KeyObject;

/** What the checks of one line are made with, of its content in a fixed order. From the org's first key, so that it outlives rotation. */
export function lineKey(keys: OrgKeys, content: readonly unknown[]): LineKey {
  const { secret } = keys.key('policy', 'disclosure.line', keys.first);
  return createSecretKey(mac(secret, JSON.stringify([keys.orgId, ...content])));
}

/** 16 bytes. @param recordId of the line together with a record; of the line alone when absent */
export const lineMac = (key: LineKey, recordId = ''): Buffer => truncate(mac(key, recordId), LINE_MAC_BITS);

export function isLineMac(key: LineKey, stored: Buffer | null, recordId = ''): boolean {
  const expected = lineMac(key, recordId);
  return stored !== null && stored.length === expected.length && timingSafeEqual(stored, expected);
}
