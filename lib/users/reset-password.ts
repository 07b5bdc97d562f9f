import { hashPassword } from '@/lib/auth/password';
import { assertOrgRight } from '@/lib/auth/permissions';
import { newTemporaryPassword } from '@/lib/auth/temporary-password';
import type { Context } from '@/lib/context';
import type { Id } from '@/lib/ids';
import { mutate } from '@/lib/mutate';
import { readInput } from '@/lib/read-input';
import { endSessions } from './end-session';
import { lockUser } from './find';
import { userIdSchema } from './schemas';

/**
 * Gives a user a new temporary password, shown once, and ends their sessions.
 * @throws forbidden; not_found
 */
export async function resetPassword(ctx: Context, input: { id: Id }, at: Date = new Date()): Promise<string> {
  const { id } = readInput(userIdSchema, input);
  const temporaryPassword = newTemporaryPassword();
  const passwordHash = await hashPassword(temporaryPassword);
  return mutate(ctx, { action: 'user.change_password', subjectId: id }, async (tx) => {
    assertOrgRight(ctx, 'manageUsers');
    await lockUser(tx, id);
    await tx.sql`update users set password_hash = ${passwordHash} where org_id = ${tx.orgId} and id = ${id}`;
    const ended = await endSessions(tx, { userId: id }, 'ended_by_administrator', at);
    const facts = { reset: true, sessionsEnded: ended.length };
    return { value: temporaryPassword, entries: [{ action: 'user.change_password', subjectId: id, facts }] };
  });
}
