/** Who sees the records of more people by a change of the role tree or of somebody's place in it. */
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

/** Those above a place in the tree who were not above the place before: they see whoever was moved there. */
export const seersAbove = async (tx: Tx, pathBefore: string, pathNow: string): Promise<Seer[]> =>
  seers(
    tx,
    tx.sql`starts_with(${pathNow}, r.path) and r.path <> ${pathNow}
      and not (starts_with(${pathBefore}, r.path) and r.path <> ${pathBefore})`,
  );

/** Whether somebody in the role of one path sees people whom they did not see in that of the other. */
export async function seesMore(tx: Tx, userId: Id, pathBefore: string, pathNow: string): Promise<boolean> {
  const isRoot = (path: string) => path.split('/').length === 3;
  if (isRoot(pathBefore)) return false;
  if (isRoot(pathNow)) return true;
  const [row] = await tx.sql<[{ more: boolean }]>`
    select exists (
      select 1 from users u join roles r on r.org_id = u.org_id and r.id = u.role_id
      where u.org_id = ${tx.orgId} and u.id <> ${userId} and starts_with(r.path, ${pathNow}) and r.path <> ${pathNow}
        and not (starts_with(r.path, ${pathBefore}) and r.path <> ${pathBefore})) as more`;
  return row.more;
}
