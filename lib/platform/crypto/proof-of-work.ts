/**
 * A little work that a browser does where many ask, so that nobody is refused and a flood costs whoever makes it
 * (docs/decisions/2026-11-29-proof-of-work.md): SHA-256 of a challenge and a number begins with so many zero bits.
 *
 * Guarantees: a challenge was made here, for that place (an address, an account), and is good for minutes; nothing is kept
 * for one that is only asked for. The caller keeps what was used, so that each is good once. Against: scripts that ask by
 * the thousand. Not against: somebody with many machines, whom it only slows.
 */

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { clock } from '@/lib/platform/clock';

const GOOD_FOR_MS = 5 * 60_000;
const MOST_BITS = 22;

/** A keyed digest of 32 bytes, by a key of its own use. */
export type Sign = (text: string) => Buffer;

export interface Proven {
  /** The bits that its challenge asked for. */
  bits: number;
  /** When its challenge ends. */
  until: Date;
}

/** What a browser is given: `<expires>.<bits>.<nonce>.<mac>`; it looks for a number that completes it. */
export function makeChallenge(sign: Sign, place: string, bits: number, nowMs = clock.nowMs()): string {
  const head = `${nowMs + GOOD_FOR_MS}.${Math.min(bits, MOST_BITS)}.${randomBytes(12).toString('base64url')}`;
  return `${head}.${macOf(sign, place, head)}`;
}

/** What a proof shows, if it is right for that place now; null if it is not. */
export function readProof(sign: Sign, place: string, proof: string, nowMs = clock.nowMs()): Proven | null {
  if (proof.length > 200) return null;
  const [expires = '', bits = '', nonce = '', mac = '', answer = '', ...rest] = proof.split('.');
  if (rest.length > 0 || !/^\d{1,12}$/.test(answer)) return null;
  const given = Buffer.from(mac);
  const right = Buffer.from(macOf(sign, place, `${expires}.${bits}.${nonce}`));
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
  if (Number(expires) <= nowMs) return null;
  const worked = leadingZeros(createHash('sha256').update(proof).digest()) >= Number(bits);
  return worked ? { bits: Number(bits), until: new Date(Number(expires)) } : null;
}

/** The challenge that a proof completes: what stands for it once it was used. */
export const challengeOf = (proof: string): string => proof.split('.').slice(0, 4).join('.');

const macOf = (sign: Sign, place: string, head: string): string => sign(`${head}|${place}`).toString('base64url');

function leadingZeros(digest: Buffer): number {
  const first = digest.findIndex((byte) => byte !== 0);
  return first === -1 ? digest.length * 8 : first * 8 + Math.clz32(digest[first] ?? 0) - 24;
}
