import { hashPassword } from '@/lib/auth/password';
import { assertOrgRight } from '@/lib/auth/permissions';
import { newTemporaryPassword } from '@/lib/auth/temporary-password';
import type { Context } from '@/lib/context';
import { type Id, newId } from '@/lib/ids';
import { mutate } from '@/lib/mutate';
import { readInput } from '@/lib/read-input';
import { getProfileName, getRoleName, namingTakenEmail } from './find';
import { type NewUser, newUserSchema } from './schemas';

export interface CreatedUser {
  id: Id;
  /** Shown once; only its hash is kept. */
  temporaryPassword: string;
}

/**
 * Adds a user with a temporary password.
 * @throws forbidden; invalid with the fields; conflict when a user of the org has the address.
 */
export async function createUser(ctx: Context, input: NewUser): Promise<CreatedUser> {
  const { name, email, profileId, roleId } = readInput(newUserSchema, input);
  const id = newId();
  const temporaryPassword = newTemporaryPassword();
  const passwordHash = await hashPassword(temporaryPassword);
  await namingTakenEmail(() =>
    mutate(ctx, 'user.create', async (tx) => {
      assertOrgRight(ctx, 'manageUsers');
      const [profile, role] = await Promise.all([getProfileName(tx, profileId), getRoleName(tx, roleId)]);
      await tx.sql`
        insert into users (org_id, id, email, name, password_hash, profile_id, role_id, time_zone)
        values (${tx.orgId}, ${id}, ${email}, ${name}, ${passwordHash}, ${profileId}, ${roleId}, ${ctx.timeZone})`;
      return { value: undefined, entries: [{ action: 'user.create', subjectId: id, facts: { profile, role } }] };
    }),
  );
  return { id, temporaryPassword };
}
