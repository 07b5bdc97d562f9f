/** What only shows over a real connection: one that breaks, one that sends without end, one that listens. */
import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stopListening, subscriptions } from '@/lib/chat/live/bus';
import { filesFolder } from '@/lib/platform/files/store';
import type { Id } from '@/lib/platform/ids';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { type DoorClient, openWidget, startAtDoor } from '@/lib/tools/testing/widget';
import { markRequests } from '@/lib/ways-in/http/mark-requests';
import { makeWidgetDoor } from './app';

let org: TestOrg;
let client: DoorClient;
let id: Id;
let server: Server;
beforeAll(async () => {
  markRequests();
  org = await makeOrg();
  client = await openWidget(org);
  id = await startAtDoor(client);
  server = await new Promise<Server>((resolve) => {
    const started = serve({ fetch: makeWidgetDoor().fetch, port: 0 }, () => resolve(started as Server));
  });
});
afterAll(async () => {
  server.close();
  await stopListening();
});

function ask(method: string, path: string, headers: Record<string, string> = {}): ClientRequest {
  const { port } = server.address() as AddressInfo;
  const authorization = `Bearer ${client.token}`;
  return request({
    port,
    method,
    path: `/widget/api/conversations/${id}/${path}`,
    headers: { authorization, ...headers },
  });
}

const uploading = (headers: Record<string, string> = {}) =>
  ask('POST', 'files', { 'x-file-name': 'a.txt', 'x-client-id': randomUUID(), ...headers });

const answerOf = (call: ClientRequest): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    call.once('response', resolve).once('error', reject);
  });

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await isSo()); tries += 1) {
    if (tries > 12_000) throw new Error('It did not come to that.');
    await wait(50);
  }
}

const stored = () => readdir(join(filesFolder(), org.orgId)).catch(() => []);

test.each([{}, { 'content-length': '5000000' }])(
  'an upload whose connection breaks leaves nothing: %j',
  async (headers) => {
    const call = uploading(headers as Record<string, string>);
    call.on('error', () => {});
    call.write('a'.repeat(1_000_000));
    await until(async () => (await stored()).some((name) => name.endsWith('.part')));
    call.destroy();
    await until(async () => (await stored()).length === 0);
    await wait(200);
    const [row] = await ownerSql()`select count(*)::int as n from chat_files where org_id = ${org.orgId}`;
    expect(row?.n).toBe(0);
  },
);

test('an upload of 10 GB is stopped at the limit, in the memory of a few chunks', async () => {
  const call = uploading();
  const before = process.memoryUsage();
  let sent = 0;
  let answered = false;
  const chunk = Buffer.alloc(1_000_000, 'a');
  const answer = answerOf(call).finally(() => {
    answered = true;
  });
  call.on('error', () => {});
  while (!answered && sent < 200_000_000) {
    sent += chunk.length;
    if (!call.write(chunk)) await Promise.race([new Promise((go) => call.once('drain', go)), answer, wait(500)]);
  }
  expect((await answer).statusCode).toBe(413);
  call.destroy();
  expect(sent).toBeLessThan(60_000_000);
  expect(process.memoryUsage().arrayBuffers - before.arrayBuffers).toBeLessThan(40_000_000);
  expect(await stored()).toEqual([]);
});

test('a stream gives its place back when the browser is gone', async () => {
  const streams = await Promise.all(
    Array.from({ length: 5 }, () => {
      const call = ask('GET', 'stream');
      call.end();
      return answerOf(call);
    }),
  );
  expect(streams.map(({ statusCode }) => statusCode)).toEqual(Array(5).fill(200));
  expect(subscriptions()).toBe(5);
  for (const stream of streams) stream.destroy();
  await until(() => subscriptions() === 0);
  const next = ask('GET', 'stream');
  next.end();
  const answer = await answerOf(next);
  expect(answer.statusCode).toBe(200);
  answer.destroy();
});
