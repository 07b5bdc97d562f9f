import { compareGuess } from '@/lib/people/auth/guess';
import { hashPassword, isPassword } from '@/lib/people/auth/password';
import { faultOfPassword } from '@/lib/people/auth/password-rules';
import { notify } from '@/lib/people/notices/notify';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { CareledgerError, invalid } from '@/lib/platform/errors';
import { readInput } from '@/lib/platform/read-input';
import { mutate, recordRefusal } from '@/lib/protection/mutate';
import { endSessions } from './end-session';
import { lockUser, type UserRow } from './find';
import { type PasswordChange, passwordChangeSchema } from './schemas';

const ACTION = 'user.change_password';

/**
 * Changes the actor's own password, ends their other sessions and tells them.
 * @throws invalid with the field; limited `PROOF` with a challenge after ten wrong guesses at the current password.
 */
export async function changePassword(ctx: Context, input: PasswordChange, at: Date = clock.now()): Promise<void> {
  const { current, password, proof } = readInput(passwordChangeSchema, input);
  const { user, organisation } = await inOrg(ctx.orgId, async (tx) => ({
    user: await lockUser(tx, ctx.actor.id),
    organisation: await nameOfOrg(tx),
  }));
  await assertCurrent(ctx, user, { current, proof }, at);
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
    await notify(tx, { userIds: [user.id] }, { kind: 'account.own_password', subjectId: user.id }, at);
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

/** A wrong guess is an event. After ten each needs a proof of work, which whoever fails to sign in elsewhere does not bring on. */
async function assertCurrent(
  ctx: Context,
  user: UserRow,
  { current, proof }: Pick<PasswordChange, 'current' | 'proof'>,
  at: Date,
): Promise<void> {
  const source = { email: `change of password ${ctx.orgId}.${user.id}`, ip: null };
  const right = await compareGuess({ source, proof, at }, async () =>
    (await isPassword(current, user.passwordHash)) ? true : null,
  ).catch((error: unknown) => {
    if (error instanceof CareledgerError) return refuse(ctx, error);
    throw error;
  });
  if (!right) await refuse(ctx, refusalOf('current', 'This is not your password.'));
}

async function refuse(ctx: Context, error: CareledgerError): Promise<never> {
  await recordRefusal(ctx, { action: ACTION, subjectId: ctx.actor.id }, error);
  throw error;
}

const refusalOf = (field: keyof PasswordChange, message: string) =>
  invalid('The password was not changed.', { fields: { [field]: message } });
