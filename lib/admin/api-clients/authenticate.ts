/**
 * From an access token to the context of an API call, in one round trip. Guarantees: a token that ended, whose client
 * was revoked or has expired, or whose owner was deactivated opens nothing at the very next call, in every process:
 * nothing is cached. A client acts for its owner, with the rights the owner has now; the ledger shows the client's name.
 */

import { revealRests } from '@/lib/people/auth/reveal-rests';
import { type RulesFor, sharedPart } from '@/lib/people/auth/shared-records';
import { type Outside, outsideLimits } from '@/lib/people/auth/where-and-when';
import type { ProfileRights } from '@/lib/people/rights';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { isUnkeyedDigest } from '@/lib/platform/crypto/bearer-mac';
import { ask } from '@/lib/platform/db/transaction';
import { type CareledgerError, unauthenticated } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { keysOfOrg } from '@/lib/platform/org-keys';
import { tellForeignBearer } from '@/lib/protection/integrity/bearer';
import { isProofWhole, type RightsProof } from '@/lib/protection/integrity/rights';
import { isAllowedFrom } from './addresses';
import { type RateLimit, takeCall } from './rate';
import { recordForeignAddress } from './record-foreign-address';
import { inBoth } from './scopes';
import { isTokenSecret, readTokenText, type TokenText } from './token-text';

export interface ApiSession {
  ctx: Context;
  clientId: Id;
  /** The name of the client's owner, whose rights it has and whom records name. */
  ownerName: string;
  /** The org's metadata version at this call. */
  metaVersion: number;
  /** What the token may do: never more than its client may now. */
  scopes: readonly string[];
  limit: RateLimit;
  /** An administrator lets it search by protected values in an address. */
  protectedInAddress: boolean;
}

export interface ApiRequest {
  /** The header of that name: `Zoho-oauthtoken <token>` or `Bearer <token>`. */
  authorization: string | null;
  requestId: string;
  ip: string | null;
}

interface TokenRow {
  secret_hash: Buffer;
  kind: string;
  ended: boolean;
  expires_ms: number | null;
  token_scopes: string[] | null;
  client_id: Id;
  client_name: string;
  client_revoked: boolean;
  client_expires_ms: number | null;
  client_scopes: string[];
  allowed_ips: string[];
  calls_per_minute: number;
  window_ms: number | null;
  window_calls: number | null;
  owner_id: Id;
  owner_active: boolean;
  time_zone: string;
  rights: ProfileRights;
  owner_ids: Id[] | null;
  owner_name: string | null;
  meta_version: string | null;
  client_waits: boolean;
  protected_in_address: boolean;
  /** What for the client reads. */
  purpose: string | null;
  password_temporary: boolean;
  waits: boolean;
  proof: RightsProof;
  sharing: RulesFor;
}

/**
 * Finds out who calls, and takes one call from the client's minute.
 * @throws unauthenticated `AUTHENTICATION_FAILURE` without a token, `INVALID_TOKEN` with one that does not open anything,
 * `CLIENT_NOT_ACCEPTED` while the owner has not accepted the client, `PASSWORD_TO_CHANGE` while their password is temporary, `OUTSIDE_ADDRESSES` and `OUTSIDE_HOURS` where their profile says so; limited `TOO_MANY_REQUESTS`.
 */
export async function authenticate(request: ApiRequest, nowMs: number = clock.nowMs()): Promise<ApiSession> {
  const token = readTokenText('access', bearerOf(request.authorization));
  const row = token && (await readToken(token));
  if (!token || !row || !(await isGenuine(token, row))) throw invalidToken();
  const { owner_name: ownerName, meta_version: metaVersion } = row;
  if (ownerName === null || metaVersion === null) throw invalidToken();
  if (row.client_waits && !row.client_revoked && row.owner_active) throw notAccepted();
  if (row.password_temporary && !row.client_revoked && row.owner_active) throw passwordToChange();
  if (row.ended || isPast(row.expires_ms, nowMs)) throw invalidToken();
  if (row.client_revoked || isPast(row.client_expires_ms, nowMs) || !row.owner_active) throw invalidToken();
  if (!(await isProofWhole(token.orgId, row.owner_id, row.proof))) throw invalidToken();

  const ctx = contextOf(token, row, request);
  if (!isAllowedFrom(request.ip, row.allowed_ips)) {
    await recordForeignAddress(ctx, row.client_id, nowMs);
    throw invalidToken();
  }
  const outside = outsideLimits(row.rights.signIn, request.ip, nowMs);
  if (outside) {
    await recordForeignAddress(ctx, row.client_id, nowMs, outside.toUpperCase());
    throw outsideOfOwner(outside);
  }
  const written = { startMs: row.window_ms, calls: row.window_calls };
  const client = { orgId: token.orgId, clientId: row.client_id, limit: row.calls_per_minute };
  const limit = takeCall(client, written, nowMs);
  const scopes = row.token_scopes === null ? row.client_scopes : inBoth(row.client_scopes, row.token_scopes);
  const about = { ownerName, metaVersion: Number(metaVersion) };
  const shared = await sharedPart(token.orgId, row.sharing);
  return {
    ctx: { ...ctx, ...shared },
    clientId: row.client_id,
    ...about,
    scopes,
    limit,
    protectedInAddress: row.protected_in_address,
  };
}

