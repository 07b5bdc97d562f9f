/**
 * A little work that a visitor's browser does where many begin chats from one address, so that a clinic's network is not
 * refused and a flood costs whoever makes it (docs/decisions/2026-11-29-proof-of-work.md).
 *
 * Guarantees: a challenge was made here, for this org and this address, and is good for minutes and once, in any number of
 * processes; nothing is kept for one that is only asked for. Against: scripts that begin chats by the thousand. Not
 * against: somebody with many addresses or machines.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { tokenOf } from '../crypto/blind-index';
import type { OrgKeys } from '../crypto/keyring';

const GOOD_FOR_MS = 5 * 60_000;
const MAC_BITS = 256;
const MOST_BITS = 22;

/** What a browser is given: `<expires>.<bits>.<nonce>.<mac>`; it looks for a number that completes it. */
export function makeChallenge(keys: OrgKeys, address: string, bits: number, nowMs = Date.now()): string {
  const head = `${nowMs + GOOD_FOR_MS}.${Math.min(bits, MOST_BITS)}.${randomBytes(12).toString('base64url')}`;
  return `${head}.${macOf(keys, address, head)}`;
}

/** When a proof's challenge ends, if the proof is right for that address now; null if it is not. */
export function provenUntil(keys: OrgKeys, address: string, proof: string, nowMs = Date.now()): Date | null {
  if (proof.length > 200) return null;
  const [expires = '', bits = '', nonce = '', mac = '', answer = '', ...rest] = proof.split('.');
  if (rest.length > 0 || !/^\d{1,12}$/.test(answer)) return null;
  const given = Buffer.from(mac);
  const right = Buffer.from(macOf(keys, address, `${expires}.${bits}.${nonce}`));
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
  if (Number(expires) <= nowMs) return null;
  return leadingZeros(createHash('sha256').update(proof).digest()) >= Number(bits) ? new Date(Number(expires)) : null;
}

/** What a used challenge goes by. */
export const spentToken = (keys: OrgKeys, proof: string): Buffer =>
  tokenOf(keys, 'chat-proof-spent', proof.split('.').slice(0, 4).join('.'), 128);

const macOf = (keys: OrgKeys, address: string, head: string): string =>
  tokenOf(keys, 'chat-proof', `${head}|${address}`, MAC_BITS).toString('base64url');

function leadingZeros(digest: Buffer): number {
  const first = digest.findIndex((byte) => byte !== 0);
  return first === -1 ? digest.length * 8 : first * 8 + Math.clz32(digest[first] ?? 0) - 24;
}
