/** Live chat in figures: from times, states, stars and ids, and nothing of what was said. */
import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { pickUp } from '@/lib/chat/conversations/pick-up';
import { rateConversation } from '@/lib/chat/conversations/rate';
import { sendMessage } from '@/lib/chat/messages/send';
import type { Context } from '@/lib/platform/context';
import { expectAbsent } from '@/lib/tools/testing/absent';
import { ANSWERS, makeVisitor, startChat } from '@/lib/tools/testing/chat';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { countChats, listChatReports } from './count';

let org: TestOrg;
let manager: Context;

beforeAll(async () => {
  org = await makeOrg();
  manager = { ...org.officer, rights: { everyModule: [], modules: {}, org: ['manageChat'] } };
  const visitor = await makeVisitor(org);
  const { id: conversationId } = await startChat(visitor);
  await pickUp(org.operator, { conversationId });
  await sendMessage(org.operator, { conversationId, text: 'Yes, with water.', clientId: randomUUID() });
  await rateConversation(visitor.ctx, { conversationId, stars: 4, comment: 'Kind' });
  const { id: missed } = await startChat(await makeVisitor(org));
  const sql = ownerSql();
  await sql`update chat_conversations set started_at = picked_up_at - interval '90 seconds' where id = ${conversationId}`;
  await sql`update chat_messages set at = (select picked_up_at + interval '110 seconds' from chat_conversations where id = ${conversationId})
    where conversation_id = ${conversationId} and kind = 'operator'`;
  await sql`update chat_conversations set status = 'missed' where id = ${missed}`;
});

const told = async (ctx: Context, key: string) => {
  const found = await countChats(ctx, key);
  const { lines = [], total = [] } = found?.figures ?? {};
  const words = (figures: readonly { words: string }[]) => figures.map((one) => one.words);
  return { lines: lines.map(({ label, figures }) => [label, ...words(figures)]), total: words(total), found };
};

test('says how many, how many were missed, how long they waited for whom, and how they were rated', async () => {
  const { lines, total, found } = await told(org.operator, 'chat-operators');
  expect(found?.figures.measures).toEqual(['Conversations', 'Missed', 'Waited', 'First answer', 'Rating']);
  expect(lines).toEqual([
    ['Olga Operator', '1', '0', '1 min 30 s', '3 min 20 s', '4.0 of 5'],
    ['Nobody yet', '1', '1', '–', '–', '–'],
  ]);
  expect(total).toEqual(['2', '1', '1 min 30 s', '3 min 20 s', '4.0 of 5']);
  expect((await told(org.operator, 'chat-days')).total).toEqual(total);
  expect((await told(org.operator, 'chat-departments')).lines).toHaveLength(1);
});

test('tells nothing of what was said or who said it, and no stars to those who may not read conversations', async () => {
  for (const key of ['chat-days', 'chat-operators', 'chat-departments']) {
    const { found } = await told(org.operator, key);
    expectAbsent(JSON.stringify(found), ANSWERS.name, ANSWERS.email, ANSWERS.question, 'with water', 'Kind');
  }
  expect((await told(manager, 'chat-operators')).total).toEqual(['2', '1', '1 min 30 s', '3 min 20 s']);
});

test('is for those who see the lists of conversations, of their own organisation', async () => {
  expect(listChatReports(org.operator)).toHaveLength(3);
  expect(listChatReports(manager)).toHaveLength(3);
  expect(listChatReports(org.officer)).toEqual([]);
  await expect(countChats(org.officer, 'chat-days')).rejects.toMatchObject({ code: 'forbidden' });
  const other = await makeOrg();
  expect((await told(other.operator, 'chat-days')).total).toEqual(['0', '0', '–', '–', '–']);
  expect(await countChats(org.operator, 'pipeline')).toBeNull();
});
