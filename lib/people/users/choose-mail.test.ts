import { expect, test } from 'vitest';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg } from '@/lib/tools/testing/factories';
import { chooseMail, listMailChoices } from './choose-mail';

test('each person chooses which notices come by mail, but for those of their own account; a change is an event', async () => {
  const org = await makeOrg();
  const byMail = async (ctx = org.operator) =>
    (await listMailChoices(ctx)).filter((choice) => choice.byMail).map(({ topic }) => topic);
  const before = await byMail();
  expect(before).toContain('account');
  expect(before).not.toContain('records');

  await chooseMail(org.operator, { topics: ['records', 'agreements', 'mail', 'nothing of ours'] });
  expect(await byMail()).toEqual(['account', 'agreements', 'records']);
  expect(await byMail(org.officer)).toEqual(before);
  await chooseMail(org.operator, { topics: ['records', 'agreements'] });
  const [event, ...others] = await eventsOf(org.orgId, 'user.choose_mail');
  expect(others).toEqual([]);
  expect(event).toMatchObject({ subjectId: org.operator.actor.id });
  expect(event?.fields).toContain('records');
  expect(event?.fields).not.toContain('account');
});
