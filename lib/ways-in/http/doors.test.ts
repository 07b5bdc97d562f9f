import { existsSync } from 'node:fs';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg } from '@/lib/tools/testing/make-org';
import { unknownPath } from '@/lib/ways-in/api/app';
import { ENDPOINTS as REST } from '@/lib/ways-in/api/endpoints';
import { startHeartbeat } from '@/lib/ways-in/jobs/heartbeat';
import { ENDPOINTS as WIDGET } from '@/lib/ways-in/widget/endpoints';
import { headersAt } from './answer-headers';
import { DOORS_FOR_PROGRAMS, listenerOf, openDoors } from './doors';
import { type FrontServer, makeFrontServer } from './front-server';

/** As the web server and `npm run api` put them together; Next is whoever is asked what is no door's. */
let web: FrontServer;
let alone: FrontServer;
let askedOfNext: string[] = [];
let stop = () => {};

async function listen(front: FrontServer): Promise<FrontServer> {
  await new Promise<void>((listening) => front.server.listen(0, '127.0.0.1', listening));
  return front;
}

beforeAll(async () => {
  await makeOrg();
  stop = await startHeartbeat();
  const [all, forPrograms] = [openDoors(), openDoors(DOORS_FOR_PROGRAMS)];
  web = await listen(
    makeFrontServer(
      () => all,
      (given, response) => {
        askedOfNext.push(given.url ?? '');
        response.end('a page');
      },
    ),
  );
  alone = await listen(makeFrontServer(() => forPrograms, listenerOf(unknownPath)));
});
afterAll(async () => {
  stop();
  await Promise.all([web.drain(0), alone.drain(0)]);
});
beforeEach(() => {
  askedOfNext = [];
});
afterEach(() => vi.restoreAllMocks());

interface Told {
  status: number | undefined;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

const send = (front: FrontServer, path: string, method = 'GET', headers: Record<string, string> = {}) =>
  new Promise<Told>((told, failed) => {
    const { port } = front.server.address() as AddressInfo;
    request({ host: '127.0.0.1', port, path, method, headers, agent: false }, async (answer: IncomingMessage) => {
      told({ status: answer.statusCode, headers: answer.headers, body: await buffer(answer) });
    })
      .on('error', failed)
      .end();
  });

async function ask(front: FrontServer, path: string, method = 'GET') {
  const { status, headers, body } = await send(front, path, method);
  return { status, headers, body: /json/.test(headers['content-type'] ?? '') ? JSON.parse(`${body}` || 'null') : null };
}

const HEALTH = ['/api/health', '/api/health/ready', '/api/health/live'];
const REST_ADDRESSES = [...REST.map(({ path }) => path), '/crm/v8/openapi.json', '/oauth/v2/token', '/crm/none'];
const ADDRESSES = [
  ...HEALTH,
  ...REST_ADDRESSES,
  ...WIDGET.map(({ path }) => `/widget/api/${path}`),
  '/widget/api/none',
  '/widget/frame',
].map((path) => path.replaceAll(/\{\w+\}|:\w+/g, '1'));

test('each address of each door is answered by its app and never by Next, whose own addresses it gets', async () => {
  for (const path of ADDRESSES) {
    for (const method of ['GET', 'POST']) {
      const { status, headers } = await send(web, path, method);
      expect(headers, `${method} ${path}`).toMatchObject({ 'x-content-type-options': 'nosniff' });
      expect(status, `${method} ${path}`).toBeLessThan(500);
    }
  }
  expect(askedOfNext).toEqual([]);
  const others = ['/', '/sign-in', '/api/none', '/api/healthy', '/crm', '/crm/', '/crmx/v8', '/widget', '/widget/demo'];
  const odd = ['/crm/v8/Contacts/', '/crm//v8', '/crm/./v8', '/crm/%2e%2e/m', '/api/health/', '/widget/frame/'];
  for (const path of [...others, ...odd]) await send(web, path);
  expect(askedOfNext).toEqual([...others, ...odd]);
});

test('Next has no page and no route of its own at an address of a door', () => {
  const routes = ['crm', 'oauth', 'salesiq', 'widget/api', 'widget/frame', 'api/health'];
  expect(routes.filter((path) => existsSync(`app/${path}`))).toEqual([]);
});

test('a door tells by which methods it is asked, and refuses the others with them', async () => {
  const allow = {
    '/api/health': 'GET, HEAD, OPTIONS',
    '/crm/v8/Contacts': 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT',
    '/widget/api/brand': 'GET, HEAD, OPTIONS, POST',
    '/widget/frame': 'GET, HEAD, OPTIONS',
  };
  for (const [path, methods] of Object.entries(allow)) {
    const asked = await send(web, path, 'OPTIONS');
    expect([asked.status, asked.headers.allow, asked.body.length], path).toEqual([204, methods, 0]);
    expect(asked.headers).toMatchObject(headersAt(path, false).missing);
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'].filter((one) => !methods.includes(one))) {
      const refused = await send(web, path, method);
      expect([refused.status, refused.headers.allow, refused.body.length], path).toEqual([405, methods, 0]);
    }
  }
  expect(askedOfNext).toEqual([]);
});

