import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import { conflict } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { mutate } from '@/lib/protection/mutate';
import { getRole, lockRoleTree } from './role-tree';
import { roleIdSchema } from './schemas';
import { isRoleNamed, lockSharing } from './sharing/parties';

/** Deletes a role that nobody has, nothing is below, and no sharing rule or group names. @throws forbidden; not_found; conflict for one in use. */
export async function deleteRole(ctx: Context, input: { id: Id }): Promise<void> {
  const { id } = readInput(roleIdSchema, input);
  const action = 'role.delete';
  await mutate(ctx, { action, subjectId: id }, async (tx) => {
    assertOrgRight(ctx, 'manageUsers');
    const tree = await lockRoleTree(tx);
    const role = getRole(tree, id);
    if (role.parentId === null) throw conflict('The topmost role stays.');
    if ([...tree.values()].some((other) => other.parentId === id)) {
      throw conflict('Roles are below this one. Move or delete them first.', { reason: 'IN_USE' });
    }
    const [used] = await tx.sql<[{ count: number }]>`
      select count(*)::int as count from users where org_id = ${tx.orgId} and role_id = ${id}`;
    if (used.count > 0) {
      throw conflict('Users have this role. Give them another one first.', {
        reason: 'IN_USE',
        facts: { users: used.count },
      });
    }
    await lockSharing(tx);
    if (await isRoleNamed(tx, id)) {
      throw conflict('A sharing rule or a group names this role. Change or delete it first.', { reason: 'IN_USE' });
    }
    await tx.sql`delete from roles where org_id = ${tx.orgId} and id = ${id}`;
    return { value: undefined, entries: [{ action, subjectId: id, facts: { name: role.name } }] };
  });
}
