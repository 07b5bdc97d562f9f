/** What a visitor's browser keeps to be known again: whose, which visitor, and a secret the database knows the hash of. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { tokenOf } from '@/lib/crypto/blind-index';
import type { OrgKeys } from '@/lib/crypto/keyring';
import { type Id, isId } from '@/lib/ids';

export interface VisitorToken {
  orgId: Id;
  visitorId: Id;
  /** 256 random bits, base64url. */
  secret: string;
}

export const newVisitorSecret = (): string => randomBytes(32).toString('base64url');

/** The secret that takes another's place. Nobody makes it without the org's key. */
export const secretAfter = (keys: OrgKeys, visitorId: Id, secret: string): string =>
  tokenOf(keys, 'chat-visitor-secret', `${visitorId} ${secret}`, 256).toString('base64url');

export const hashVisitorSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest();

export const printVisitorToken = ({ orgId, visitorId, secret }: VisitorToken): string =>
  `${orgId}.${visitorId}.${secret}`;

/** Null for what is no token of ours. */
export function readVisitorToken(text: string | null | undefined): VisitorToken | null {
  const [orgId, visitorId, secret, ...rest] = (text ?? '').split('.');
  if (!isId(orgId) || !isId(visitorId) || !secret || secret.length > 64 || rest.length > 0) return null;
  return { orgId, visitorId, secret };
}

/** Compares in constant time. */
export function isVisitorSecret(secret: string, hash: Buffer): boolean {
  const given = hashVisitorSecret(secret);
  return given.length === hash.length && timingSafeEqual(given, hash);
}
