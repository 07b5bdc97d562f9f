/**
 * What a program holds, as text: `<prefix>.<org>.<id>.<secret>`. The prefix tells the kinds apart, also to scanners for
 * leaked secrets; the database knows the SHA-256 of the secret only.
 */
import { type Id, isId } from '@/lib/ids';

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
