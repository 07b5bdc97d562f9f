/** What the screens about people show: never a hash, never another org's. */

import { DORMANT_DAYS } from '@/lib/people/auth/dormant-rule';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { ProfileRights } from '@/lib/people/rights';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { placeOrStart, writePageToken } from '@/lib/platform/paging/page-token';
import { lastUse, readDormantRule } from './dormant/last-use';

export interface UserDto {
  id: Id;
  name: string;
  email: string;
  active: boolean;
  /** The right to reveal rests until a second person has confirmed what was done to the account. */
  waits: boolean;
  profileId: Id;
  profile: string;
  roleId: Id;
  role: string;
  /** ISO time. */
  lastSignInAt: string | null;
  /** Active, and has not come for as many days as the organisation warns after; 90 where it warns of nobody. */
  dormant: boolean;
}

export interface UserPage {
  users: UserDto[];
  /** To ask the next page with; null on the last. */
  after: string | null;
}

const PAGE_SIZE = 50;

/**
 * Users by name. `query` finds a part of name or e-mail; `after` comes from the page before, and what is none is the
 * beginning. @param given.dormant only accounts that nobody uses @throws forbidden
 */
export async function listUsers(
  ctx: Context,
  given: { query?: string; dormant?: boolean; after?: string } = {},
  at: Date = clock.now(),
): Promise<UserPage> {
  assertOrgRight(ctx, 'manageUsers');
  const query = given.query?.trim().toLowerCase().slice(0, 100) ?? '';
  const asked = { list: 'users', by: `${given.dormant ? 'dormant ' : ''}${query}` } as const;
  return inOrg(ctx.orgId, async (tx) => {
    const keys = await keysOf(tx);
    const place = placeOrStart<UserPlace>(keys, asked, given.after);
    const { warnDays } = await readDormantRule(tx);
    const since = new Date(at.getTime() - (warnDays ?? DORMANT_DAYS) * 86_400_000).toISOString();
    const dormant = tx.sql`(u.active and ${lastUse(tx)} <= ${since}::timestamptz)`;
    const rows = await tx.sql<UserDto[]>`
      select u.id, u.name, u.email, u.active, u.phi_suspended as waits, u.profile_id as "profileId", p.name as profile, u.role_id as "roleId",
        r.name as role, to_char(u.last_sign_in_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "lastSignInAt",
        ${dormant} as dormant
      from users u
      join profiles p on p.org_id = u.org_id and p.id = u.profile_id
      join roles r on r.org_id = u.org_id and r.id = u.role_id
      where u.org_id = ${tx.orgId}
        and (strpos(lower(u.name), ${query}) > 0 or strpos(u.email, ${query}) > 0)
        and ${given.dormant ? dormant : tx.sql`true`}
        and ${place ? tx.sql`(u.name, u.id) > (${place.name}::text, ${place.id}::bigint)` : tx.sql`true`}
      order by u.name, u.id limit ${PAGE_SIZE + 1}`;
    const users = rows.slice(0, PAGE_SIZE);
    const last = rows.length > PAGE_SIZE ? users.at(-1) : undefined;
    return {
      users,
      after: last ? writePageToken<UserPlace>(keys, asked, { name: last.name, id: last.id }).token : null,
    };
  });
}

interface UserPlace {
  name: string;
  id: Id;
}

export interface ProfileDto {
  id: Id;
  name: string;
  standard: boolean;
  rights: ProfileRights;
  users: number;
}

/** All profiles, the standard ones first. @throws forbidden */
export async function listProfiles(ctx: Context): Promise<ProfileDto[]> {
  assertOrgRight(ctx, 'manageUsers');
  return inOrg(
    ctx.orgId,
    (tx) => tx.sql<ProfileDto[]>`
      select p.id, p.name, p.standard, p.rights,
        (select count(*)::int from users u where u.org_id = p.org_id and u.profile_id = p.id) as users
      from profiles p where p.org_id = ${tx.orgId} order by p.standard desc, p.name`,
  );
}

/** @throws forbidden; not_found */
export async function getProfile(ctx: Context, id: string): Promise<ProfileDto> {
  const profile = (await listProfiles(ctx)).find((candidate) => candidate.id === id);
  if (!profile) throw notFound('The profile');
  return profile;
}

export interface RoleDto {
  id: Id;
  name: string;
  parentId: Id | null;
  /** 0 for the root. */
  depth: number;
  users: number;
}

/** All roles, each before those below it, siblings by name. @throws forbidden */
export async function listRoles(ctx: Context): Promise<RoleDto[]> {
  assertOrgRight(ctx, 'manageUsers');
  const rows = await inOrg(
    ctx.orgId,
    (tx) => tx.sql<Omit<RoleDto, 'depth'>[]>`
      select r.id, r.name, r.parent_id as "parentId",
        (select count(*)::int from users u where u.org_id = r.org_id and u.role_id = r.id) as users
      from roles r where r.org_id = ${tx.orgId} order by r.name, r.id`,
  );
  const inOrder = (parentId: Id | null, depth: number): RoleDto[] =>
    rows
      .filter((role) => role.parentId === parentId)
      .flatMap((role) => [{ ...role, depth }, ...inOrder(role.id, depth + 1)]);
  return inOrder(null, 0);
}
