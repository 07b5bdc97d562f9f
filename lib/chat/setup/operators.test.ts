import { expect, test } from 'vitest';
import { makeAvailable } from '@/lib/tools/testing/chat';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg } from '@/lib/tools/testing/make-org';
import { listOperatorChoices } from './operator-choices';
import { limitOperator } from './operator-limit';

test('whoever may answer can be chosen for a department, and nobody else', async () => {
  const org = await makeOrg();
  expect(await listOperatorChoices(org.admin)).toEqual([
    { id: org.operator.actor.id, name: 'Olga Operator', email: expect.any(String), maxConversations: 5 },
  ]);
  await expect(listOperatorChoices(org.operator)).rejects.toMatchObject({ code: 'forbidden' });
});

test('how many chats an operator takes at once can be set for them, which is an event and leaves them as they are', async () => {
  const org = await makeOrg();
  const userId = org.operator.actor.id;
  await limitOperator(org.admin, { userId, maxConversations: 3 });
  await makeAvailable(org.operator);
  await limitOperator(org.admin, { userId, maxConversations: 2 });
  await limitOperator(org.admin, { userId, maxConversations: 2 });
  expect(await ownerSql()`select available, max_conversations from chat_operators where user_id = ${userId}`).toEqual([
    { available: true, max_conversations: 2 },
  ]);
  expect(await eventsOf(org.orgId, 'chat_setup.update')).toMatchObject([
    { subjectId: userId, fields: ['maxConversations'], facts: { old: 5, new: 3 } },
    { subjectId: userId, fields: ['maxConversations'], facts: { old: 3, new: 2 } },
  ]);
});

test('the limit is refused to whoever may not manage chat, for people who may not answer, of another org, and out of range', async () => {
  const [org, far] = [await makeOrg(), await makeOrg()];
  const userId = org.operator.actor.id;
  const limit = { userId, maxConversations: 3 };
  await expect(limitOperator(org.operator, limit)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(limitOperator(far.admin, limit)).rejects.toMatchObject({ code: 'invalid' });
  await expect(limitOperator(org.admin, { ...limit, userId: org.officer.actor.id })).rejects.toMatchObject({
    code: 'invalid',
  });
  await expect(limitOperator(org.admin, { userId, maxConversations: 51 })).rejects.toMatchObject({
    fields: { maxConversations: expect.any(String) },
  });
});
