import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createClient } from '@/lib/admin/api-clients/create';
import { unavailable } from '@/lib/platform/errors';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { call, restClient, tokenFor } from '@/lib/tools/testing/rest';
import { type DoorClient, get, openWidget, post, send, startAtDoor } from '@/lib/tools/testing/widget';
import { markRequests, REQUEST_ID_HEADER } from './mark-requests';
import { errorResponse } from './route';
import { answerUnavailable } from './unavailable';

const wire = await vi.hoisted(() => import('@/lib/tools/testing/wired-database').then((m) => m.wireDatabase()));

let org: TestOrg;
let token: string;
let clientId: string;
let client: DoorClient;
let conversationId: string;

beforeAll(async () => {
  org = await makeOrg();
  token = await tokenFor(org, org.admin);
  clientId = (
    await createClient(org.admin, {
      name: 'Signs in',
      ownerId: org.admin.actor.id,
      scopes: ['ZohoCRM.org.READ'],
      allowedIps: [],
      expiresAt: null,
      callsPerMinute: 10,
    })
  ).clientId;
  client = await openWidget(org);
  conversationId = await startAtDoor(client);
});

afterAll(() => wire.close());

const bearer = () => ({ Authorization: `Bearer ${token}` });

/** Each transport that a test reaches without a browser, as a stranger or a program calls it. */
const WAYS: Record<string, () => Promise<{ status: number; headers: Headers; text: string }>> = {
  'REST, a read': () => rest('GET', '/crm/v8/Contacts?fields=Last_Name'),
  'REST, a write': () => rest('POST', '/crm/v8/Contacts', { data: [{ Last_Name: 'Away' }] }),
  SalesIQ: () => rest('GET', `/salesiq/v2/x/conversations`),
  OAuth: async () => {
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: 'x',
    });
    const answer = await call('POST', `/oauth/v2/token?${form}`);
    return { ...answer, text: JSON.stringify(answer.body) };
  },
  'widget, its brand': () => door(() => get(client, `brand?brand=${client.brand}`)),
  'widget, a message': () =>
    door(() =>
      post(client, `conversations/${conversationId}/messages`, { clientId: crypto.randomUUID(), text: 'hello' }),
    ),
  'widget, its stream': async () => {
    const answer = await send(client, `conversations/${conversationId}/stream`, {});
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  },
  'widget, its frame': async () => {
    const answer = await send(client, `/widget/frame?brand=${client.brand}`, {});
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  },
};

async function rest(method: string, path: string, body?: unknown) {
  const answer = await call(method, path, body, bearer());
  return { ...answer, text: JSON.stringify(answer.body) };
}

async function door(act: () => ReturnType<typeof get>) {
  const answer = await act();
  return { ...answer, text: JSON.stringify(answer.body) };
}

async function expectAway(what: string): Promise<void> {
  for (const [name, way] of Object.entries(WAYS)) {
    const since = Date.now();
    const { status, headers, text } = await way();
    expect({ name, what, status }).toEqual({ name, what, status: 503 });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(text).not.toMatch(/select|127\.0\.0\.1|ECONN|careledger_app|CONNECT/);
    expect(Date.now() - since).toBeLessThan(30_000);
  }
}

test('while the database is away, or silent, every door says 503 with Retry-After and no more, and the next call works', async () => {
  await wire.pullOut();
  await expectAway('down');
  await wire.plugIn();
  const program = await restClient(org, org.admin);
  expect((await program('GET', '/crm/v8/Contacts?fields=Last_Name')).status).toBeLessThan(300);
  wire.freeze();
  await expectAway('frozen');
  wire.thaw();
  expect((await program('GET', '/crm/v8/Contacts?fields=Last_Name')).status).toBeLessThan(300);
  expect((await get(client, `brand?brand=${client.brand}`)).status).toBe(200);
});

test('a route handler answers 503 with Retry-After', async () => {
  const response = errorResponse(unavailable('The database cannot be reached.'));
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('5');
});

test('an answer whose status Next writes becomes a 503, but a page’s own fetch and a redirect stay as they are', async () => {
  markRequests();
  const server = createServer((request, response) => {
    answerUnavailable(String(request.headers[REQUEST_ID_HEADER]));
    response.statusCode = request.url === '/moved' ? 307 : 200;
    response.end('page');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const page = await fetch(`${origin}/`);
  expect([page.status, page.headers.get('retry-after')]).toEqual([503, '5']);
  expect((await fetch(`${origin}/`, { headers: { rsc: '1' } })).status).toBe(200);
  expect((await fetch(`${origin}/moved`, { redirect: 'manual' })).status).toBe(307);
  await new Promise((closed) => server.close(closed));
});
