/**
 * Sends what waits, in the worker. Guarantees: a mail is tried until the server has taken it, its link has ended, it was
 * refused for good, or three days are over, and then administrators are told; whoever tries holds it for five minutes, so
 * that two workers do not send it at once; a worker killed after the server took it sends it once more under the same
 * Message-ID. Where there is no mail server it is kept for an administrator to read. What was sent or is over holds nothing
 * any more. Against: a mail server that is away for a day. Does not: know whether somebody read it.
 */
import { notify } from '@/lib/people/notices/notify';
import { type Context, systemContext } from '@/lib/platform/context';
import { inOrg, writeInOrg } from '@/lib/platform/db/transaction';
import { env } from '@/lib/platform/env';
import type { Id } from '@/lib/platform/ids';
import { keysOfOrg } from '@/lib/platform/org-keys';
import { atLeastOne, mutate, unchanged } from '@/lib/protection/mutate';
import { GIVEN_UP_AFTER_MS, pauseMs } from './backoff';
import { mailNotices } from './mail-notices';
import { isOfServer, isPassing, type MailProblem, problemOf } from './problems';
import { readContent } from './read-content';
import { messageIdOf, type Postman } from './smtp';

const MOST_AT_ONCE = 20;
const HELD_MS = 5 * 60_000;

interface TakenMail {
  id: Id;
  template: string;
  sealed: Buffer | null;
  tries: number;
  createdMs: number;
}

type Outcome = { id: Id; template: string } & ({ sent: true } | { sent: false; problem: MailProblem; tries: number });

/** Everything of an organisation that is due now. @param postman null where there is no mail server */
export async function deliverMail(
  orgId: Id,
  postman: Postman | null,
  at: Date,
  stopping: AbortSignal = new AbortController().signal,
): Promise<void> {
  while (!stopping.aborted && (await mailNotices(orgId, at)) > 0);
  await endOld(orgId, at);
  if (!postman) return keepAll(orgId, at);
  for (let taken = await take(orgId, at); taken.length > 0; taken = await take(orgId, at)) {
    const given: Outcome[] = [];
    let isAway: MailProblem | null = null;
    for (const mail of taken) {
      if (stopping.aborted) break;
      const outcome: Outcome = isAway
        ? { ...mail, sent: false, problem: isAway }
        : await tryToSend(orgId, mail, postman, at);
      // What the server does with one it does with all.
      if (!outcome.sent && isOfServer(outcome.problem)) isAway = outcome.problem;
      const isOver =
        !outcome.sent && (!isPassing(outcome.problem) || at.getTime() - mail.createdMs >= GIVEN_UP_AFTER_MS);
      if (isOver) given.push(outcome);
      else await settle(orgId, outcome, at);
    }
    await giveUp(systemContext(orgId, 'mail'), given, at);
    if (stopping.aborted) return;
  }
}

async function tryToSend(orgId: Id, mail: TakenMail, postman: Postman, at: Date): Promise<Outcome> {
  const { id, template, sealed, tries } = mail;
  const content = sealed && readContent(await keysOfOrg(orgId), { id, template, sealed });
  if (!content) return { id, template, tries, sent: false, problem: 'changed' };
  try {
    await postman.send({ ...content, messageId: messageIdOf(orgId, id, env().MAIL_FROM ?? ''), at });
    return { id, template, sent: true };
  } catch (error) {
    return { id, template, tries, sent: false, problem: problemOf(error) };
  }
}

/** Takes some that are due, and moves them ahead: whoever dies with them gives them back by that. */
const take = (orgId: Id, at: Date): Promise<TakenMail[]> =>
  writeInOrg(
    orgId,
    'job',
    (tx) => tx.sql<TakenMail[]>`
      update mails m set tries = m.tries + 1, due_at = ${new Date(at.getTime() + HELD_MS).toISOString()}::timestamptz
      from (
        select id from mails
        where org_id = ${tx.orgId} and state = 'waiting' and due_at <= ${at.toISOString()}::timestamptz and sealed is not null
        order by due_at, id limit ${MOST_AT_ONCE} for update skip locked) due
      where m.org_id = ${tx.orgId} and m.id = due.id
      returning m.id, m.template, m.sealed, m.tries,
        (extract(epoch from m.created_at) * 1000)::double precision as "createdMs"`,
  );

