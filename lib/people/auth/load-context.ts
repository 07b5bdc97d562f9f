/**
 * From a session token to the context of a request, in one round trip. Guarantees: a session that was ended, whose user
 * was deactivated, or that has lapsed gives no context at the very next request, in every process: nothing is cached.
 */

import type { ProfileRights } from '@/lib/people/rights';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { isSameDigest, isUnkeyedDigest } from '@/lib/platform/crypto/bearer-mac';
import type { sessions } from '@/lib/platform/db/schema/users';
import { ask, inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOfOrg } from '@/lib/platform/org-keys';
import { tellForeignBearer } from '@/lib/protection/integrity/bearer';
import { areFactorsWhole } from '@/lib/protection/integrity/factors';
import { isProofWhole, type RightsProof } from '@/lib/protection/integrity/rights';
import { noteForeignSetting, storedSetting } from '@/lib/protection/integrity/setting';
import { areProofsKept, type ProofsRow, type Standing, standingOf } from './proofs';
import { revealRests } from './reveal-rests';
import { lapseOf, type SessionPolicy, sessionPolicyOf, withinAnHour } from './session-policy';
import { isSessionSecret, type SessionToken, seenMac } from './session-token';
import { type RulesFor, sharedPart } from './shared-records';
import { type Outside, outsideLimits } from './where-and-when';

export type EndReason = NonNullable<(typeof sessions.$inferSelect)['endReason']>;

export interface LiveSession {
  state: 'live';
  ctx: Context;
  policy: SessionPolicy;
  createdMs: number;
  lastSeenMs: number;
  /** They need a second factor from then on, milliseconds, and have none yet; null for all others. */
  factorNeededMs: number | null;
}

/**
 * Signed in by a temporary password: may choose another, and nothing else. A state of its own, with a context that has no
 * rights, so that what does not know of it opens nothing.
 */
export interface TemporarySession extends Omit<LiveSession, 'state'> {
  state: 'temporary';
}

/**
 * A password was given, and a second factor is still to give, or, where it is asked for and there is none, to set up. As
 * `TemporarySession`: a context without rights.
 */
export interface FactorSession extends Omit<LiveSession, 'state'> {
  state: 'factor';
  /** There is one to give; else one is to be set up first. */
  enrolled: boolean;
}

/** Lapsed: its row does not say so yet. */
export interface LapsedSession {
  state: 'lapsed';
  ctx: Context;
  reason: 'idle' | 'expired' | 'password_over' | Outside;
}

/** `reason` null: there is no such session, or the secret is not its own. */
export interface NoSession {
  state: 'none';
  reason: EndReason | null;
}

interface SessionRow {
  secret_hash: Buffer;
  seen_mac: Buffer | null;
  created_ms: number;
  last_seen_ms: number;
  ended: boolean;
  end_reason: EndReason | null;
  user_id: Id;
  user_name: string;
  user_active: boolean;
  time_zone: string;
  rights: ProfileRights;
  owner_ids: Id[] | null;
  policy: unknown;
  policy_mac: Buffer | null;
  password_ends_ms: number | null;
  waits: boolean;
  proof: RightsProof;
  proofs: ProofsRow;
  sharing: RulesFor;
}

/** Loads session, user, profile, role, the users below it, and what sharing rules add. */
export async function loadContext(
  token: SessionToken,
  request: Pick<Context, 'requestId' | 'ip'>,
  nowMs: number = clock.nowMs(),
): Promise<LiveSession | TemporarySession | FactorSession | LapsedSession | NoSession> {
  const row = await readSession(token);
  if (!row || row.user_id !== token.userId || !(await isGenuine(token, row))) return { state: 'none', reason: null };
  if (row.ended) return { state: 'none', reason: row.end_reason };
  if (!row.user_active) return { state: 'none', reason: 'ended_by_administrator' };
  if (!(await isProofWhole(token.orgId, row.user_id, row.proof))) return { state: 'none', reason: null };
  if (!(await areFactorsWhole(token.orgId, row.user_id, row.proofs))) return { state: 'none', reason: null };

  const standing = await factorsOf(token.orgId, row);
  const ctx = { ...contextOf(token, row, request), freshUntilMs: standing.freshUntilMs };
  const policy = byKit(row) ? withinAnHour(await policyOf(token.orgId, row)) : await policyOf(token.orgId, row);
  const { enrolled, given, neededFromMs } = standing;
  const factorNeededMs = enrolled || given ? null : neededFromMs;
  const times = { createdMs: row.created_ms, lastSeenMs: row.last_seen_ms, factorNeededMs };
  const lapsed = lapseOf(times, policy, nowMs) ?? outsideLimits(row.rights.signIn, request.ip, nowMs);
  if (lapsed) return { state: 'lapsed', ctx, reason: lapsed };
  const endsMs = row.password_ends_ms;
  const barred = { ...ctx, rights: NO_RIGHTS, ownerIds: [] };
  if (endsMs !== null && endsMs <= nowMs) return { state: 'lapsed', ctx, reason: 'password_over' };
  if (endsMs !== null) return { state: 'temporary', ctx: barred, policy, ...times };
  const lacks = enrolled ? !given : factorNeededMs !== null && factorNeededMs <= nowMs;
  if (lacks) return { state: 'factor', enrolled, ctx: barred, policy, ...times };
  const shared = await sharedPart(token.orgId, row.sharing);
  return { state: 'live', ctx: { ...ctx, ...shared }, policy, ...times };
}

