import { assertOrgRight } from '@/lib/auth/permissions';
import type { Context } from '@/lib/context';
import { mutate, unchanged } from '@/lib/mutate';
import { readInput } from '@/lib/read-input';
import { keepingAnAdministrator } from './administrators';
import { getProfileName, getRoleName, lockUser, namingTakenEmail, type UserRow } from './find';
import { type UserChange, userChangeSchema } from './schemas';

/**
 * Changes a user's name, e-mail, profile and role; in force at their next request.
 * @throws forbidden; invalid; not_found; conflict for a taken address and for the last administrator's profile.
 */
export async function updateUser(ctx: Context, input: UserChange): Promise<void> {
  const change = readInput(userChangeSchema, input);
  await namingTakenEmail(() =>
    mutate(ctx, { action: 'user.update', subjectId: change.id }, async (tx) => {
      assertOrgRight(ctx, 'manageUsers');
      const [profile, role] = await Promise.all([getProfileName(tx, change.profileId), getRoleName(tx, change.roleId)]);
      return keepingAnAdministrator(tx, async () => {
        const before = await lockUser(tx, change.id);
        const fields = changedFields(before, change);
        if (fields.length === 0) return unchanged();
        await tx.sql`
          update users set name = ${change.name}, email = ${change.email}, profile_id = ${change.profileId},
            role_id = ${change.roleId}
          where org_id = ${tx.orgId} and id = ${change.id}`;
        const facts = {
          ...(fields.includes('profile') ? { profile } : {}),
          ...(fields.includes('role') ? { role } : {}),
        };
        return { value: undefined, entries: [{ action: 'user.update', subjectId: change.id, fields, facts }] };
      });
    }),
  );
}

function changedFields(before: UserRow, after: Omit<UserChange, 'id'>): string[] {
  return [
    before.name !== after.name && 'name',
    before.email !== after.email && 'email',
    before.profileId !== after.profileId && 'profile',
    before.roleId !== after.roleId && 'role',
  ].filter((field) => field !== false);
}
