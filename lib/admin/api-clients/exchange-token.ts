/**
 * The verb of the token endpoint: an access token for a client that has proven itself. Guarantees: a refresh token that
 * gave nothing for 90 days gives nothing more; a code is good once, and shown a second time ends what it gave (RFC 6749
 * §4.1.2), since one of the two who had it should not have.
 */
import { clock } from '@/lib/platform/clock';
import type { Tx } from '@/lib/platform/db/transaction';
import { env } from '@/lib/platform/env';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { noteIfForeign } from '@/lib/protection/integrity/bearer';
import { mutate, unchanged } from '@/lib/protection/mutate';
import type { TokenRequest } from './client-context';
import { ACCESS_SECONDS, newToken } from './new-token';
import { oauthError } from './oauth-error';
import { type ProvenClient, proveClient } from './prove-client';
import { inBoth } from './scopes';
import { isTokenSecret, readTokenText, type TokenBound, type TokenKind } from './token-text';

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

const UNUSED_DAYS = 90;

/**
 * Gives an access token.
 * @param form the fields of the request: `grant_type`, `client_id`, `client_secret`, and `refresh_token` or `code`;
 * `scope` narrows the token of `client_credentials`.
 * @throws invalid, its `reason` the word of OAuth; limited `access_denied` after too many wrong secrets.
 */
export async function exchangeToken(
  form: Readonly<Record<string, string>>,
  request: TokenRequest,
  at: Date = clock.now(),
): Promise<TokenAnswer> {
  const grant = GRANTS.find((known) => known === form.grant_type);
  if (!form.grant_type) throw oauthError('invalid_request');
  if (!grant) throw oauthError('unsupported_grant_type');
  const client = await proveClient(form, request, at);
  const { access, refresh, scopes } = await issue(grant, form, client, at).catch(async (error: unknown) => {
    if (grant === 'authorization_code') await endWhatCodeGave(form.code, client, at);
    throw error;
  });
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
    const { parentId, codeId, narrowed } = await takeGrant(tx, { grant, form, client }, at);
    const keys = await keysOf(tx);
    const refresh = codeId
      ? newToken(tx, keys, { kind: 'refresh', clientId: client.id, scopes: narrowed, parentId: codeId }, at)
      : undefined;
    const parent = refresh?.id ?? parentId;
    const family = { clientId: client.id, ...(parent && { parentId: parent }) };
    const access = newToken(tx, keys, { kind: 'access', scopes: narrowed, ...family }, at);
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
  /** The code that was given. */
  codeId?: Id;
}

interface GrantAsked {
  grant: Grant;
  form: Readonly<Record<string, string>>;
  client: ProvenClient;
}

async function takeGrant(tx: Tx, { grant, form, client }: GrantAsked, at: Date): Promise<TakenGrant> {
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
    const { id, scopes } = await takeToken(tx, { kind: 'refresh', text: form.refresh_token, clientId: client.id }, at);
    await tx.sql`
      update api_tokens set used_at = ${at.toISOString()}::timestamptz
      where org_id = ${tx.orgId} and id = ${id} and used_at < ${at.toISOString()}::timestamptz - interval '1 hour'`;
    return { narrowed: scopes, parentId: id };
  }
  const { id, scopes } = await takeToken(tx, { kind: 'code', text: form.code, clientId: client.id }, at);
  await tx.sql`update api_tokens set ended_at = ${at.toISOString()}::timestamptz where org_id = ${tx.orgId} and id = ${id}`;
  return { narrowed: scopes, codeId: id };
}

