/** A mail server that is away, slow to take, or refuses; and none at all. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sendMail } from '@/lib/people/mail/send-mail';
import { notify } from '@/lib/people/notices/notify';
import { listNotices } from '@/lib/people/notices/queries';
import { writeInOrg } from '@/lib/platform/db/transaction';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { expectNowhereInDatabase } from '@/lib/tools/testing/matchers';
import { deliverMail } from './deliver';
import { type Postman, postmanOf } from './smtp';
import { type MailServer, mailsOf, startMailServer } from './testing/mails';

const HOUR = 3_600_000;
const START = Date.parse('2026-11-30T12:00:00Z');
const after = (hours: number) => new Date(START + hours * HOUR);

let org: TestOrg;
let server: MailServer | undefined;
beforeEach(async () => {
  org = await makeOrg();
});
afterEach(() => server?.close());

const by = (port: number): Postman | null =>
  postmanOf({ SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'care@clinic.example' });

/** A mail with a link, to the operator. */
const enqueue = (hours = 72) =>
  writeInOrg(org.orgId, 'new_org', (tx) =>
    sendMail(
      tx,
      {
        to: { userId: org.operator.actor.id },
        template: 'password_link',
        facts: { diagnosis: 'Zqdiabetes' },
        link: { id: '77', path: '/choose-password/77#1.Zqtoken-of-the-link', expiresAt: after(hours) },
      },
      after(0),
    ),
  );

test('a mail is sent once, holds nothing afterwards, and in the database nothing is read of it before', async () => {
  server = await startMailServer();
  await enqueue();
  await expectNowhereInDatabase(['Zqtoken-of-the-link', 'Zqdiabetes']);
  await deliverMail(org.orgId, by(server.port), after(0));
  await deliverMail(org.orgId, by(server.port), after(1));
  expect(server.taken.length).toBe(1);
  expect(server.taken[0]).toContain('Zqtoken');
  expect(server.taken[0]).not.toContain('Zqdiabetes');
  expect(await mailsOf(org.orgId)).toMatchObject([{ state: 'sent', content: null, problem: null }]);
});

