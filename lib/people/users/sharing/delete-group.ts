import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import { conflict } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { forgetState } from '@/lib/protection/integrity/kept-state';
import { mutate } from '@/lib/protection/mutate';
import { lockSharing } from './parties';
import { groupIdSchema } from './schemas';
import { getGroup, rulesNaming } from './stored';

/** Deletes a group that no sharing rule names. @throws forbidden; not_found; conflict for one in use, naming the rules */
export async function deleteGroup(ctx: Context, input: { id: Id }): Promise<void> {
  const { id } = readInput(groupIdSchema, input);
  const action = 'role.delete_group';
  await mutate(ctx, { action, subjectId: id }, async (tx) => {
    assertOrgRight(ctx, 'manageUsers');
    await lockSharing(tx);
    const { name } = await getGroup(tx, id);
    const rules = await rulesNaming(tx, id);
    if (rules.length > 0) {
      const named = rules.slice(0, 5).map((rule) => rule.name);
      throw conflict(`Sharing rules name this group: ${named.join(', ')}. Change or delete them first.`, {
        reason: 'IN_USE',
        facts: { rules: rules.length },
      });
    }
    await tx.sql`delete from user_groups where org_id = ${tx.orgId} and id = ${id}`;
    // Put in again by SQL, it does not count.
    await forgetState(tx, { subject: 'user_group', id });
    return { value: undefined, entries: [{ action, subjectId: id, facts: { name } }] };
  });
}
