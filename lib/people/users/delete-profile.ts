import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import { conflict } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { mutate } from '@/lib/protection/mutate';
import { lockProfile } from './find';
import { profileIdSchema } from './schemas';
import { assertOwn } from './update-profile';

/** Deletes a profile that no user has. @throws forbidden; not_found; conflict for a standard one or one in use. */
export async function deleteProfile(ctx: Context, input: { id: Id }): Promise<void> {
  const { id } = readInput(profileIdSchema, input);
  const action = 'profile.delete';
  await mutate(ctx, { action, subjectId: id }, async (tx) => {
    assertOrgRight(ctx, 'manageUsers');
    const profile = await lockProfile(tx, id);
    assertOwn(profile);
    const [used] = await tx.sql<[{ count: number }]>`
      select count(*)::int as count from users where org_id = ${tx.orgId} and profile_id = ${id}`;
    if (used.count > 0) {
      throw conflict('Users have this profile. Give them another one first.', {
        reason: 'IN_USE',
        facts: { users: used.count },
      });
    }
    await tx.sql`delete from profiles where org_id = ${tx.orgId} and id = ${id}`;
    return { value: undefined, entries: [{ action, subjectId: id, facts: { name: profile.name } }] };
  });
}
