/** What people see of themselves. */

import type { ModuleDefinition, OrgMetadata } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { revealRests } from '@/lib/people/auth/reveal-rests';
import { sessionPolicyOf, withinKitsHour } from '@/lib/people/auth/session-policy';
import type { Facts } from '@/lib/people/notices/kinds/kind';
import { oddReasons } from '@/lib/people/notices/kinds/sign-ins';
import { countUnread } from '@/lib/people/notices/queries';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { readSetting } from '@/lib/protection/integrity/setting';
import type { Placed } from './arrangements/arrange';
import { ownModuleOrder, viewableModules } from './arrangements/modules';
import { deviceOf } from './device';

export interface AccountDto {
  name: string;
  email: string;
  timeZone: string;
  profile: string;
  role: string;
  /** The right to reveal, which the profile grants, rests until a second person has confirmed. */
  waits: boolean;
}

/** The actor's own account. */
export function getAccount(ctx: Context): Promise<AccountDto> {
  return inOrg(ctx.orgId, (tx) => accountOf(tx, ctx));
}

export interface Surroundings {
  account: AccountDto;
  metadata: OrgMetadata;
  /** Those that the asker may view, in their order; whether they stand in the bar. */
  modules: readonly Placed<ModuleDefinition>[];
  /** Unread notices, counted up to 100. */
  unread: number;
}

/** The account together with the org's modules and unread notices: all that stands around a page. */
export function getSurroundings(ctx: Context): Promise<Surroundings> {
  return inOrg(ctx.orgId, async (tx) => {
    const [account, metadata, unread, order] = await Promise.all([
      accountOf(tx, ctx),
      metadataFor(tx, ctx),
      countUnread(tx, ctx),
      ownModuleOrder(tx, ctx),
    ]);
    return { account, metadata, modules: viewableModules(ctx, metadata.modules, order), unread };
  });
}

async function accountOf(tx: Tx, ctx: Context): Promise<AccountDto> {
  const [account] = await tx.sql<AccountDto[]>`
    select u.name, u.email, u.time_zone as "timeZone", p.name as profile, r.name as role,
      ${revealRests(tx.sql)} as waits
    from users u
    join profiles p on p.org_id = u.org_id and p.id = u.profile_id
    join roles r on r.org_id = u.org_id and r.id = u.role_id
    where u.org_id = ${tx.orgId} and u.id = ${ctx.actor.id}`;
  if (!account) throw notFound('The user');
  return account;
}

export interface SessionDto {
  id: Id;
  /** "Chrome on Windows". */
  device: string;
  ip: string | null;
  /** ISO times. */
  startedAt: string;
  lastSeenAt: string;
  current: boolean;
  /** Why its sign-in is unusual, in words; empty where it is not. */
  odd: string[];
}

const MOST_SHOWN = 100;

/** The actor's live sessions, the one in use first, then the last seen. */
export async function listMySessions(ctx: Context, at: Date = clock.now()): Promise<SessionDto[]> {
  const rows = await inOrg(ctx.orgId, async (tx) => {
    const { idleMinutes, longestHours } = sessionPolicyOf(await readSetting(tx, 'session_policy'));
    const seenSince = new Date(at.getTime() - idleMinutes * 60_000).toISOString();
    const begunSince = new Date(at.getTime() - longestHours * 3_600_000).toISOString();
    // One that has lapsed is over, although its row learns so only when somebody uses it.
    return tx.sql<(Omit<SessionDto, 'device' | 'current' | 'odd'> & { userAgent: string | null; odd: Facts | null })[]>`
      select id, user_agent as "userAgent", ip, odd,
        to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "startedAt",
        to_char(last_seen_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "lastSeenAt"
      from sessions s
      where org_id = ${tx.orgId} and user_id = ${ctx.actor.id} and ended_at is null
        and last_seen_at > ${seenSince}::timestamptz and created_at > ${begunSince}::timestamptz and ${withinKitsHour(tx, at)}
      order by id = ${ctx.sessionId} desc nulls last, last_seen_at desc limit ${MOST_SHOWN}`;
  });
  return rows.map(({ userAgent, odd, ...row }) => ({
    ...row,
    device: deviceOf(userAgent),
    odd: oddReasons(odd ?? {}),
    current: row.id === ctx.sessionId,
  }));
}
