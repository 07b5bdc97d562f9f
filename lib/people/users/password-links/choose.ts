import { hashPassword } from '@/lib/people/auth/password';
import { faultOfPassword } from '@/lib/people/auth/password-rules';
import { notify } from '@/lib/people/notices/notify';
import { clock } from '@/lib/platform/clock';
import { holderContext } from '@/lib/platform/context';
import { readFragment } from '@/lib/platform/crypto/one-time-link';
import { CareledgerError, invalid } from '@/lib/platform/errors';
import { isId } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { isRefused } from '@/lib/platform/refused-link';
import { mutate } from '@/lib/protection/mutate';
import { endSessions } from '../end-session';
import { type ChosenPassword, passwordLinkSchema } from '../schemas';
import { type OpenLink, openLink, type RefusedLink } from './link';

const ACTION = 'user.change_password';

/**
 * Sets a password by a link and ends all sessions of the account; its owner is told. A right to reveal that rests goes on
 * resting.
 * @throws invalid with the field, for a password that is not good enough: the link stays
 */
export async function choosePassword(
  input: ChosenPassword,
  requestId: string,
  at: Date = clock.now(),
): Promise<Pick<OpenLink, 'email'> | RefusedLink> {
  const { linkId, token: fragment, password } = readInput(passwordLinkSchema, input);
  const wrong: RefusedLink = { ok: false, why: 'wrong_link' };
  const held = readFragment(fragment);
  if (!held || !isId(linkId)) return wrong;
  const passwordHash = await hashPassword(password);
  const ctx = holderContext(held.orgId, linkId, requestId, 'Holder of a link to choose a password');
  return mutate<Pick<OpenLink, 'email'> | RefusedLink>(ctx, ACTION, async (tx) => {
    const link = await openLink(tx, linkId, held.token, at);
    if (isRefused(link)) {
      const facts = { by: 'link', reason: link.why };
      return { value: link, entries: [{ action: ACTION, outcome: 'refused', facts }] };
    }
    const { userId, name, email } = link;
    const [org] = await tx.sql<[{ organisation: string }]>`
      select name as organisation from orgs where org_id = ${tx.orgId}`;
    const fault = faultOfPassword(password, { name, email, ...org });
    if (fault) throw invalid('The password was not set.', { fields: { password: fault } });
    await tx.sql`
      update users set password_hash = ${passwordHash}, password_ends_at = null
      where org_id = ${tx.orgId} and id = ${userId}`;
    await tx.sql`
      update password_links set used_at = ${at.toISOString()}::timestamptz where org_id = ${tx.orgId} and id = ${linkId}`;
    const ended = await endSessions(tx, { userId }, 'ended_by_user', at);
    await notify(tx, { userIds: [userId] }, { kind: 'account.password', subjectId: userId }, at);
    const facts = { by: 'link', sessionsEnded: ended.length };
    return { value: { email }, entries: [{ action: ACTION, subjectId: userId, facts }] };
  }).catch((error: unknown) => {
    if (error instanceof CareledgerError && error.code === 'not_found') return wrong;
    throw error;
  });
}
