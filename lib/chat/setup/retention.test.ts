import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeAvailable, makeVisitor, startChat } from '@/lib/tools/testing/chat';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { closeConversation } from '../conversations/close';
import { pickUp } from '../conversations/pick-up';
import { agedConversations } from '../conversations/settle';
import { sendMessage } from '../messages/send';
import { countAged, updateRetention } from './retention';
import { getChatSettings, updateChatSettings } from './settings';

let org: TestOrg;
beforeAll(async () => {
  org = await makeOrg();
  await makeAvailable(org.operator);
  for (const days of [40, 400]) {
    const { id: conversationId } = await startChat(await makeVisitor(org));
    await pickUp(org.operator, { conversationId });
    await closeConversation(org.operator, { conversationId });
    await ownerSql()`
      update chat_conversations set closed_at = now() - make_interval(days => ${days}) where id = ${conversationId}`;
  }
  await startChat(await makeVisitor(org));
});

const settings = () => getChatSettings(org.admin);

describe('retention by age', () => {
  test('tells before it is saved what it will remove, and of which time', async () => {
    const aged = await countAged(org.admin, { retentionDays: 30 });
    expect(aged.count).toBe((await agedConversations(org.admin, 30, 100)).length);
    expect(aged).toMatchObject({ count: 2, confirmText: '30 days' });
    const days = (iso: string | null) => Math.round((Date.now() - Date.parse(iso ?? '')) / 86_400_000);
    expect([days(aged.oldest), days(aged.youngest)]).toEqual([400, 40]);
    expect(await countAged(org.admin, { retentionDays: 365 })).toMatchObject({ count: 1 });
    expect(await countAged(org.admin, { retentionDays: 0 })).toMatchObject({ count: 0, oldest: null });
  });

  test('is not shortened without the typed confirmation when that removes conversations', async () => {
    const given = { retentionDays: 30 };
    for (const confirmation of [undefined, '', '365 days']) {
      await expect(updateRetention(org.admin, { ...given, confirmation })).rejects.toMatchObject({
        code: 'invalid',
        fields: { confirmation: 'Type 30 days to confirm.' },
      });
    }
    expect(await settings()).toMatchObject({ retentionDays: 0 });
    await updateRetention(org.admin, { ...given, confirmation: '30 days' });
    expect(await settings()).toMatchObject({ retentionDays: 30 });
    await updateRetention(org.admin, { retentionDays: 365 });
    expect((await eventsOf(org.orgId, 'chat_setup.update')).at(-1)).toMatchObject({
      fields: ['retentionDays'],
      facts: { old: { retentionDays: 30 }, new: { retentionDays: 365 } },
    });
  });

  test('is shortened only by those who may delete conversations; longer, by all who manage chat', async () => {
    await updateRetention(org.admin, { retentionDays: 1000, confirmation: '1000 days' });
    const rights = { ...org.admin.rights, org: ['manageChat'] as const };
    const manager = { ...org.admin, rights };
    await updateRetention(manager, { retentionDays: 2000 });
    const shorter = { retentionDays: 30, confirmation: '30 days' };
    await expect(updateRetention(manager, shorter)).rejects.toMatchObject({ code: 'forbidden' });
    await updateRetention(manager, { retentionDays: 0 });
    await expect(updateRetention(manager, shorter)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('asks for nothing when nothing is old enough', async () => {
    await updateRetention(org.admin, { retentionDays: 0 });
    await updateRetention(org.admin, { retentionDays: 3650 });
    expect(await settings()).toMatchObject({ retentionDays: 3650 });
  });

  test('is refused to whoever may not manage chat, counts nothing of another org, and names a bad age', async () => {
    await expect(countAged(org.operator, { retentionDays: 30 })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(updateRetention(org.operator, { retentionDays: 1 })).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(await countAged((await makeOrg()).admin, { retentionDays: 1 })).toMatchObject({ count: 0 });
    await expect(updateRetention(org.admin, { retentionDays: -1 })).rejects.toMatchObject({
      fields: { retentionDays: expect.any(String) },
    });
  });
});

test('a part of the settings is changed without the rest', async () => {
  const before = await settings();
  await updateChatSettings(org.admin, { offerSeconds: 33 });
  expect(await settings()).toEqual({ ...before, offerSeconds: 33 });
});

test('search by words switched off forgets its index', async () => {
  const indexed = () => ownerSql()`select 1 from chat_tokens where org_id = ${org.orgId} and field = 'word' limit 1`;
  await updateChatSettings(org.admin, { wordSearch: true });
  const visitor = await makeVisitor(org);
  const { id: conversationId } = await startChat(visitor);
  await sendMessage(visitor.ctx, { conversationId, clientId: randomUUID(), text: 'Thank you' });
  expect(await indexed()).toHaveLength(1);
  await updateChatSettings(org.admin, { wordSearch: false });
  expect(await indexed()).toHaveLength(0);
});
