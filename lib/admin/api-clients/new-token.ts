import { newSessionSecret } from '@/lib/people/auth/session-token';
import { plainDigest } from '@/lib/platform/crypto/bearer-mac';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { Tx } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import { type TokenKind, tokenDigest, tokenText } from './token-text';

export const ACCESS_SECONDS = 3600;
export const CODE_SECONDS = 600;

const LIVES_SECONDS: Record<TokenKind, number | null> = { access: ACCESS_SECONDS, refresh: null, code: CODE_SECONDS };

export interface NewToken {
  kind: TokenKind;
  clientId: Id;
  /** Null: whatever the client may do at the time. */
  scopes: readonly string[] | null;
  parentId?: Id;
}

export interface MadeToken {
  id: Id;
  /** What the program holds; shown once. */
  text: string;
  /** Await it with the other statements of the act. */
  written: PromiseLike<unknown>;
}

/** Makes a token and the statement that writes its row. */
export function newToken(tx: Tx, keys: OrgKeys, { kind, clientId, scopes, parentId }: NewToken, at: Date): MadeToken {
  const id = newId();
  const secret = newSessionSecret();
  const lives = LIVES_SECONDS[kind];
  const expiresMs = lives === null ? null : at.getTime() + lives * 1000;
  const expires = expiresMs === null ? null : new Date(expiresMs).toISOString();
  const digest = tokenDigest(keys, { id, clientId, kind, scopes, expiresMs }, plainDigest(secret));
  const written = tx.sql`
    insert into api_tokens (org_id, id, client_id, kind, secret_hash, scopes, parent_id, created_at, used_at,
      expires_at)
    values (${tx.orgId}, ${id}, ${clientId}, ${kind}, ${digest}, ${scopes as string[] | null},
      ${parentId ?? null}, ${at.toISOString()}::timestamptz, ${at.toISOString()}::timestamptz, ${expires}::timestamptz)`;
  return { id, text: tokenText(kind, { orgId: tx.orgId, id, secret }), written };
}
