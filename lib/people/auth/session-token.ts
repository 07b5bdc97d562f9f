/** What a browser's cookie carries, and how it is held against the row. The cookie itself is encrypted by next-auth. */
import { randomBytes } from 'node:crypto';
import { bearerMac, isSameDigest, plainDigest } from '@/lib/platform/crypto/bearer-mac';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { type Id, isId } from '@/lib/platform/ids';

export interface SessionToken {
  orgId: Id;
  userId: Id;
  sessionId: Id;
  /** 256 random bits, base64url. The database knows a keyed digest only. */
  secret: string;
}

export const newSessionSecret = (): string => randomBytes(32).toString('base64url');

/** Whose secret it is and since when: a row that says otherwise opens nothing. */
export interface SessionBound {
  sessionId: Id;
  userId: Id;
  createdMs: number;
}

/** What the database keeps of a session's secret. */
export const sessionDigest = (keys: OrgKeys, { sessionId, userId, createdMs }: SessionBound, secret: string): Buffer =>
  bearerMac(keys, 'session', [sessionId, userId, createdMs], plainDigest(secret));

/** Compares in constant time. */
export const isSessionSecret = (keys: OrgKeys, bound: SessionBound, secret: string, stored: Buffer): boolean =>
  isSameDigest(sessionDigest(keys, bound, secret), stored);

/** The keyed check of when a session was last used, so that SQL keeps none alive. */
export const seenMac = (keys: OrgKeys, sessionId: Id, lastSeenMs: number): Buffer =>
  bearerMac(keys, 'seen', [sessionId, lastSeenMs]);

/** The token in `claims`, or null when they are not one of ours. */
export function readSessionToken(claims: unknown): SessionToken | null {
  if (typeof claims !== 'object' || claims === null) return null;
  const { orgId, userId, sessionId, secret } = claims as Record<string, unknown>;
  if (!isId(orgId) || !isId(userId) || !isId(sessionId) || typeof secret !== 'string') return null;
  return { orgId, userId, sessionId, secret };
}
