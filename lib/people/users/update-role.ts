import { assertFresh } from '@/lib/people/auth/fresh';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { conflict } from '@/lib/platform/errors';
import { readInput } from '@/lib/platform/read-input';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { noteSeers } from './account-change';
import { getRole, lockRoleTree, namingTakenRole, pathOf } from './role-tree';
import { type RoleMove, type RoleName, roleMoveSchema, roleNameSchema } from './schemas';
import { seersAbove, seersMoved } from './wider-sight';

/** Renames a role. @throws forbidden; invalid; not_found; conflict for a taken name. */
export async function renameRole(ctx: Context, input: RoleName): Promise<void> {
  const { id, name } = readInput(roleNameSchema, input);
  const action = 'role.update';
  await namingTakenRole(() =>
    mutate(ctx, { action, subjectId: id }, async (tx) => {
      assertOrgRight(ctx, 'manageUsers');
      const role = getRole(await lockRoleTree(tx), id);
      if (role.name === name) return unchanged();
      await tx.sql`update roles set name = ${name} where org_id = ${tx.orgId} and id = ${id}`;
      return { value: undefined, entries: [{ action, subjectId: id, facts: { name, was: role.name } }] };
    }),
  );
}

/**
 * Puts a role, and with it all below, under another; who sees whose records follows at their next request.
 * @throws forbidden; not_found; conflict for the root and for a place below itself.
 */
export async function moveRole(ctx: Context, input: RoleMove, at: Date = clock.now()): Promise<void> {
  const { id, parentId } = readInput(roleMoveSchema, input);
  const action = 'role.update';
  await mutate(ctx, { action, subjectId: id }, async (tx) => {
    assertOrgRight(ctx, 'manageUsers');
    assertFresh(ctx);
    const tree = await lockRoleTree(tx);
    const [role, parent] = [getRole(tree, id), getRole(tree, parentId)];
    if (role.parentId === null) throw conflict('The topmost role stays where it is.');
    if (parent.path.startsWith(role.path)) throw conflict('A role cannot be below itself.');
    if (role.parentId === parentId) return unchanged();
    await tx.sql`
      update roles set
        path = ${pathOf(parent, id)}::text || substr(path, ${role.path.length + 1}::int),
        parent_id = case when id = ${id} then ${parentId}::bigint else parent_id end
      where org_id = ${tx.orgId} and starts_with(path, ${role.path})`;
    const path = pathOf(parent, id);
    const seers = (await hasPeople(tx, path)) ? await seersAbove(tx, role.path, path) : [];
    const moved = (await seersMoved(tx, role.path, path)).filter((one) => !seers.some((seer) => seer.id === one.id));
    const noted = await noteSeers(tx, ctx, [...seers, ...moved], at);
    const facts = { name: role.name, below: parent.name };
    return { value: undefined, entries: [{ action, subjectId: id, facts }, ...noted] };
  });
}

async function hasPeople(tx: Tx, path: string): Promise<boolean> {
  const [row] = await tx.sql<[{ some: boolean }]>`
    select exists (
      select 1 from users u join roles r on r.org_id = u.org_id and r.id = u.role_id
      where u.org_id = ${tx.orgId} and starts_with(r.path, ${path})) as some`;
  return row.some;
}
