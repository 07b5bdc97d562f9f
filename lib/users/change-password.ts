import { hashPassword, isPassword } from '@/lib/auth/password';
import { faultOfPassword } from '@/lib/auth/password-rules';
import { countFailure, isLocked } from '@/lib/auth/sign-in-limits';
import type { Context } from '@/lib/context';
import { inOrg, type Tx } from '@/lib/db/transaction';
import { type CareledgerError, invalid, limited } from '@/lib/errors';
import { mutate, recordRefusal } from '@/lib/mutate';
import { readInput } from '@/lib/read-input';
import { endSessions } from './end-session';
import { lockUser, type UserRow } from './find';
import { type PasswordChange, passwordChangeSchema } from './schemas';

const ACTION = 'user.change_password';

/**
 * Changes the actor's own password and ends their other sessions.
 * @throws invalid with the field; limited after ten wrong guesses at the current password.
 */
export async function changePassword(ctx: Context, input: PasswordChange, at: Date = new Date()): Promise<void> {
  const { current, password } = readInput(passwordChangeSchema, input);
  const { user, organisation } = await inOrg(ctx.orgId, async (tx) => ({
    user: await lockUser(tx, ctx.actor.id),
    organisation: await nameOfOrg(tx),
  }));
  await assertCurrent(ctx, user, current, at);
  const fault =
    password === current ? 'This is the password you have.' : faultOfPassword(password, { ...user, organisation });
  if (fault) throw refusalOf('password', fault);

  const passwordHash = await hashPassword(password);
  await mutate(ctx, { action: ACTION, subjectId: user.id }, async (tx) => {
    await tx.sql`
      update users set password_hash = ${passwordHash}, password_ends_at = null
      where org_id = ${tx.orgId} and id = ${user.id}`;
    const choice = { userId: user.id, ...(ctx.sessionId === null ? {} : { except: ctx.sessionId }) };
    const ended = await endSessions(tx, choice, 'ended_by_user', at);
    return {
      value: undefined,
      entries: [{ action: ACTION, subjectId: user.id, facts: { sessionsEnded: ended.length } }],
    };
  });
}

async function nameOfOrg(tx: Tx): Promise<string> {
  const [org] = await tx.sql<{ name: string }[]>`select name from orgs where org_id = ${tx.orgId}`;
  return org?.name ?? '';
}

/** A wrong guess is an event. Ten lock the change, which whoever fails to sign in as them elsewhere does not. */
async function assertCurrent(ctx: Context, user: UserRow, current: string, at: Date): Promise<void> {
  const source = { email: `change of password ${ctx.orgId}.${user.id}`, ip: null };
  if (await isLocked(source, at))
    return refuse(ctx, limited('Too many wrong passwords. Wait 15 minutes and try again.'));
  if (await isPassword(current, user.passwordHash)) return;
  await countFailure(source, at);
  await refuse(ctx, refusalOf('current', 'This is not your password.'));
}

async function refuse(ctx: Context, error: CareledgerError): Promise<never> {
  await recordRefusal(ctx, { action: ACTION, subjectId: ctx.actor.id }, error);
  throw error;
}

const refusalOf = (field: keyof PasswordChange, message: string) =>
  invalid('The password was not changed.', { fields: { [field]: message } });
