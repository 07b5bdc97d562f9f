/** The verb of the token endpoint: an access token for a client that has proven itself. */
import { isSecretOf } from '@/lib/auth/session-token';
import type { Tx } from '@/lib/db/transaction';
import { env } from '@/lib/env';
import type { Id } from '@/lib/ids';
import { mutate } from '@/lib/mutate';
import type { TokenRequest } from './client-context';
import { ACCESS_SECONDS, newToken } from './new-token';
import { oauthError } from './oauth-error';
import { type ProvenClient, proveClient } from './prove-client';
import { inBoth } from './scopes';
import { readTokenText, type TokenKind } from './token-text';

/** As Zoho's accounts server answers. `refresh_token` only for a grant code. */
export interface TokenAnswer {
  access_token: string;
  expires_in: number;
  api_domain: string;
  token_type: 'Bearer';
  /** Separated by spaces. */
  scope: string;
  refresh_token?: string;
}

const GRANTS = ['refresh_token', 'client_credentials', 'authorization_code'] as const;
type Grant = (typeof GRANTS)[number];

/** As at Zoho: an eleventh access token of one refresh token ends the oldest. */
const MOST_ACCESS_TOKENS = 10;

/**
 * Gives an access token.
 * @param form the fields of the request: `grant_type`, `client_id`, `client_secret`, and `refresh_token` or `code`;
 * `scope` narrows the token of `client_credentials`.
 * @throws invalid, its `reason` the word of OAuth; limited `access_denied` after too many wrong secrets.
 */
export async function exchangeToken(
  form: Readonly<Record<string, string>>,
  request: TokenRequest,
  at: Date = new Date(),
): Promise<TokenAnswer> {
  const grant = GRANTS.find((known) => known === form.grant_type);
  if (!form.grant_type) throw oauthError('invalid_request');
  if (!grant) throw oauthError('unsupported_grant_type');
  const client = await proveClient(form, request, at);
  const { access, refresh, scopes } = await issue(grant, form, client, at);
  return {
    access_token: access,
    expires_in: ACCESS_SECONDS,
    api_domain: new URL(env().NEXTAUTH_URL ?? 'http://localhost').origin,
    token_type: 'Bearer',
    scope: scopes.join(' '),
    ...(refresh && { refresh_token: refresh }),
  };
}

interface Issued {
  access: string;
  refresh?: string;
  scopes: readonly string[];
}

async function issue(
  grant: Grant,
  form: Readonly<Record<string, string>>,
  client: ProvenClient,
  at: Date,
): Promise<Issued> {
  const action = 'api_token.issue';
  return mutate(client.ctx, { action, subjectId: client.id }, async (tx) => {
    const { parentId, narrowed } = await takeGrant(tx, grant, form, client, at);
    const refresh =
      grant === 'authorization_code'
        ? newToken(tx, { kind: 'refresh', clientId: client.id, scopes: narrowed }, at)
        : undefined;
    const parent = refresh?.id ?? parentId;
    const family = { clientId: client.id, ...(parent && { parentId: parent }) };
    const access = newToken(tx, { kind: 'access', scopes: narrowed, ...family }, at);
    return {
      value: {
        access: access.text,
        ...(refresh && { refresh: refresh.text }),
        scopes: narrowed === null ? client.scopes : inBoth(client.scopes, narrowed),
      },
      writes: [...(refresh ? [refresh.written] : []), access.written, endOldest(tx, family, at)],
      entries: [{ action, subjectId: client.id, facts: { kind: refresh ? 'refresh' : 'access', grant } }],
    };
  });
}

interface TakenGrant {
  /** Null: all that the client may. */
  narrowed: readonly string[] | null;
  parentId?: Id;
}

async function takeGrant(
  tx: Tx,
  grant: Grant,
  form: Readonly<Record<string, string>>,
  client: ProvenClient,
  at: Date,
): Promise<TakenGrant> {
  if (grant === 'client_credentials') {
    // Two at once follow one another, so that neither miscounts the live ones.
    await tx.sql`select 1 from api_clients where org_id = ${tx.orgId} and id = ${client.id} for no key update`;
    const asked = (form.scope ?? '').split(/[\s,]+/).filter((scope) => scope !== '');
    if (asked.length === 0) return { narrowed: null };
    const narrowed = inBoth(client.scopes, asked);
    if (narrowed.length === 0) throw oauthError('invalid_scope');
    return { narrowed };
  }
  if (grant === 'refresh_token') {
    const { id, scopes } = await takeToken(tx, 'refresh', form.refresh_token, client.id, at);
    return { narrowed: scopes, parentId: id };
  }
  const { id, scopes } = await takeToken(tx, 'code', form.code, client.id, at);
  await tx.sql`update api_tokens set ended_at = ${at.toISOString()}::timestamptz where org_id = ${tx.orgId} and id = ${id}`;
  return { narrowed: scopes };
}

/** A live token of the client, locked until the transaction ends: of two who use a code at once, one wins. */
async function takeToken(
  tx: Tx,
  kind: TokenKind,
  text: string | undefined,
  clientId: Id,
  at: Date,
): Promise<{ id: Id; scopes: string[] | null }> {
  if (!text) throw oauthError('invalid_request');
  const token = readTokenText(kind, text);
  if (token?.orgId !== tx.orgId) throw oauthError('invalid_code');
  const [row] = await tx.sql<{ scopes: string[] | null; secret_hash: Buffer }[]>`
    select scopes, secret_hash from api_tokens
    where org_id = ${tx.orgId} and id = ${token.id} and client_id = ${clientId} and kind = ${kind} and ended_at is null
      and (expires_at is null or expires_at > ${at.toISOString()}::timestamptz)
    for no key update`;
  if (!row || !isSecretOf(token.secret, row.secret_hash)) throw oauthError('invalid_code');
  return { id: token.id, scopes: row.scopes };
}

/** Ends the oldest live access tokens of a family above ten, and forgets those that were over a day ago. */
function endOldest(tx: Tx, { clientId, parentId = null }: { clientId: Id; parentId?: Id | null }, at: Date) {
  const now = at.toISOString();
  return tx.sql`
    with forgotten as (
      delete from api_tokens where org_id = ${tx.orgId} and client_id = ${clientId} and kind <> 'refresh'
        and expires_at < ${now}::timestamptz - interval '1 day')
    update api_tokens set ended_at = ${now}::timestamptz
    where org_id = ${tx.orgId} and id in (
      select id from api_tokens
      where org_id = ${tx.orgId} and client_id = ${clientId} and kind = 'access' and ended_at is null
        and parent_id is not distinct from ${parentId}::bigint and expires_at > ${now}::timestamptz
      order by created_at desc, id desc offset ${MOST_ACCESS_TOKENS})`;
}
