import { beforeAll, expect, test } from 'vitest';
import { ANSWERS, makeVisitor, startChat } from '@/lib/tools/testing/chat';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { closeConversation, closeConversations } from './close';
import { deleteConversations } from './delete';
import { listForDeletion } from './list-for-deletion';
import { pickUp } from './pick-up';

let org: TestOrg;
beforeAll(async () => {
  org = await makeOrg();
});

const begin = async () => {
  const { id } = await startChat(await makeVisitor(org));
  await pickUp(org.operator, { conversationId: id });
  return id;
};

test('the standard Administrator finds, ends and deletes conversations and reads nothing of them', async () => {
  const [first, second] = [await begin(), await begin()];
  await closeConversation(org.operator, { conversationId: first });
  const closed = await listForDeletion(org.admin);
  expect(closed.map(({ id, status }) => [id, status])).toEqual([[first, 'closed']]);
  const live = await listForDeletion(org.admin, { state: 'live' });
  expect(live.map(({ id }) => id)).toEqual([second]);
  expect(JSON.stringify([closed, live])).not.toMatch(new RegExp(`Vera|${ANSWERS.email}|pills`));
  expect(await closeConversations(org.admin, { ids: [second] })).toEqual({ count: 1 });
  expect(await deleteConversations(org.admin, { ids: [first, second] })).toEqual({ count: 2 });
  expect(await listForDeletion(org.admin)).toEqual([]);
  const deleted = (await eventsOf(org.orgId, 'conversation.delete')).map(({ subjectId, facts }) => [subjectId, facts]);
  expect(deleted.map(([id]) => id).sort()).toEqual([first, second].sort());
  for (const [, facts] of deleted) expect(Object.keys(facts as object)).toEqual(['visitId']);
});

test('the list goes on by pages and by day, and is for those who may delete', async () => {
  const id = await begin();
  await closeConversation(org.operator, { conversationId: id });
  expect(await listForDeletion(org.admin, { until: '2020-01-01' })).toEqual([]);
  expect((await listForDeletion(org.admin, { until: '2100-01-01' })).map((one) => one.id)).toEqual([id]);
  expect(await listForDeletion(org.admin, { before: id })).toEqual([]);
  for (const ctx of [org.operator, org.officer]) {
    await expect(listForDeletion(ctx)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(closeConversations(ctx, { ids: [id] })).rejects.toMatchObject({ code: 'forbidden' });
  }
});