async function settle(orgId: Id, outcome: Outcome, at: Date): Promise<void> {
  await writeInOrg(orgId, 'job', async (tx) => {
    if (outcome.sent) {
      await tx.sql`
        update mails set state = 'sent', sent_at = ${at.toISOString()}::timestamptz, sealed = null, problem = null
        where org_id = ${tx.orgId} and id = ${outcome.id}`;
      return;
    }
    const due = new Date(at.getTime() + pauseMs(outcome.tries)).toISOString();
    await tx.sql`
      update mails set due_at = ${due}::timestamptz, problem = ${outcome.problem}
      where org_id = ${tx.orgId} and id = ${outcome.id} and state = 'waiting'`;
  });
}

/** Each is an event; administrators are told once, however many they are. */
async function giveUp(ctx: Context, given: readonly Outcome[], at: Date): Promise<void> {
  if (given.length === 0) return;
  const action = 'mail.give_up';
  await mutate(ctx, action, async (tx) => {
    const ids = given.map(({ id }) => id);
    const rows = await tx.sql<{ id: Id }[]>`
      update mails set state = 'given_up', sealed = null
      where org_id = ${tx.orgId} and id = any(${ids}::bigint[]) and state = 'waiting' returning id`;
    if (rows.length === 0) return unchanged();
    const entries = rows.map((row) => {
      const one = given.find(({ id }) => id === row.id);
      const problem = one && !one.sent && !isPassing(one.problem) ? one.problem : 'too_old';
      return { action, subjectId: row.id, facts: { template: one?.template ?? '', problem } } as const;
    });
    for (const { subjectId, facts } of entries) {
      await tx.sql`update mails set problem = ${facts.problem} where org_id = ${tx.orgId} and id = ${subjectId}`;
    }
    await notify(tx, { right: 'manageUsers' }, { kind: 'mail.gave_up', facts: { count: rows.length } }, at);
    return { value: undefined, entries: atLeastOne(entries) };
  });
}

/** Where there is no mail server. */
async function keepAll(orgId: Id, at: Date): Promise<void> {
  await writeInOrg(orgId, 'job', async ({ sql }) => {
    await sql`
      update mails set state = 'kept' where org_id = ${orgId} and state = 'waiting' and due_at <= ${at.toISOString()}::timestamptz`;
  });
}

const FORGOTTEN_AFTER_MS = 90 * 86_400_000;

/** What nobody wants any more holds nothing; after some months not even that it was. */
async function endOld(orgId: Id, at: Date): Promise<void> {
  const now = at.toISOString();
  const old = await inOrg(
    orgId,
    (tx) => tx.sql<{ id: Id; template: string; tries: number; state: string }[]>`
      select id, template, tries, state from mails
      where org_id = ${tx.orgId} and sealed is not null and ends_at <= ${now}::timestamptz limit 500`,
  );
  if (old.length === 0) return;
  const tried = old.filter(({ state, tries }) => state === 'waiting' && tries > 0);
  const outcomes = tried.map((one) => ({ ...one, sent: false, problem: 'too_old' }) as const);
  await giveUp(systemContext(orgId, 'mail'), outcomes, at);
  const before = new Date(at.getTime() - FORGOTTEN_AFTER_MS).toISOString();
  await writeInOrg(orgId, 'job', async ({ sql }) => {
    await sql`
      update mails set sealed = null, state = 'over'
      where org_id = ${orgId} and sealed is not null and ends_at <= ${now}::timestamptz`;
    await sql`delete from mails where org_id = ${orgId} and created_at < ${before}::timestamptz and sealed is null`;
  });
}
