/** 64 at once, over HTTP and with the pool of connections that a server has: nobody fails, waits forever or is locked out. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashPassword } from '@/lib/people/auth/password';
import { signIn } from '@/lib/people/users/sign-in';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { tokenFor } from '@/lib/tools/testing/rest';
import { markRequests } from '@/lib/ways-in/http/mark-requests';
import { makeApi } from './app';

const AT_ONCE = 64;
const PASSWORD = 'correct horse battery staple';
const numbers = Array.from({ length: AT_ONCE }, (_, n) => n);

let org: TestOrg;
let email: string;
let headers: Record<string, string>;
let origin: string;
let server: ReturnType<typeof serve>;

beforeAll(async () => {
  org = await makeOrg();
  email = `olga-${randomUUID()}@test.example`;
  const hash = await hashPassword(PASSWORD);
  await asOwner(org.orgId, (tx) =>
    tx.sql`update users set email = ${email}, password_hash = ${hash} where id = ${org.operator.actor.id}`.execute(),
  );
  headers = { authorization: `Bearer ${await tokenFor(org, org.operator)}`, 'content-type': 'application/json' };
  markRequests();
  server = serve({ fetch: makeApi().fetch, port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
});

test('64 writes at once over HTTP are all written, each with its event', async () => {
  const answers = await Promise.all(numbers.map((n) => post([{ Last_Name: `Patient ${n}` }])));
  expect(answers.map(({ status }) => status)).toEqual(numbers.map(() => 201));
  const ids = answers.map(({ body }) => body.data[0].details.id);
  expect(await count('record.create', ids)).toBe(AT_ONCE);
});

test('64 changes of one record at once follow one another, each with its event', async () => {
  const id = (await post([{ Last_Name: 'Patient' }])).body.data[0].details.id;
  const answers = await Promise.all(numbers.map((n) => send('PUT', `/${id}`, [{ Phone: `555-000-${1000 + n}` }])));
  expect(answers.map(({ status }) => status)).toEqual(numbers.map(() => 200));
  expect(await count('record.update', [id])).toBe(AT_ONCE);
});

test('64 right sign-ins of one person at once, and 64 writes beside them, all succeed', async () => {
  const about = { email, password: PASSWORD, ip: '192.0.2.64', userAgent: 'Test/1.0' };
  const [sessions, answers] = await Promise.all([
    Promise.all(numbers.map(() => signIn({ ...about, requestId: randomUUID() }))),
    Promise.all(numbers.map((n) => post([{ Last_Name: `Beside ${n}` }]))),
  ]);
  expect(new Set(sessions.map(({ sessionId }) => sessionId)).size).toBe(AT_ONCE);
  expect(answers.map(({ status }) => status)).toEqual(numbers.map(() => 201));
  // Nor is anybody locked out after it.
  await signIn({ ...about, requestId: randomUUID() });
});

const post = (data: unknown[]) => send('POST', '', data);

async function send(method: string, path: string, data: unknown[]) {
  const response = await fetch(`${origin}/crm/v8/Contacts${path}`, { method, headers, body: JSON.stringify({ data }) });
  // biome-ignore lint/suspicious/noExplicitAny: an answer is what a test is about
  return { status: response.status, body: (await response.json()) as any };
}

async function count(action: string, recordIds: readonly string[]): Promise<number> {
  const [row] = await ownerSql()<[{ count: number }]>`
    select count(*)::int as count from ledger_entries
    where org_id = ${org.orgId} and action = ${action} and record_id = any(${recordIds as string[]}::bigint[])`;
  return row.count;
}
