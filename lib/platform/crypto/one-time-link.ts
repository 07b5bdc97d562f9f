/**
 * The two things that open something for somebody without an account: a link of 256 bits, of which the database knows a keyed
 * digest, and a secret of ten characters to be given by another way, kept as a password is. The link's token stands behind
 * `#`: no browser sends that to a server, so that it is in no log; the page reads it and posts it.
 */
import { randomBytes, randomInt } from 'node:crypto';
import { type Id, isId } from '@/lib/platform/ids';

/** Without letters and digits that are taken for one another. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const HALF = 5;

export const newLinkToken = (): string => randomBytes(32).toString('base64url');

/** `ABCDE-23456`: 49 bits, of which five may be guessed. */
export function newLinkSecret(): string {
  const half = () => Array.from({ length: HALF }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return `${half()}-${half()}`;
}

/** A secret as it was meant, however it was typed. */
export const plainSecret = (typed: string): string => typed.toUpperCase().replace(/[^A-Z0-9]/g, '');

/** What stands behind `#`. */
export const fragmentOf = (orgId: Id, token: string): string => `${orgId}.${token}`;

/** Null for what is no token of ours. */
export function readFragment(text: string): { orgId: Id; token: string } | null {
  const [orgId, token, ...rest] = text.split('.');
  return isId(orgId) && token && rest.length === 0 ? { orgId, token } : null;
}
