/**
 * The two things that open an extract: a link of 256 bits, of which the database knows the SHA-256, and a secret of ten
 * characters to be given by another way, kept as a password is. The link's token stands behind `#`: no browser sends
 * that to a server, so that it is in no log; the page reads it and posts it.
 */
import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { type Id, isId } from '@/lib/ids';

/** Without letters and digits that are taken for one another. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const HALF = 5;

export const newLinkToken = (): string => randomBytes(32).toString('base64url');

export const hashLinkToken = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Compares in constant time. */
export function isLinkToken(token: string, hash: Buffer): boolean {
  const given = hashLinkToken(token);
  return given.length === hash.length && timingSafeEqual(given, hash);
}

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