/** A live token of the client, locked until the transaction ends: of two who use a code at once, one wins. */
async function takeToken(
  tx: Tx,
  { kind, text, clientId }: { kind: TokenKind; text: string | undefined; clientId: Id },
  at: Date,
): Promise<{ id: Id; scopes: string[] | null }> {
  if (!text) throw oauthError('invalid_request');
  const token = readTokenText(kind, text);
  if (token?.orgId !== tx.orgId) throw oauthError('invalid_code');
  const [row] = await tx.sql<TokenRow[]>`
    select scopes, secret_hash, ${expiresMs(tx)} from api_tokens
    where org_id = ${tx.orgId} and id = ${token.id} and client_id = ${clientId} and kind = ${kind} and ended_at is null
      and (expires_at is null or expires_at > ${at.toISOString()}::timestamptz)
      and (kind <> 'refresh' or used_at > ${at.toISOString()}::timestamptz - make_interval(days => ${UNUSED_DAYS}))
    for no key update`;
  if (!row || !(await isOf(tx, row, { id: token.id, clientId, kind }, token.secret))) throw oauthError('invalid_code');
  return { id: token.id, scopes: row.scopes };
}

interface TokenRow {
  scopes: string[] | null;
  secret_hash: Buffer;
  expires_ms: number | null;
}

const expiresMs = (tx: Tx) => tx.sql`(extract(epoch from expires_at) * 1000)::double precision as expires_ms`;

/** Whether the row is as Careledger wrote it, for the secret that was given. One that is known not to be is an event. */
async function isOf(
  tx: Tx,
  { scopes, secret_hash, expires_ms }: TokenRow,
  about: Pick<TokenBound, 'id' | 'clientId' | 'kind'>,
  secret: string,
): Promise<boolean> {
  const bound = { ...about, scopes, expiresMs: expires_ms };
  const isIt = isTokenSecret(await keysOf(tx), bound, secret, secret_hash);
  if (!isIt) noteIfForeign(tx, about.id, secret, [secret_hash]);
  return isIt;
}

/** Ends all that came from a code of the client which was used before. The event says so. */
async function endWhatCodeGave(text: string | undefined, client: ProvenClient, at: Date): Promise<void> {
  const token = text ? readTokenText('code', text) : undefined;
  if (token?.orgId !== client.ctx.orgId) return;
  const action = 'api_token.revoke';
  await mutate(client.ctx, { action, subjectId: client.id }, async (tx) => {
    const [code] = await tx.sql<TokenRow[]>`
      select scopes, secret_hash, ${expiresMs(tx)} from api_tokens
      where org_id = ${tx.orgId} and id = ${token.id} and client_id = ${client.id} and kind = 'code'
        and ended_at is not null`;
    const about = { id: token.id, clientId: client.id, kind: 'code' } as const;
    if (!code || !(await isOf(tx, code, about, token.secret))) return unchanged();
    const ended = await tx.sql`
      update api_tokens set ended_at = ${at.toISOString()}::timestamptz
      where org_id = ${tx.orgId} and client_id = ${client.id} and ended_at is null
        and (parent_id = ${token.id}
          or parent_id in (select id from api_tokens where org_id = ${tx.orgId} and parent_id = ${token.id}))`;
    const facts = { kind: 'code', usedAgain: true, tokensEnded: ended.count };
    return { value: undefined, entries: [{ action, outcome: 'done', subjectId: client.id, facts }] };
  });
}

/**
 * Ends the oldest live access tokens of a family above ten, and forgets those that were over a day ago; a code stays as
 * long as what it gave, so that it is known again.
 */
function endOldest(tx: Tx, { clientId, parentId = null }: { clientId: Id; parentId?: Id | null }, at: Date) {
  const now = at.toISOString();
  return tx.sql`
    with forgotten as (
      delete from api_tokens t where org_id = ${tx.orgId} and client_id = ${clientId} and kind <> 'refresh'
        and expires_at < ${now}::timestamptz - interval '1 day'
        and not exists (
          select 1 from api_tokens of where of.org_id = t.org_id and of.parent_id = t.id and of.ended_at is null))
    update api_tokens set ended_at = ${now}::timestamptz
    where org_id = ${tx.orgId} and id in (
      select id from api_tokens
      where org_id = ${tx.orgId} and client_id = ${clientId} and kind = 'access' and ended_at is null
        and parent_id is not distinct from ${parentId}::bigint and expires_at > ${now}::timestamptz
      order by created_at desc, id desc offset ${MOST_ACCESS_TOKENS})`;
}
