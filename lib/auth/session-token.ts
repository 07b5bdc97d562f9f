/** What a browser's cookie carries, and how it is held against the row. The cookie itself is encrypted by next-auth. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Id, isId } from '@/lib/ids';

export interface SessionToken {
  orgId: Id;
  userId: Id;
  sessionId: Id;
  /** 256 random bits, base64url. The database knows its SHA-256 only. */
  secret: string;
}

export const newSessionSecret = (): string => randomBytes(32).toString('base64url');

export const hashSessionSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** Compares in constant time. */
export function isSecretOf(secret: string, hash: Buffer): boolean {
  const given = hashSessionSecret(secret);
  return given.length === hash.length && timingSafeEqual(given, hash);
}

/** The token in `claims`, or null when they are not one of ours. */
export function readSessionToken(claims: unknown): SessionToken | null {
  if (typeof claims !== 'object' || claims === null) return null;
  const { orgId, userId, sessionId, secret } = claims as Record<string, unknown>;
  if (!isId(orgId) || !isId(userId) || !isId(sessionId) || typeof secret !== 'string') return null;
  return { orgId, userId, sessionId, secret };
}
