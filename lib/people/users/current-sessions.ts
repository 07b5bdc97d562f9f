/**
 * Who is signed in now, for whoever manages users. Guarantees: no session of another organisation, none that has lapsed; no
 * secret, no digest. Does not: tell what somebody looks at.
 */
import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { SignedInBy } from '@/lib/people/auth/proofs';
import { sessionPolicyOf, withinKitsHour } from '@/lib/people/auth/session-policy';
import type { Facts } from '@/lib/people/notices/kinds/kind';
import { oddReasons } from '@/lib/people/notices/kinds/sign-ins';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { firstIdAt, type Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { placeOrStart, writePageToken } from '@/lib/platform/paging/page-token';
import { readSetting } from '@/lib/protection/integrity/setting';
import { deviceOf } from './device';

export interface CurrentSessionDto {
  id: Id;
  personId: Id;
  person: string;
  /** "Chrome on Windows". */
  device: string;
  /** How it was opened; null for one from before that was kept, which a password opened. */
  by: SignedInBy | null;
  /** A second factor was given in it, or with it. */
  hasFactor: boolean;
  ip: string | null;
  /** ISO times. */
  startedAt: string;
  lastSeenAt: string;
  /** The one that asks. */
  current: boolean;
  /** Why its sign-in is unusual, in words; empty where it is not. */
  odd: string[];
}

export interface CurrentSessionPage {
  sessions: CurrentSessionDto[];
  /** To ask the next page with; null on the last. */
  after: string | null;
}

interface Seen {
  userAgent: string | null;
  odd: Facts | null;
}

const PAGE_SIZE = 50;
/** Ids are made by the clocks of several processes. */
const SKEW_MS = 60_000;

/**
 * All live sessions, the youngest first. `query` finds a part of a name or an address. @throws forbidden
 */
export async function listCurrentSessions(
  ctx: Context,
  given: { query?: string; after?: string } = {},
  at: Date = clock.now(),
): Promise<CurrentSessionPage> {
  assertOrgRight(ctx, 'manageUsers');
  const query = given.query?.trim().toLowerCase().slice(0, 100) ?? '';
  const asked = { list: 'sessions', by: query } as const;
  return inOrg(ctx.orgId, async (tx) => {
    const keys = await keysOf(tx);
    const place = placeOrStart<{ id: Id }>(keys, asked, given.after);
    const { idleMinutes, longestHours } = sessionPolicyOf(await readSetting(tx, 'session_policy'));
    const begunMs = at.getTime() - longestHours * 3_600_000;
    const seenSince = new Date(at.getTime() - idleMinutes * 60_000).toISOString();
    const rows = await tx.sql<(Omit<CurrentSessionDto, 'device' | 'current' | 'odd'> & Seen)[]>`
      select s.id, s.user_id as "personId", u.name as person, s.user_agent as "userAgent", s.signed_in_by as by,
        s.factor_at is not null as "hasFactor", s.ip, s.odd,
        to_char(s.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "startedAt",
        to_char(s.last_seen_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "lastSeenAt"
      from sessions s
      join users u on u.org_id = s.org_id and u.id = s.user_id and u.active
      where s.org_id = ${tx.orgId} and s.id >= ${firstIdAt(begunMs - SKEW_MS)}::bigint and s.ended_at is null
        and s.last_seen_at > ${seenSince}::timestamptz and s.created_at > ${new Date(begunMs).toISOString()}::timestamptz
        and ${withinKitsHour(tx, at)}
        and (strpos(lower(u.name), ${query}) > 0 or strpos(u.email, ${query}) > 0)
        and ${place ? tx.sql`s.id < ${place.id}::bigint` : tx.sql`true`}
      order by s.id desc limit ${PAGE_SIZE + 1}`;
    const shown = rows.slice(0, PAGE_SIZE);
    const last = rows.length > PAGE_SIZE ? shown.at(-1) : undefined;
    return {
      sessions: shown.map(({ userAgent, odd, ...row }) => ({
        ...row,
        device: deviceOf(userAgent),
        odd: oddReasons(odd ?? {}),
        current: row.id === ctx.sessionId,
      })),
      after: last ? writePageToken(keys, asked, { id: last.id }).token : null,
    };
  });
}