/** The token in the header. @throws unauthenticated `AUTHENTICATION_FAILURE` */
function bearerOf(authorization: string | null): string {
  const [, text] = /^\s*(?:zoho-oauthtoken|bearer)\s+(\S+)\s*$/i.exec(authorization ?? '') ?? [];
  if (text !== undefined) return text;
  throw unauthenticated('Authentication failed: send an access token in the header Authorization.', {
    reason: 'AUTHENTICATION_FAILURE',
  });
}

/** One answer for all: which of the reasons it was is nobody's business who has no good token. */
const invalidToken = (): CareledgerError =>
  unauthenticated('The access token is not valid or not valid any more.', { reason: 'INVALID_TOKEN' });

/** Whoever has a token that was good may know why it is not now. */
const notAccepted = (): CareledgerError =>
  unauthenticated('The person this client acts for has not accepted it: Personal settings, Programs that act for me.', {
    reason: 'CLIENT_NOT_ACCEPTED',
  });

/** Whoever has a temporary password does nothing else before they choose another, nor do their programs. */
const passwordToChange = (): CareledgerError =>
  unauthenticated('The person this client acts for has a temporary password, and has to choose another first.', {
    reason: 'PASSWORD_TO_CHANGE',
  });

/** So may whoever calls from elsewhere, or at another time, than the person whom it acts for may be signed in. */
const outsideOfOwner = (outside: Outside): CareledgerError =>
  unauthenticated(
    `The person this client acts for may not be signed in ${outside === 'outside_hours' ? 'at this time' : 'from this address'}.`,
    { reason: outside.toUpperCase() },
  );

/** Whether the row is the token's, and as Careledger wrote it. One that is known not to be is an event. */
async function isGenuine({ orgId, id, secret }: TokenText, row: TokenRow): Promise<boolean> {
  const { client_id: clientId, token_scopes: scopes, expires_ms: expiresMs } = row;
  if (row.kind !== 'access') return false;
  const keys = await keysOfOrg(orgId);
  if (isTokenSecret(keys, { id, clientId, kind: 'access', scopes, expiresMs }, secret, row.secret_hash)) return true;
  if (isUnkeyedDigest(secret, row.secret_hash)) await tellForeignBearer(orgId, id);
  return false;
}

const isPast = (ms: number | null, nowMs: number): boolean => ms !== null && ms <= nowMs;

/**
 * The function sets the org that the other tables are read in, so these hang on its row. Where one of their rows is not there,
 * the answer is the one that lets nothing through.
 */
async function readToken({ orgId, id }: TokenText): Promise<TokenRow | undefined> {
  const rows = await ask(
    (sql) => sql<TokenRow[]>`
      select t.*,
        (select u.name from users u where u.org_id = ${orgId} and u.id = t.owner_id::bigint) as owner_name,
        coalesce((select c.accepted_at is null from api_clients c
          where c.org_id = ${orgId} and c.id = t.client_id::bigint), true) as client_waits,
        coalesce((select c.protected_in_address from api_clients c
          where c.org_id = ${orgId} and c.id = t.client_id::bigint), false) as protected_in_address,
        (select c.purpose from api_clients c where c.org_id = ${orgId} and c.id = t.client_id::bigint) as purpose,
        coalesce((select u.password_ends_at is not null from users u
          where u.org_id = ${orgId} and u.id = t.owner_id::bigint), true) as password_temporary,
        coalesce((select ${revealRests(sql)} from users u
          join profiles p on p.org_id = u.org_id and p.id = u.profile_id
          where u.org_id = ${orgId} and u.id = t.owner_id::bigint), true) as waits,
        app.rights_of(${orgId}, t.owner_id::bigint, t.client_id::bigint) as proof,
        app.sharing_of(${orgId}, t.owner_id::bigint) as sharing,
        (select o.meta_version from orgs o where o.org_id = ${orgId} and t.client_id is not null) as meta_version
      from app.load_api_token(${orgId}, ${id}) t`,
  );
  return rows[0];
}

const contextOf = (token: TokenText, row: TokenRow, request: ApiRequest): Context => ({
  orgId: token.orgId,
  actor: { kind: 'client', id: row.owner_id, name: row.client_name },
  rights: row.rights,
  ...(row.waits && { waits: true }),
  ...(row.purpose !== null && { purpose: row.purpose }),
  ownerIds: row.owner_ids,
  requestId: request.requestId,
  ip: request.ip,
  sessionId: null,
  timeZone: row.time_zone,
});
