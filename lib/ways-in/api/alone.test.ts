import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { serve } from '@hono/node-server';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg } from '@/lib/tools/testing/make-org';
import { headersAt } from '@/lib/ways-in/http/answer-headers';
import { markRequests } from '@/lib/ways-in/http/mark-requests';
import { startHeartbeat } from '@/lib/ways-in/jobs/heartbeat';
import { makeApiAlone } from './alone';

let server: ReturnType<typeof serve>;
let stop = () => {};
beforeAll(async () => {
  markRequests();
  await makeOrg();
  stop = await startHeartbeat();
  await new Promise<void>((listening) => {
    server = serve({ fetch: makeApiAlone().fetch, port: 0, hostname: '127.0.0.1' }, () => listening());
  });
});
afterAll(() => {
  stop();
  server.close();
});

const ask = (path: string, method = 'GET') =>
  new Promise<{ status: number | undefined; headers: Record<string, unknown>; body: unknown }>((told, failed) => {
    const { port } = server.address() as AddressInfo;
    request({ host: '127.0.0.1', port, path, method, agent: false }, async (answer) => {
      const body = await json(answer).catch(() => null);
      told({ status: answer.statusCode, headers: answer.headers, body });
    })
      .on('error', failed)
      .end();
  });

test('the REST door of a process of its own tells its health as the web server does, the worker too', async () => {
  for (const path of ['/api/health', '/api/health/ready', '/api/health/live']) {
    const { status, headers, body } = await ask(path);
    expect([status, body], path).toEqual([200, { status: 'ok' }]);
    expect(headers).toMatchObject(headersAt(path, false).missing);
    expect((await ask(path, 'HEAD')).status).toBe(200);
  }
  const later = Date.now() + 3_600_000;
  vi.spyOn(Date, 'now').mockReturnValue(later);
  await ownerSql()`update limits.heartbeats set beat_at = now() - interval '40 seconds'`;
  expect(await ask('/api/health')).toMatchObject({ status: 503, body: { status: 'unavailable', part: 'worker' } });
  expect((await ask('/api/health/ready')).status).toBe(200);
  vi.restoreAllMocks();
});

test('the REST door of a process of its own answers its own addresses, and the others with 404 or 405', async () => {
  expect(await ask('/crm/v8/Contacts')).toMatchObject({ status: 401, body: { code: 'AUTHENTICATION_FAILURE' } });
  expect((await ask('/crm/v8/openapi.json')).status).toBe(200);
  expect((await ask('/api/none')).status).toBe(404);
  expect((await ask('/sign-in')).status).toBe(404);
  for (const method of ['TRACE', 'PROPFIND']) {
    for (const path of ['/', '/api/health', '/crm/v8/Contacts']) {
      const { status, headers } = await ask(path, method);
      expect([status, headers.allow]).toEqual([405, 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS']);
      expect(headers).toMatchObject(headersAt(path, false).missing);
    }
  }
});
