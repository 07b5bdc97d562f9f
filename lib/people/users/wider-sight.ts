/**
 * Who sees the records of more people by a change of the role tree or of somebody's place in it: as whoever is above, and by the
 * sharing rules that mean the place.
 */
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

export interface Seer {
  id: Id;
  name: string;
  isSecond: boolean;
}

/** Active people who may reveal and are not of the topmost role, whom `where` finds. */
const seers = (tx: Tx, where: ReturnType<Tx['sql']>) => tx.sql<Seer[]>`
  select u.id, u.name, p.rights -> 'org' ?| array['manageUsers', 'readWholeLedger'] as "isSecond"
  from users u
  join profiles p on p.org_id = u.org_id and p.id = u.profile_id
  join roles r on r.org_id = u.org_id and r.id = u.role_id
  where u.org_id = ${tx.orgId} and u.active and p.rights -> 'org' ? 'revealPhi' and r.parent_id is not null and ${where}
  order by u.id limit 200`;

/**
 * Those above a place in the tree who were not above the place before, and those with whom rules share the records of people at
 * this place and not at that one: they see whoever was moved there.
 */
export const seersAbove = async (tx: Tx, pathBefore: string, pathNow: string): Promise<Seer[]> =>
  seers(
    tx,
    tx.sql`(starts_with(${pathNow}, r.path) and r.path <> ${pathNow}
        and not (starts_with(${pathBefore}, r.path) and r.path <> ${pathBefore})
      or exists (
        select from sharing_rules s
        where s.org_id = u.org_id and app.is_of(s.org_id, s.to_kind, s.to_id, u.id, r.path)
          and app.is_of(s.org_id, s.from_kind, s.from_id, 0, ${pathNow})
          and not app.is_of(s.org_id, s.from_kind, s.from_id, 0, ${pathBefore})))`,
  );

/** Those of a role that was moved, and of the roles below it, whom sharing rules mean at the new place and did not at the old one. */
export const seersMoved = async (tx: Tx, pathBefore: string, pathNow: string): Promise<Seer[]> =>
  seers(
    tx,
    tx.sql`starts_with(r.path, ${pathNow}) and exists (
      select from sharing_rules s
      where s.org_id = u.org_id and app.is_of(s.org_id, s.to_kind, s.to_id, u.id, r.path)
        and not app.is_of(s.org_id, s.to_kind, s.to_id, u.id, ${pathBefore}::text || substr(r.path, ${pathNow.length + 1}::int)))`,
  );

/** Whether somebody in the role of one path sees people, or by sharing rules records, that they did not see in that of the other. */
export async function seesMore(tx: Tx, userId: Id, pathBefore: string, pathNow: string): Promise<boolean> {
  const isRoot = (path: string) => path.split('/').length === 3;
  if (isRoot(pathBefore)) return false;
  if (isRoot(pathNow)) return true;
  const [row] = await tx.sql<[{ more: boolean }]>`
    select exists (
      select 1 from users u join roles r on r.org_id = u.org_id and r.id = u.role_id
      where u.org_id = ${tx.orgId} and u.id <> ${userId} and starts_with(r.path, ${pathNow}) and r.path <> ${pathNow}
        and not (starts_with(r.path, ${pathBefore}) and r.path <> ${pathBefore})) or exists (
      select from sharing_rules s
      where s.org_id = ${tx.orgId} and app.is_of(s.org_id, s.to_kind, s.to_id, ${userId}, ${pathNow})
        and not app.is_of(s.org_id, s.to_kind, s.to_id, ${userId}, ${pathBefore})) as more`;
  return row.more;
}
