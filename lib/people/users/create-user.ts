import { assertFresh } from '@/lib/people/auth/fresh';
import { hashPassword } from '@/lib/people/auth/password';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { endOfTemporary, newTemporaryPassword } from '@/lib/people/auth/temporary-password';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { mutate, type Recorded } from '@/lib/protection/mutate';
import { noteAccountChange } from './account-change';
import { getRole, holdProfile, namingTakenEmail } from './find';
import { assertLooksLikeNobody } from './look-alike';
import { isGuarded } from './reading';
import { type NewUser, newUserSchema } from './schemas';

export interface CreatedUser {
  id: Id;
  /** Shown once; only its hash is kept. */
  temporaryPassword: string;
  /** They reveal no health data until a second person has confirmed. */
  waits: boolean;
}

/**
 * Adds a user with a temporary password, good for a day and for choosing another. Whoever makes the account knows it, so with the right to reveal it may wait.
 * @throws forbidden; invalid with the fields; conflict when a user of the org has the address, and `LOOKS_ALIKE`.
 */
export async function createUser(ctx: Context, input: NewUser, at: Date = clock.now()): Promise<CreatedUser> {
  const { name, email, alike, profileId, roleId } = readInput(newUserSchema, input);
  const id = newId();
  const temporaryPassword = newTemporaryPassword();
  const passwordHash = await hashPassword(temporaryPassword);
  const waits = await namingTakenEmail(() =>
    mutate(ctx, 'user.create', async (tx) => {
      assertOrgRight(ctx, 'manageUsers');
      assertFresh(ctx);
      await assertLooksLikeNobody(tx, { email, userId: null, alike });
      const passwordEndsAt = endOfTemporary(at);
      return addUser(tx, ctx, { id, name, email, profileId, roleId, active: true, passwordHash, passwordEndsAt }, at);
    }),
  );
  return { id, temporaryPassword, waits };
}

export interface AddedUser {
  id: Id;
  name: string;
  email: string;
  profileId: Id;
  roleId: Id;
  active: boolean;
  passwordHash: string;
  /** Null: it is no temporary one. */
  passwordEndsAt: string | null;
}

/** The adding itself, with all that it brings about, within an act. Gives whether they wait for a second person. */
export async function addUser(tx: Tx, ctx: Context, user: AddedUser, at: Date): Promise<Recorded<boolean>> {
  const { id, name, email, active, passwordHash, profileId, roleId, passwordEndsAt } = user;
  const [profile, role] = await Promise.all([holdProfile(tx, profileId), getRole(tx, roleId)]);
  await tx.sql`
    insert into users (org_id, id, email, name, password_hash, profile_id, role_id, time_zone, password_ends_at, active)
    values (${tx.orgId}, ${id}, ${email}, ${name}, ${passwordHash}, ${profileId}, ${roleId}, ${ctx.timeZone},
      ${passwordEndsAt}::timestamptz, ${active})`;
  const account = { id, name, what: ['created'], opens: isGuarded(profile.rights), wasSecond: false } as const;
  const { entries, waits } = await noteAccountChange(tx, ctx, account, at);
  const facts = { profile: profile.name, role: role.name };
  return { value: waits, entries: [{ action: 'user.create', subjectId: id, facts }, ...entries] };
}