test('a long answer is compressed for who asks for that, and says the same', async () => {
  const path = '/crm/v8/openapi.json';
  const plain = await send(web, path);
  const packed = await send(web, path, 'GET', { 'accept-encoding': 'gzip, deflate, br' });
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', 'content-type': plain.headers['content-type'] });
  expect(packed.body.length).toBeLessThan(plain.body.length / 3);
  expect(gunzipSync(packed.body).equals(plain.body)).toBe(true);
});

test('a monitor that speaks HTTP/1.0 and names no host is answered', async () => {
  const socket = connect((web.server.address() as AddressInfo).port, '127.0.0.1');
  socket.write('GET /api/health/live HTTP/1.0\r\n\r\n');
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 .*\{"status":"ok"\}$/s);
});

test('the web server and the REST door of a process of its own tell their health alike, the worker’s too', async () => {
  for (const front of [web, alone]) {
    for (const path of HEALTH) {
      const { status, headers, body } = await ask(front, path);
      expect([status, body], path).toEqual([200, { status: 'ok' }]);
      expect(headers).toMatchObject(headersAt(path, false).missing);
      expect((await ask(front, path, 'HEAD')).status).toBe(200);
    }
  }
  const later = Date.now() + 3_600_000;
  vi.spyOn(Date, 'now').mockReturnValue(later);
  await ownerSql()`update limits.heartbeats set beat_at = now() - interval '40 seconds'`;
  for (const front of [web, alone]) {
    expect(await ask(front, '/api/health')).toMatchObject({
      status: 503,
      body: { status: 'unavailable', part: 'worker' },
    });
    expect((await ask(front, '/api/health/ready')).status).toBe(200);
  }
});

test('the REST door of a process of its own answers its own addresses, and the others with 404 or 405', async () => {
  expect(await ask(alone, '/crm/v8/Contacts')).toMatchObject({ status: 401, body: { code: 'AUTHENTICATION_FAILURE' } });
  expect((await ask(alone, '/crm/v8/openapi.json')).status).toBe(200);
  expect((await ask(alone, '/api/none')).status).toBe(404);
  expect((await ask(alone, '/sign-in')).status).toBe(404);
  expect((await ask(alone, '/widget/frame')).status).toBe(404);
  for (const method of ['TRACE', 'PROPFIND']) {
    for (const path of ['/', '/api/health', '/crm/v8/Contacts']) {
      const { status, headers } = await ask(alone, path, method);
      expect([status, headers.allow]).toEqual([405, 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS']);
      expect(headers).toMatchObject(headersAt(path, false).missing);
    }
  }
});
