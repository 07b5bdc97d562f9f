/**
 * The two things that open an extract: a link of 256 bits, of which the database knows a keyed digest, and a secret of ten
 * characters to be given by another way, kept as a password is. The link's token stands behind `#`: no browser sends
 * that to a server, so that it is in no log; the page reads it and posts it.
 */
import { randomBytes, randomInt } from 'node:crypto';
import { bearerMac, isSameDigest, plainDigest } from '@/lib/platform/crypto/bearer-mac';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { type Id, isId } from '@/lib/platform/ids';

/** Without letters and digits that are taken for one another. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const HALF = 5;

export const newLinkToken = (): string => randomBytes(32).toString('base64url');

/** What an extract holds, and until when: a row that says otherwise opens for nobody. */
export interface ExtractBound {
  id: Id;
  conversationId: Id;
  entryIds: readonly Id[];
  secretHash: string;
  expiresMs: number;
}

/** What the database keeps of a link. @param digest `plainDigest` of its token */
export const linkDigest = (keys: OrgKeys, bound: ExtractBound, digest: Buffer): Buffer => {
  const { id, conversationId, entryIds, secretHash, expiresMs } = bound;
  return bearerMac(keys, 'extract', [id, conversationId, entryIds, secretHash, expiresMs], digest);
};

/** Compares in constant time. */
export const isLinkToken = (keys: OrgKeys, bound: ExtractBound, token: string, stored: Buffer): boolean =>
  isSameDigest(linkDigest(keys, bound, plainDigest(token)), stored);

/** `ABCDE-23456`: 49 bits, of which five may be guessed. */
export function newExtractSecret(): string {
  const half = () => Array.from({ length: HALF }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return `${half()}-${half()}`;
}

/** A secret as it was meant, however it was typed. */
export const plainSecret = (typed: string): string => typed.toUpperCase().replace(/[^A-Z0-9]/g, '');

export const extractPath = (orgId: Id, extractId: Id, token: string): string =>
  `/extract/${extractId}#${orgId}.${token}`;

/** Null for what is no token of ours. */
export function readFragment(text: string): { orgId: Id; token: string } | null {
  const [orgId, token, ...rest] = text.split('.');
  return isId(orgId) && token && rest.length === 0 ? { orgId, token } : null;
}
