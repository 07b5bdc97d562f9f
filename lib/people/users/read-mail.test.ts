/** What an administrator sees of the mails, and what it costs to read one. */
import { beforeEach, expect, test } from 'vitest';
import { sendMail } from '@/lib/people/mail/send-mail';
import { listNotices } from '@/lib/people/notices/queries';
import { listMails } from '@/lib/people/outbox/list-mails';
import { writeInOrg } from '@/lib/platform/db/transaction';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { contextOf } from '@/lib/tools/testing/make-org';
import { invite } from './invitations/invite';
import { askPasswordLink } from './password-links/ask';
import { listUsers } from './queries';
import { readMail } from './read-mail';

let org: TestOrg;
beforeEach(async () => {
  org = await makeOrg();
});

const mailTo = (userId: string) =>
  writeInOrg(org.orgId, 'new_org', (tx) =>
    sendMail(tx, { to: { userId }, template: 'new_device', facts: { device: 'Firefox on Linux', at: 'now' } }),
  );
const second = async () => {
  const id = await insertUser(org, 'Ben Second', org.profileIds.Administrator, org.roleIds.CEO);
  return contextOf(org.orgId, { id, name: 'Ben Second', profile: 'Administrator', ownerIds: null });
};

test('the list tells whom and how far, and nothing of what a mail says; reading one is an event', async () => {
  const id = await mailTo(org.operator.actor.id);
  const { mails } = await listMails(org.admin);
  expect(mails).toMatchObject([
    { id, what: 'Sign-in in a new browser', to: 'Olga Operator', state: 'waiting', isHere: true },
  ]);
  expect(JSON.stringify(mails)).not.toContain('Firefox');
  expect(await readMail(org.admin, { id })).toMatchObject({ text: expect.stringContaining('Firefox on Linux') });
  expect(await eventsOf(org.orgId, 'mail.open')).toMatchObject([{ subjectId: id, facts: { template: 'new_device' } }]);
});

test('only who manages users sees or reads them, and of their own organisation only', async () => {
  const id = await mailTo(org.operator.actor.id);
  const other = await makeOrg();
  await expect(listMails(org.officer)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(readMail(org.officer, { id })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(readMail(other.admin, { id })).rejects.toMatchObject({ code: 'not_found' });
  await expect(readMail(org.admin, { id: 'none' })).rejects.toMatchObject({ code: 'not_found' });
  expect((await listMails(other.admin)).mails).toEqual([]);
  expect(await eventsOf(org.orgId, 'mail.open')).toMatchObject([{ outcome: 'refused' }]);
});

test('what was sent, or changed by SQL, is not read', async () => {
  const [sent, changed] = [await mailTo(org.operator.actor.id), await mailTo(org.operator.actor.id)];
  await ownerSql()`update mails set sealed = null where id = ${sent}`;
  await ownerSql()`update mails set template = 'notice' where id = ${changed}`;
  for (const id of [sent, changed])
    await expect(readMail(org.admin, { id })).rejects.toMatchObject({ code: 'conflict' });
});

test('whoever reads a link to somebody’s password counts as having reset it: the account reveals nothing until another confirmed', async () => {
  await second();
  const email = `olga-${org.orgId}@test.example`;
  await asOwner(org.orgId, (tx) => tx.sql`update users set email = ${email} where id = ${org.operator.actor.id}`);
  const { enqueued } = await askPasswordLink({ email }, 'r');
  await enqueued;
  const [mail] = (await listMails(org.admin)).mails;
  await readMail(org.admin, { id: mail?.id ?? '' });
  expect((await listUsers(org.admin, { query: 'Olga' })).users).toMatchObject([{ waits: true }]);
  expect((await listNotices(org.operator)).notices[0]?.words).toMatch(
    /^Ada Admin changed your account: a new password/,
  );
  expect(await eventsOf(org.orgId, 'approval.ask')).toHaveLength(1);
});

test('an invitation is read by whoever stands for it, and by nobody else', async () => {
  const ben = await second();
  const place = { profileId: org.profileIds.Operator, roleId: org.roleIds.Manager };
  await invite(org.admin, { name: 'Nora Night', email: `nora-${org.orgId}@test.example`, ...place, byMail: true });
  const [mail] = (await listMails(ben)).mails;
  expect(mail).toMatchObject({ what: 'Invitation', to: `nora-${org.orgId}@test.example` });
  await expect(readMail(ben, { id: mail?.id ?? '' })).rejects.toMatchObject({ code: 'forbidden' });
  expect(await readMail(org.admin, { id: mail?.id ?? '' })).toMatchObject({ text: expect.stringContaining('/join/') });
});
