/**
 * "Forgot your password?" Guarantees: whoever asks is told the same, after the same time, whether the address is unknown, known,
 * deactivated or signs in otherwise; a link goes by mail to the address that the account has, and nowhere else; somebody's
 * mailbox is not filled: three links an hour, and after ten tries at an address each costs a proof of work. Each try at a known
 * address is an event. Not against: whoever reads the mailbox.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { compareGuess } from '@/lib/people/auth/guess';
import { sendMail } from '@/lib/people/mail/send-mail';
import { clock } from '@/lib/platform/clock';
import { holderContext } from '@/lib/platform/context';
import { inTransaction, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { log } from '@/lib/platform/log';
import { readInput } from '@/lib/platform/read-input';
import { mutate } from '@/lib/protection/mutate';
import { lockUser } from '../find';
import { type AskPassword, askPasswordSchema } from '../schemas';
import { readOnly } from '../sso/only';
import { makePasswordLink } from './link';

/** The answer comes then, however long the mails take: what the database does for a known address does not show. */
const ANSWER_TAKES_MS = 500;
const OPEN_HOURS = 1;
const MOST_AN_HOUR = 3;
const ACTION = 'user.ask_password';

/**
 * Gives `enqueued`, which resolves when the mails are: whoever answers does not wait for it.
 * @throws invalid for what is no address; limited `PROOF` with a challenge after many tries at it
 */
export async function askPasswordLink(
  input: AskPassword,
  requestId: string,
  at: Date = clock.now(),
): Promise<{ enqueued: Promise<void> }> {
  const begun = performance.now();
  const { email, proof } = readInput(askPasswordSchema, input);
  const source = { email: `new password of ${email}`, ip: null };
  // Each asking counts as a wrong guess does.
  await compareGuess({ source, proof, at }, async () => null);
  const enqueued = mailLinks(email, requestId, at).catch(() => {
    log.error({ event: 'password_link.not_made', requestId });
  });
  await wait(Math.max(0, ANSWER_TAKES_MS - (performance.now() - begun)));
  return { enqueued };
}

async function mailLinks(email: string, requestId: string, at: Date): Promise<void> {
  for (const account of await findAccounts(email)) await mailLink(account, requestId, at);
}

interface Account {
  orgId: Id;
  id: Id;
}

const findAccounts = (email: string): Promise<readonly Account[]> =>
  inTransaction(async (sql) => {
    await sql`select set_config('app.sign_in_email', ${email}, true)`;
    return sql<Account[]>`
      select org_id as "orgId", id from users where email = ${email} order by active desc, org_id limit 20`;
  });

async function mailLink({ orgId, id }: Account, requestId: string, at: Date): Promise<void> {
  const ctx = holderContext(orgId, id, requestId, 'Somebody at the sign-in page');
  await mutate(ctx, { action: ACTION, subjectId: id }, async (tx) => {
    const user = await lockUser(tx, id);
    const reason = user.active ? await whyNot(tx, id, at) : 'deactivated';
    if (reason) return refusedFor(id, reason);
    const link = await makePasswordLink(tx, user, { at, hours: OPEN_HOURS });
    await sendMail(tx, { to: { userId: id }, template: 'password_link', link }, at);
    return { value: undefined, entries: [{ action: ACTION, subjectId: id, facts: { link: link.id } }] };
  });
}

async function whyNot(tx: Tx, id: Id, at: Date): Promise<string | null> {
  const since = new Date(at.getTime() - 3_600_000).toISOString();
  const [made] = await tx.sql<[{ count: number }]>`
    select count(*)::int as count from password_links
    where org_id = ${tx.orgId} and user_id = ${id} and created_at > ${since}::timestamptz`;
  if (made.count >= MOST_AN_HOUR) return 'too_often';
  const { only, exceptIds } = await readOnly(tx);
  return only && !exceptIds.includes(id) ? 'only_single_sign_on' : null;
}

const refusedFor = (subjectId: Id, reason: string) =>
  ({
    value: undefined,
    entries: [{ action: ACTION, outcome: 'refused', subjectId, facts: { reason } }],
  }) as const;
