import { beforeEach, expect, test } from 'vitest';
import type { Context } from '@/lib/platform/context';
import { makeAvailable, makeVisitor, startChat } from '@/lib/tools/testing/chat';
import { ownerSql } from '@/lib/tools/testing/database';
import { contextOf, insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { saveDepartment } from '../setup/departments';
import { updateChatSettings } from '../setup/settings';
import { pickUp } from './pick-up';
import { listQueue } from './queues';

let org: TestOrg;
let colleague: Context;
beforeEach(async () => {
  org = await makeOrg();
  const id = await insertUser(org, 'Cole League', org.profileIds.Operator, org.roleIds.CEO);
  colleague = contextOf(org.orgId, { id, name: 'Cole League', profile: 'Operator', ownerIds: null });
  await makeAvailable(org.operator);
  await makeAvailable(colleague);
});

const chat = async (given = {}) => (await startChat(await makeVisitor(org), given)).id;
const offeredTo = async (conversationId: string) => {
  const [row] = await ownerSql()`select offered_to from chat_conversations where id = ${conversationId}`;
  return row?.offered_to as string | null;
};

test('offered to all, whoever is quickest has it', async () => {
  expect(await offeredTo(await chat())).toBeNull();
});

test('in turn, each operator is offered the next; the others wait until the offer ends', async () => {
  await updateChatSettings(org.admin, { routing: 'round_robin' });
  const [first, second, third] = [await chat(), await chat(), await chat()];
  const turns = [await offeredTo(first), await offeredTo(second), await offeredTo(third)];
  expect(new Set(turns.slice(0, 2))).toEqual(new Set([org.operator.actor.id, colleague.actor.id]));
  expect(turns[2]).toBe(turns[0]);
  const other = turns[0] === colleague.actor.id ? org.operator : colleague;
  expect((await listQueue(other, 'waiting')).rows.map(({ id }) => id)).toEqual([second]);
  await expect(pickUp(other, { conversationId: first })).rejects.toMatchObject({ reason: 'OFFERED' });
  await ownerSql()`update chat_conversations set offered_until = now() - interval '1 second' where id = ${first}`;
  await pickUp(other, { conversationId: first });
});

test('to the least loaded, who has room', async () => {
  await updateChatSettings(org.admin, { routing: 'least_loaded' });
  const first = await chat();
  const busy = (await offeredTo(first)) === colleague.actor.id ? colleague : org.operator;
  await pickUp(busy, { conversationId: first });
  const idle = busy === colleague ? org.operator : colleague;
  expect(await offeredTo(await chat())).toBe(idle.actor.id);
  await ownerSql()`update chat_operators set max_conversations = 0 where user_id = ${idle.actor.id}`;
  expect(await offeredTo(await chat())).toBe(busy.actor.id);
});

test('a department’s conversation goes to its members, and nobody is there for one whose members are away', async () => {
  await updateChatSettings(org.admin, { routing: 'round_robin' });
  const { id: departmentId } = await saveDepartment(org.admin, { name: 'Care', memberIds: [colleague.actor.id] });
  expect(await offeredTo(await chat({ departmentId }))).toBe(colleague.actor.id);
  await ownerSql()`update chat_operators set seen_at = now() - interval '2 minutes' where user_id = ${colleague.actor.id}`;
  expect((await startChat(await makeVisitor(org), { departmentId })).offline).toBe(true);
});
