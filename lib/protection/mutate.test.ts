import { beforeAll, expect, test } from 'vitest';
import { forbidden, invalid, limited } from '@/lib/platform/errors';
import { mutate, recordRefusal } from '@/lib/protection/mutate';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';

let org: TestOrg;
beforeAll(async () => {
  org = await makeOrg();
});

const nameOf = async () => (await ownerSql()`select name from orgs where org_id = ${org.orgId}`)[0]?.name;
const settingsEvents = () => eventsOf(org.orgId, 'settings.update');

test('a change that fails leaves neither itself nor an event', async () => {
  const [name, events] = [await nameOf(), (await settingsEvents()).length];
  const change = mutate(org.admin, 'settings.update', async (tx) => {
    await tx.sql`update orgs set name = 'Changed' where org_id = ${tx.orgId}`;
    throw invalid('No.');
  });
  await expect(change).rejects.toMatchObject({ code: 'invalid' });
  expect(await nameOf()).toBe(name);
  expect(await settingsEvents()).toHaveLength(events);
});

test.each([
  ['forbidden', forbidden('No.', { facts: { right: 'manageUsers' } }), { reason: 'forbidden', right: 'manageUsers' }],
  ['limited', limited('Full.', { reason: 'LIMIT_EXCEEDED' }), { reason: 'LIMIT_EXCEEDED' }],
])('a %s change is an event of its own', async (_, error, facts) => {
  const refuse = async () => {
    throw error;
  };
  await expect(mutate(org.operator, 'settings.update', refuse)).rejects.toBe(error);
  expect((await settingsEvents()).at(-1)).toMatchObject({ outcome: 'refused', actorId: org.operator.actor.id, facts });
});

test('a refusal that is passed on is one event, not one at each station', async () => {
  const error = forbidden('No.');
  const before = (await eventsOf(org.orgId)).length;
  await recordRefusal(org.operator, { action: 'settings.update' }, error);
  await recordRefusal(org.operator, { action: 'access.refuse', facts: { path: '/setup' } }, error);
  expect(await eventsOf(org.orgId)).toHaveLength(before + 1);
  await recordRefusal(org.operator, { action: 'access.refuse', facts: { path: '/setup' } }, forbidden('No.'));
  expect((await eventsOf(org.orgId)).at(-1)).toMatchObject({ facts: { path: '/setup', reason: 'forbidden' } });
});
