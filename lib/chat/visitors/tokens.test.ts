/** Among few conversations a token is no tag of one visitor, and whatever its length a visitor is found. */
import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import type { Id } from '@/lib/platform/ids';
import { keysOfOrg } from '@/lib/platform/org-keys';
import { makeVisitor, startChat } from '@/lib/tools/testing/chat';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { pickUp } from '../conversations/pick-up';
import { searchConversations } from '../conversations/search';
import { visitorTokensOf } from './tokens';

const emailOf = (n: number) => `vera${n}@visitor.example`;
let org: TestOrg;
const ids: Id[] = [];

beforeAll(async () => {
  org = await makeOrg();
  for (let n = 0; n < 8; n += 1) {
    const { id } = await startChat(await makeVisitor(org), { email: emailOf(n) });
    await pickUp(org.operator, { conversationId: id });
    ids.push(id);
  }
});

const tokens = () => ownerSql()<{ id: Id; token: Buffer }[]>`
  select conversation_id::text as id, token from chat_tokens where org_id = ${org.orgId} and field = 'email'`;
const find = async (n: number) => (await searchConversations(org.operator, { field: 'email', value: emailOf(n) })).ids;

test('a token has as many bits as the number of conversations allows, and finds its own', async () => {
  const rows = await tokens();
  expect(rows).toHaveLength(8);
  expect(Math.max(...rows.map(({ token }) => token[0] ?? 99))).toBeLessThanOrEqual(2);
  for (const n of [0, 3, 7]) expect(await find(n)).toEqual([ids[n]]);
  expect(await find(99)).toEqual([]);
});

test('the upgrade shortens the tokens of before without opening a value', async () => {
  const keys = await keysOfOrg(org.orgId);
  for (const [n, id] of ids.entries()) {
    const long = visitorTokensOf(keys, 'email', emailOf(n)).at(-1)?.subarray(1) ?? null;
    await ownerSql()`
      update chat_tokens set token = ${long} where org_id = ${org.orgId} and field = 'email' and conversation_id = ${id}`;
  }
  const statements = readFileSync('drizzle/0064_chat_index_bits.sql', 'utf8')
    .split('--> statement-breakpoint')
    .slice(0, 5);
  for (const statement of statements) await ownerSql().unsafe(statement);
  expect((await tokens()).map(({ token }) => token[0])).toEqual(Array(8).fill(2));
  for (const n of [0, 3, 7]) expect(await find(n)).toEqual([ids[n]]);
});
