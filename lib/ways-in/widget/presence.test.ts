/** The operator sees whether the visitor's page is open, and which it is. */
import { beforeAll, expect, test } from 'vitest';
import { getConversation } from '@/lib/chat/conversations/get';
import { openConversation } from '@/lib/chat/conversations/open';
import { pickUp } from '@/lib/chat/conversations/pick-up';
import { settleConversations } from '@/lib/chat/conversations/settle';
import { stopListening, subscribe, type Word } from '@/lib/chat/live/bus';
import { type Context, systemContext } from '@/lib/platform/context';
import type { Id } from '@/lib/platform/ids';
import { ownerSql } from '@/lib/tools/testing/database';
import { contextOf, insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { expectNowhereInDatabase } from '@/lib/tools/testing/matchers';
import { type DoorClient, openWidget, post, send, startAtDoor } from '@/lib/tools/testing/widget';

let org: TestOrg;
let second: Context;
let client: DoorClient;
let id: Id;
const words: Word[] = [];

beforeAll(async () => {
  org = await makeOrg();
  const userId = await insertUser(org, 'Sec Ond', org.profileIds.Operator, org.roleIds.CEO);
  second = contextOf(org.orgId, { id: userId, name: 'Sec Ond', profile: 'Operator', ownerIds: null });
  client = await openWidget(org);
  id = await startAtDoor(client, { page: 'https://clinic.example/start' });
  await pickUp(org.operator, { conversationId: id });
  const unsubscribe = await subscribe({ orgId: org.orgId, hear: (word) => words.push(word) });
  return async () => {
    unsubscribe();
    await stopListening();
  };
});

const leftAt = async () => (await getConversation(org.operator, id)).visitorLeftAt;
const hints = () => words.filter((word) => word.kind === 'changed' && word.conversationId === id).length;

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 200));
}

async function stream() {
  const stop = new AbortController();
  const response = await send(client, `conversations/${id}/stream`, { signal: stop.signal });
  const reader = response.body?.getReader();
  await reader?.read();
  return () => {
    stop.abort();
    return reader?.cancel();
  };
}

test('that they left when their last page closes, and that they came back, each by a hint that carries ids only', async () => {
  const [first, other] = [await stream(), await stream()];
  expect(await leftAt()).toBeNull();
  await first();
  const before = hints();
  await other();
  await until(async () => (await leftAt()) !== null);
  await until(async () => hints() > before);
  const left = hints();
  const again = await stream();
  expect(await leftAt()).toBeNull();
  await until(async () => hints() > left);
  await again();
  expect(Object.keys(words.at(-1) ?? {}).sort()).toEqual(['conversationId', 'kind', 'orgId', 'seq']);
});

test('that they are gone where nobody could say so, by the clock', async () => {
  await ownerSql()`
    update chat_visitors set left_at = null, last_seen_at = now() - interval '5 minutes' where org_id = ${org.orgId}`;
  await settleConversations(systemContext(org.orgId, 'live-chat'));
  expect(await leftAt()).not.toBeNull();
});

test('to which page they went: sealed, masked like everything they give, without an event', async () => {
  const at = `https://clinic.example/hiv-clinic-zqsecret?patient=536-90-4399`;
  const [{ count: before } = { count: 0 }] = await ownerSql()`
    select count(*)::int as count from ledger_entries where org_id = ${org.orgId}`;
  expect((await post(client, `conversations/${id}/page`, { page: at })).status).toBe(204);
  const { details } = await getConversation(org.operator, id);
  expect([details.page, typeof details.pageAt]).toEqual([at, 'string']);
  const [{ count: after } = { count: 0 }] = await ownerSql()`
    select count(*)::int as count from ledger_entries where org_id = ${org.orgId}`;
  expect(after).toBe(before);
  await openConversation(second, { conversationId: id });
  expect((await getConversation(second, id)).details.page).toBe('https://clinic.example/hiv-clinic-zqsecret?[HIDDEN]');
  await expectNowhereInDatabase(['hiv-clinic-zqsecret', '536-90-4399']);
  for (const page of ['x'.repeat(2001), 5, null]) {
    expect((await post(client, `conversations/${id}/page`, { page })).status).toBe(400);
  }
  const stranger = await openWidget(org);
  expect((await post(stranger, `conversations/${id}/page`, { page: at })).status).toBe(404);
});
