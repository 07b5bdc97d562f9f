/**
 * What a program holds, as text: `<prefix>.<org>.<id>.<secret>`. The prefix tells the kinds apart, also to scanners for
 * leaked secrets; the database knows a keyed digest of the secret only.
 */
import { bearerMac, isSameDigest, plainDigest } from '@/lib/platform/crypto/bearer-mac';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { type Id, isId } from '@/lib/platform/ids';

export const TOKEN_PREFIXES = { access: 'clat', refresh: 'clrt', code: 'clgc' } as const;
export type TokenKind = keyof typeof TOKEN_PREFIXES;

export interface TokenText {
  orgId: Id;
  id: Id;
  secret: string;
}

export const tokenText = (kind: TokenKind, { orgId, id, secret }: TokenText): string =>
  `${TOKEN_PREFIXES[kind]}.${orgId}.${id}.${secret}`;

/** Null when the text is no token of this kind. */
export function readTokenText(kind: TokenKind, text: string): TokenText | null {
  const [prefix, orgId, id, secret, ...more] = text.split('.');
  if (prefix !== TOKEN_PREFIXES[kind] || !isId(orgId) || !isId(id) || !secret || more.length > 0) return null;
  return { orgId, id, secret };
}

/** The public name of a client: `cl.<org>.<id>`. */
export const clientIdText = (orgId: Id, id: Id): string => `cl.${orgId}.${id}`;

export function readClientIdText(text: string): { orgId: Id; id: Id } | null {
  const [prefix, orgId, id, ...more] = text.split('.');
  return prefix === 'cl' && isId(orgId) && isId(id) && more.length === 0 ? { orgId, id } : null;
}

/** What a token may be used for, and until when: a row that says otherwise opens nothing. */
export interface TokenBound {
  id: Id;
  clientId: Id;
  kind: TokenKind;
  scopes: readonly string[] | null;
  expiresMs: number | null;
}

/** What the database keeps of a token's secret. @param digest `plainDigest` of it */
export const tokenDigest = (keys: OrgKeys, bound: TokenBound, digest: Buffer): Buffer =>
  bearerMac(keys, bound.kind, [bound.id, bound.clientId, bound.scopes, bound.expiresMs], digest);

/** Compares in constant time. */
export const isTokenSecret = (keys: OrgKeys, bound: TokenBound, secret: string, stored: Buffer): boolean =>
  isSameDigest(tokenDigest(keys, bound, plainDigest(secret)), stored);

/** A client's own secret, which the client's keyed check binds. */
export const isClientSecret = (secret: string, stored: Buffer): boolean => isSameDigest(plainDigest(secret), stored);
