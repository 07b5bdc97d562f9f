import { assertFresh } from '@/lib/people/auth/fresh';
import { hashPassword } from '@/lib/people/auth/password';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { endOfTemporary, newTemporaryPassword } from '@/lib/people/auth/temporary-password';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Id } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { mutate } from '@/lib/protection/mutate';
import { noteAccountChange } from './account-change';
import { lockAdministrators } from './administrators';
import { endSessions } from './end-session';
import { holdProfile, lockUser } from './find';
import { isGuarded, isSecond } from './reading';
import { userIdSchema } from './schemas';

export interface ResetPassword {
  temporaryPassword: string;
  /** They reveal no health data until a second person has confirmed. */
  waits: boolean;
}

/**
 * Gives a user a new temporary password, shown once and good for a day to choose another, and ends their sessions. Whoever does knows it, so the account's
 * right to reveal may rest.
 * @throws forbidden; not_found
 */
export async function resetPassword(ctx: Context, input: { id: Id }, at: Date = clock.now()): Promise<ResetPassword> {
  const { id } = readInput(userIdSchema, input);
  const temporaryPassword = newTemporaryPassword();
  const passwordHash = await hashPassword(temporaryPassword);
  return mutate(ctx, { action: 'user.change_password', subjectId: id }, async (tx) => {
    assertOrgRight(ctx, 'manageUsers');
    assertFresh(ctx);
    await lockAdministrators(tx);
    const user = await lockUser(tx, id);
    const { rights } = await holdProfile(tx, user.profileId);
    await tx.sql`
      update users set password_hash = ${passwordHash}, password_ends_at = ${endOfTemporary(at)}::timestamptz
      where org_id = ${tx.orgId} and id = ${id}`;
    const ended = await endSessions(tx, { userId: id }, 'ended_by_administrator', at);
    const facts = { reset: true, sessionsEnded: ended.length };
    const opens = isGuarded(rights);
    const wasSecond = user.active && isSecond(rights);
    const account = { id, name: user.name, what: ['password'], opens, wasSecond } as const;
    const { entries, waits } = await noteAccountChange(tx, ctx, account, at);
    return {
      value: { temporaryPassword, waits },
      entries: [{ action: 'user.change_password', subjectId: id, facts }, ...entries],
    };
  });
}