test('a mail server that is away for a day loses nothing: each mail comes once, with the id it had at every try', async () => {
  const down = await startMailServer();
  await down.close();
  const ids = [await enqueue(), await enqueue(), await enqueue()];
  for (let hour = 0; hour < 24; hour += 0.5) await deliverMail(org.orgId, by(down.port), after(hour));
  const waiting = await mailsOf(org.orgId);
  expect(waiting.map(({ state, problem }) => [state, problem])).toEqual(Array(3).fill(['waiting', 'unreachable']));
  expect(waiting[0]?.tries).toBeGreaterThan(20);

  server = await startMailServer({}, down.port);
  await deliverMail(org.orgId, by(server.port), after(24.5));
  expect(server.taken.map((mail) => /Message-ID: <(\d+)\./.exec(mail)?.[1])).toEqual(ids);
  expect((await mailsOf(org.orgId)).map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
});

test('what a server puts off is tried again later and later; what it refuses for good is given up, and administrators are told', async () => {
  let code = 451;
  server = await startMailServer({
    onRcptTo: (_, __, done) => done(Object.assign(new Error('no'), { responseCode: code })),
  });
  const id = await enqueue();
  await deliverMail(org.orgId, by(server.port), after(0));
  await deliverMail(org.orgId, by(server.port), after(0.01));
  expect(await mailsOf(org.orgId)).toMatchObject([{ state: 'waiting', tries: 1, problem: 'later' }]);
  code = 550;
  await deliverMail(org.orgId, by(server.port), after(1));
  expect(await mailsOf(org.orgId)).toMatchObject([{ state: 'given_up', problem: 'refused', content: null }]);
  expect(await eventsOf(org.orgId, 'mail.give_up')).toMatchObject([
    { subjectId: id, facts: { template: 'password_link', problem: 'refused' } },
  ]);
  const [notice] = (await listNotices(org.admin)).notices;
  expect(notice).toMatchObject({ words: 'A mail could not be sent, and is not tried again.', href: '/setup/mail' });
});

test('after three days, or when its link has ended, a mail is given up', async () => {
  await enqueue(1);
  await enqueue(1000);
  for (const hours of [0, 2, 71]) await deliverMail(org.orgId, by(1), after(hours));
  expect((await mailsOf(org.orgId)).map(({ state }) => state)).toEqual(['given_up', 'waiting']);
  await deliverMail(org.orgId, by(1), after(73));
  expect((await mailsOf(org.orgId)).map(({ state, problem }) => [state, problem])).toEqual(
    Array(2).fill(['given_up', 'too_old']),
  );
});

test('a mail that SQL put in, changed or sends elsewhere is not sent', async () => {
  server = await startMailServer();
  const [mine, other] = [await enqueue(), await enqueue()];
  await ownerSql()`update mails set sealed = (select sealed from mails where id = ${mine}) where id = ${other}`;
  await ownerSql()`update mails set template = 'notice' where id = ${mine}`;
  await deliverMail(org.orgId, by(server.port), after(0));
  expect(server.taken).toEqual([]);
  expect((await mailsOf(org.orgId)).map(({ problem }) => problem)).toEqual(['changed', 'changed']);
});

test('a mail that a worker died with is tried again, by another', async () => {
  server = await startMailServer();
  await enqueue();
  const hangs: Postman = { send: () => new Promise(() => {}) };
  void deliverMail(org.orgId, hangs, after(0));
  for (let found = await mailsOf(org.orgId); found[0]?.tries !== 1; ) found = await mailsOf(org.orgId);
  await deliverMail(org.orgId, by(server.port), after(0.01));
  expect(server.taken).toEqual([]);
  await deliverMail(org.orgId, by(server.port), after(0.1));
  expect(server.taken.length).toBe(1);
});

test('without a mail server a mail is kept, and holds nothing once its link has ended', async () => {
  await enqueue(1);
  await deliverMail(org.orgId, null, after(0));
  expect(await mailsOf(org.orgId)).toMatchObject([
    { state: 'kept', content: { subject: 'A new password for Careledger' } },
  ]);
  await deliverMail(org.orgId, null, after(1));
  expect(await mailsOf(org.orgId)).toMatchObject([{ state: 'over', content: null }]);
  expect(await eventsOf(org.orgId, 'mail.give_up')).toEqual([]);
});

test('notices come by mail to whoever wants them so, all that came since as one; those of one’s own account always', async () => {
  server = await startMailServer();
  const { operator, officer, orgId } = org;
  const told = { userIds: [operator.actor.id, officer.actor.id] };
  await asOwner(orgId, async (tx) => {
    await tx.sql`
      insert into mail_choices (org_id, user_id, topic, by_mail)
      values (${orgId}, ${officer.actor.id}, 'approvals', false), (${orgId}, ${officer.actor.id}, 'account', false),
        (${orgId}, ${operator.actor.id}, 'records', true)`;
    await notify(tx, told, { kind: 'approval.asked', facts: { by: 'Ada', what: 'a new password' } });
    await notify(tx, told, { kind: 'record.given', facts: { by: 'Ada', what: 'Task' } });
    await notify(tx, told, { kind: 'account.password' });
    await notify(tx, told, { kind: 'mail.gave_up', facts: { count: 2 } });
  });
  await deliverMail(orgId, by(server.port), after(0));
  const mails = await ownerSql()`select user_id as who, state from mails where org_id = ${orgId} order by id`;
  expect(mails.map(({ who, state }) => [who, state])).toEqual([
    [operator.actor.id, 'sent'],
    [officer.actor.id, 'sent'],
  ]);
  const [toOperator = '', toOfficer = ''] = server.taken;
  expect(toOperator).toMatch(/needs your confirmation[\s\S]*gave you a task[\s\S]*new password was chosen/);
  expect(toOfficer).toContain('new password was chosen');
  expect(toOfficer).not.toMatch(/confirmation|gave you|could not be sent/);
});
