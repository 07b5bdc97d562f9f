/** A visitor's secret: changes, ends after a time, ends when the visitor says so. */
import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Id } from '@/lib/platform/ids';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { type DoorClient, get, openWidget, post, startAtDoor } from '@/lib/tools/testing/widget';
import { closeConversation } from '../conversations/close';
import { pickUp } from '../conversations/pick-up';
import { updateChatSettings } from '../setup/settings';

let org: TestOrg;
let client: DoorClient;
let id: Id;
let visitorId: string;

beforeAll(async () => {
  org = await makeOrg();
  await updateChatSettings(org.admin, { visitorDays: 3 });
});

beforeEach(async () => {
  client = await openWidget(org);
  id = await startAtDoor(client);
  visitorId = client.token?.split('.')[1] ?? '';
});

const visit = async (token = client.token) => (await post(client, 'visits', { brand: client.brand, token })).body;
const read = async (token = client.token) => (await get({ ...client, token }, `conversations/${id}/changes`)).status;
const age = (hours: number) => ownerSql()`
  update chat_visitors set secret_made_at = secret_made_at - make_interval(hours => ${hours}) where id = ${visitorId}`;

test('changes after a day: two tabs get the same new one, and the old one ends once the new one was used', async () => {
  expect((await visit()).token).toBe(client.token);
  await age(25);
  const [one, other] = await Promise.all([visit(), visit()]);
  expect(one.token).toBe(other.token);
  expect(one.token).not.toBe(client.token);
  expect(one.conversationId).toBe(id);
  // The answer was lost: what is kept is still good.
  expect(await read()).toBe(200);
  expect((await visit()).token).toBe(one.token);
  expect((await visit(one.token)).token).toBe(one.token);
  expect([await read(one.token), await read()]).toEqual([200, 200]);
  await ownerSql()`update chat_visitors set old_until = now() - interval '1 minute' where id = ${visitorId}`;
  expect([await read(one.token), await read()]).toEqual([200, 401]);
  expect((await visit()).conversationId).toBeNull();
  const [row] = await ownerSql()`select * from chat_visitors where id = ${visitorId}`;
  expect(JSON.stringify(row)).not.toContain(one.token.split('.')[2]);
});

test('opens a conversation that goes on however long, and a closed one for the days of the setting', async () => {
  const back = (days: number) => ownerSql()`
    update chat_conversations set closed_at = closed_at - make_interval(days => ${days}) where id = ${id}`;
  await ownerSql()`update chat_visitors set last_seen_at = now() - interval '90 days' where id = ${visitorId}`;
  expect(await read()).toBe(200);
  await pickUp(org.operator, { conversationId: id });
  await closeConversation(org.operator, { conversationId: id });
  await back(2);
  expect(await read()).toBe(200);
  await back(2);
  expect(await read()).toBe(401);
  const again = await visit();
  expect(again.token.split('.')[1]).not.toBe(visitorId);
});

test('is ended by the visitor at once, in every tab; the conversation stays, and an event says so', async () => {
  const stream = get(client, `conversations/${id}/changes`);
  expect((await stream).status).toBe(200);
  expect((await post(client, 'visits/end')).status).toBe(204);
  expect(await read()).toBe(401);
  expect((await post(client, 'visits/end')).status).toBe(401);
  const again = await visit();
  expect([again.conversationId, again.token === client.token]).toEqual([null, false]);
  await pickUp(org.operator, { conversationId: id });
  const events = (await eventsOf(org.orgId, 'visitor.end')).filter(({ subjectId }) => subjectId === id);
  expect(events).toHaveLength(1);
});

test('of another visitor, or none, ends nothing', async () => {
  const stranger = { ...client, token: `${org.orgId}.${visitorId}.${randomUUID()}` };
  expect((await post(stranger, 'visits/end')).status).toBe(401);
  expect((await post({ ...client, token: null }, 'visits/end')).status).toBe(401);
  expect(await read()).toBe(200);
});
