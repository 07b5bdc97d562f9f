/**
 * Keyed digests by which the secret of a bearer is known: a session, a token, a visitor, the link of an extract or to sign.
 * Guarantees: without the org's key nobody makes the digest of a secret they chose, nor moves one to another owner, kind,
 * scope or end, so that a row put in or prolonged by SQL opens nothing.
 * Against: whoever writes to the database without the keys.
 * Does not: notice that a row is there again as it was; triggers keep what has ended from that.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { mac } from './mac';
import type { OrgKeys } from './org-keys';

/** What a digest is for. Unlike kinds have unlike keys. */
export type BearerKind =
  | 'session'
  | 'seen'
  | 'factor'
  | 'recovery'
  | 'access'
  | 'refresh'
  | 'code'
  | 'visitor'
  | 'extract'
  | 'accounting'
  | 'signing'
  | 'invitation'
  | 'password'
  | 'account'
  | 'sso subject'
  | 'sso link'
  | 'reader'
  | 'assigned'
  | 'scim'
  | 'scim version'
  | 'offline kit';

/** What the digest binds beside the secret, in a fixed order. */
export type Bound = readonly (string | number | null | readonly string[])[];

/** What older versions stored by itself, and digests are made over, so that they could be made of what was stored. */
export const plainDigest = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** 32 bytes. @param digest `plainDigest` of the secret; without, what is bound is all there is. */
export function bearerMac(keys: OrgKeys, kind: BearerKind, bound: Bound, digest?: Buffer): Buffer {
  const text = JSON.stringify([keys.orgId, bound, digest?.toString('hex') ?? null]);
  return mac(keys.key('bearer', kind, keys.first).secret, text);
}

/** Whether what is stored of a secret was made without the org's key: no digest that Careledger keeps is. */
export const isUnkeyedDigest = (secret: string, stored: Buffer | null): boolean =>
  isSameDigest(plainDigest(secret), stored);

/** Compares in constant time. */
export const isSameDigest = (one: Buffer, other: Buffer | null): boolean =>
  other !== null && one.length === other.length && timingSafeEqual(one, other);
