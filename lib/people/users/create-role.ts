import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import { limited } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { mutate } from '@/lib/protection/mutate';
import { getRole, lockRoleTree, namingTakenRole, pathOf } from './role-tree';
import { type NewRole, newRoleSchema } from './schemas';

const MOST_ROLES = 500;

/** Adds a role below another. @throws forbidden; invalid; not_found; conflict for a taken name; limited at 500. */
export async function createRole(ctx: Context, input: NewRole): Promise<Id> {
  const { name, parentId } = readInput(newRoleSchema, input);
  const action = 'role.create';
  return namingTakenRole(() =>
    mutate(ctx, action, async (tx) => {
      assertOrgRight(ctx, 'manageUsers');
      const tree = await lockRoleTree(tx);
      if (tree.size >= MOST_ROLES) {
        throw limited(`An organisation has at most ${MOST_ROLES} roles.`, {
          reason: 'LIMIT_EXCEEDED',
          facts: { limit: MOST_ROLES },
        });
      }
      const parent = getRole(tree, parentId);
      const id = newId();
      await tx.sql`
        insert into roles (org_id, id, name, parent_id, path)
        values (${tx.orgId}, ${id}, ${name}, ${parentId}, ${pathOf(parent, id)})`;
      return { value: id, entries: [{ action, subjectId: id, facts: { name, below: parent.name } }] };
    }),
  );
}
