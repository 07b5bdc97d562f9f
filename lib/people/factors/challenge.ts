/**
 * What a passkey signs. Guarantees: a challenge was made here, for that use and that session, less than five minutes ago, and is
 * taken once, also by two requests at the same time. Against: an answer that is sent again, or that was got for another use.
 * Nothing is stored until one is used, so nobody fills a table by asking for them; then it stands under a pseudonym.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { pseudonymOf } from '@/lib/people/auth/secret';
import { spendProof } from '@/lib/people/auth/sign-in-limits';

const LASTS_MS = 300_000;
const RANDOM_BYTES = 16;
const TIME_BYTES = 8;

export interface ChallengeUse {
  for: 'sign_in' | 'register' | 'prove';
  /** The session, where there is one. */
  sessionId: string | null;
}

/** Random bytes, their end, and what shows that they are ours. */
export function newChallenge(use: ChallengeUse, at: Date): Uint8Array<ArrayBuffer> {
  const head = Buffer.concat([randomBytes(RANDOM_BYTES), Buffer.alloc(TIME_BYTES)]);
  head.writeBigUInt64BE(BigInt(at.getTime() + LASTS_MS), RANDOM_BYTES);
  return Uint8Array.from(Buffer.concat([head, signatureOf(use, head)]));
}

/** Whether a challenge, base64url, is one of ours for that use, and was not taken before. */
export async function takeChallenge(use: ChallengeUse, challenge: string, at: Date): Promise<boolean> {
  const bytes = Buffer.from(challenge, 'base64url');
  const head = bytes.subarray(0, RANDOM_BYTES + TIME_BYTES);
  const expected = signatureOf(use, head);
  const given = bytes.subarray(head.length);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false;
  const endsMs = Number(head.readBigUInt64BE(RANDOM_BYTES));
  if (endsMs <= at.getTime() || endsMs > at.getTime() + LASTS_MS) return false;
  return spendProof(`passkey ${head.toString('base64url')}`, new Date(endsMs));
}

const signatureOf = (use: ChallengeUse, head: Buffer): Buffer =>
  pseudonymOf(`passkey to ${use.for}`, `${use.sessionId ?? ''} ${head.toString('base64url')}`);