async function factorsOf(orgId: Id, row: SessionRow): Promise<Standing> {
  const { created_ms: createdMs, rights, waits: rests, proofs } = row;
  const standing = standingOf(await keysOfOrg(orgId), proofs, { createdMs, rights, rests });
  if (standing.foreignSetting) await inOrg(orgId, async (tx) => noteForeignSetting(tx));
  return standing;
}

async function policyOf(orgId: Id, { policy, policy_mac }: SessionRow): Promise<SessionPolicy> {
  const stored = storedSetting(await keysOfOrg(orgId), 'session_policy', { value: policy, mac: policy_mac });
  if (stored.state === 'not_kept') await inOrg(orgId, async (tx) => noteForeignSetting(tx));
  return sessionPolicyOf(stored);
}

/** Whether the row is the token's, and as Careledger wrote it. One that is known not to be is an event. */
async function isGenuine({ orgId, userId, sessionId, secret }: SessionToken, row: SessionRow): Promise<boolean> {
  const keys = await keysOfOrg(orgId);
  const bound = { sessionId, userId, createdMs: row.created_ms };
  const isOwn = isSessionSecret(keys, bound, secret, row.secret_hash);
  const isSeen = isSameDigest(seenMac(keys, sessionId, row.last_seen_ms), row.seen_mac);
  if (isOwn && isSeen && areProofsKept(keys, sessionId, row.proofs)) return true;
  if (isOwn || isUnkeyedDigest(secret, row.secret_hash)) await tellForeignBearer(orgId, sessionId);
  return false;
}

const NO_RIGHTS: ProfileRights = { everyModule: [], modules: {}, org: [] };

async function readSession({ orgId, sessionId }: SessionToken): Promise<SessionRow | undefined> {
  // The function sets the org that the other table is read in, so that one hangs on its row.
  const rows = await ask(
    (sql) => sql<SessionRow[]>`
      select s.*, (
        select (extract(epoch from u.password_ends_at) * 1000)::double precision from users u
        where u.org_id = ${orgId} and u.id = s.user_id::bigint) as password_ends_ms,
        coalesce((select ${revealRests(sql)} from users u
          join profiles p on p.org_id = u.org_id and p.id = u.profile_id
          where u.org_id = ${orgId} and u.id = s.user_id::bigint), true) as waits,
        (select l.seen_mac from sessions l
          where l.org_id = ${orgId} and l.id = ${sessionId} and s.user_id is not null) as seen_mac,
        (select m.mac from state_macs m
          where m.org_id = ${orgId} and m.subject = 'setting.session_policy' and m.subject_id = ${orgId}
            and s.user_id is not null) as policy_mac,
        app.rights_of(${orgId}, s.user_id::bigint, null) as proof,
        app.proofs_of(${orgId}, ${sessionId}, s.user_id::bigint) as proofs,
        app.sharing_of(${orgId}, s.user_id::bigint) as sharing
      from app.load_session(${orgId}, ${sessionId}) s`,
  );
  return rows[0];
}

const byKit = ({ proofs }: SessionRow): boolean => proofs.by === 'offline_kit';

/** An offline kit opens the house, and nobody's health data: whoever comes by it sets sign-in right for all. */
const withoutReading = (rights: ProfileRights): ProfileRights => ({
  ...rights,
  org: rights.org.filter((right) => right !== 'revealPhi' && right !== 'emergencyAccess'),
});

const contextOf = (token: SessionToken, row: SessionRow, request: Pick<Context, 'requestId' | 'ip'>): Context => ({
  orgId: token.orgId,
  actor: { kind: 'user', id: row.user_id, name: row.user_name },
  rights: byKit(row) ? withoutReading(row.rights) : row.rights,
  ...(byKit(row) && { byKit: true }),
  ...(row.waits && { waits: true }),
  ownerIds: row.owner_ids,
  requestId: request.requestId,
  ip: request.ip,
  sessionId: token.sessionId,
  timeZone: row.time_zone,
});
