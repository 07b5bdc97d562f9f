/** What a visitor's browser keeps to be known again: whose, which visitor, and a secret of which the database knows a keyed digest. */
import { randomBytes } from 'node:crypto';
import { bearerMac, isSameDigest, plainDigest } from '@/lib/platform/crypto/bearer-mac';
import { tokenOf } from '@/lib/platform/crypto/blind-index';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { type Id, isId } from '@/lib/platform/ids';

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

/** What the database keeps of a visitor's secret. @param digest `plainDigest` of it */
export const visitorDigest = (keys: OrgKeys, visitorId: Id, digest: Buffer): Buffer =>
  bearerMac(keys, 'visitor', [visitorId], digest);

export const printVisitorToken = ({ orgId, visitorId, secret }: VisitorToken): string =>
  `${orgId}.${visitorId}.${secret}`;

/** Null for what is no token of ours. */
export function readVisitorToken(text: string | null | undefined): VisitorToken | null {
  const [orgId, visitorId, secret, ...rest] = (text ?? '').split('.');
  if (!isId(orgId) || !isId(visitorId) || !secret || secret.length > 64 || rest.length > 0) return null;
  return { orgId, visitorId, secret };
}

/** Compares in constant time. */
export const isVisitorSecret = (keys: OrgKeys, visitorId: Id, secret: string, stored: Buffer | null): boolean =>
  isSameDigest(visitorDigest(keys, visitorId, plainDigest(secret)), stored);
