/** Callers that say something else than they get, for the tests of what finds them. */
import type { PendingQuery, Sql } from 'postgres';

const misspelt = (sql: Sql) => sql<{ id: string; naem: string }[]>`select id, name from profiles`;

const missing = (sql: Sql) => sql<{ id: string; rights: object }[]>`select id from profiles`;

const wrongKind = (sql: Sql) => sql<[{ count: string; told: Date; active: boolean | null }]>`
  select count(*)::int as count, now() as told, true as active from users`;

function concluded(sql: Sql): PendingQuery<{ is_active: boolean }[]> {
  return sql`select active from users`;
}

interface Right {
  id: string;
  sealed: Buffer | null;
  names: string[];
  values: Record<string, string>;
  kind: 'a' | 'b';
  absent?: number;
}

const right = (sql: Sql) => sql<Right[]>`
  select id, null::bytea as sealed, array['a'] as names, '{}'::jsonb as values, 'a' as kind, 1 as unread from users`;

const nulls = (sql: Sql) => sql<{ last: string; profile: string; role: string; newest: string; lower: string }[]>`
  select u.last_sign_in_at as last, p.name as profile, (select r.name from roles r where r.id = u.role_id) as role,
    (select max(r.id) from roles r) as newest, lower(p.name) as lower
  from users u left join profiles p on p.id = u.profile_id`;

const written = (sql: Sql) => sql<{ last: string; email: string }[]>`
  update users set last_sign_in_at = null where last_sign_in_at is not null returning last_sign_in_at as last, email`;

const noNulls = (sql: Sql) => sql<{ last: string; profile: string; role: string; count: string; some: boolean }[]>`
  with seen as (select org_id, role_id, profile_id, last_sign_in_at as last from users where last_sign_in_at > '2026-01-01')
  select s.last, p.name as profile, coalesce(r.name, '') as role, count(*), exists (select from orgs) as some
  from seen s left join profiles p on p.id = s.profile_id left join roles r on r.id = s.role_id
  where p.org_id = s.org_id group by s.last, p.name, r.name`;

interface WrongValues {
  at: Date;
  version: string;
  names: number[];
  active: string;
}

const wrongValues = (sql: Sql, { at, version, names, active }: WrongValues) => sql`
  select from records r join users u on u.id = r.owner_id
  where r.created_at < ${at} and r.version = ${version} and u.name = any(${names}) and u.active = ${active}`;

interface RightValues {
  at: string;
  version: number;
  ids: string[];
  sealed: Buffer | null;
}

const rightValues = (sql: Sql, { at, version, ids, sealed }: RightValues) => sql`
  select from records where created_at < ${at} and version = ${version} and id = any(${ids}) and sealed = ${sealed}
  limit ${version}`;

export const CALLERS = {
  misspelt,
  missing,
  wrongKind,
  concluded,
  right,
  nulls,
  written,
  noNulls,
  wrongValues,
  rightValues,
};
