import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { headersAt } from './answer-headers';
import { markRequests, PATH_HEADER, PEER_HEADER, REQUEST_ID_HEADER } from './mark-requests';

let server: Server;
let port: number;
let seen: { headers: IncomingHttpHeaders; raw: string[]; url: string } | null;

beforeAll(async () => {
  markRequests();
  markRequests();
  server = createServer((given, response) => {
    seen = { headers: given.headers, raw: given.rawHeaders, url: given.url ?? '' };
    if (given.url === '/own') response.writeHead(200, { 'Content-Security-Policy': "default-src 'self'" });
    if (given.url === '/list') response.writeHead(302, ['Location', '/', 'Cache-Control', 'private']);
    if (given.url === '/early') response.setHeader('x-frame-options', 'SAMEORIGIN');
    if (given.url === '/flush') response.flushHeaders();
    response.end('done');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  port = (server.address() as AddressInfo).port;
});

afterAll(() => new Promise((closed) => server.close(closed)));

beforeEach(() => {
  seen = null;
});

/** Headers go out as given, `Host` too. */
const ask = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<IncomingMessage> =>
  new Promise((answered, failed) => {
    request({ host: '127.0.0.1', port, path, method, headers, agent: false }, answered).on('error', failed).end();
  });

/** Bytes as they are. */
async function send(head: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(head);
  return text(socket);
}

test('our headers say what the server saw, whatever the client sent in them', async () => {
  await ask('/m/Contacts/1?email=a%40b.example', {
    [PEER_HEADER]: '192.0.2.1',
    [REQUEST_ID_HEADER]: 'forged',
    [PATH_HEADER]: '/forged',
  });
  expect(seen?.headers[PEER_HEADER]).toBe('127.0.0.1');
  expect(seen?.headers[PATH_HEADER]).toBe('/m/Contacts/1');
  expect(seen?.headers[REQUEST_ID_HEADER]).toMatch(/^[0-9a-f-]{36}$/);
  expect(seen?.raw.join(' ')).not.toMatch(/forged|192\.0\.2\.1/);
});

const FORWARDED = {
  'X-Forwarded-Host': 'evil.example',
  'X-Forwarded-Proto': 'https',
  'X-Forwarded-For': '192.0.2.1',
  'X-Forwarded-Port': '1',
  Forwarded: 'host=evil.example',
  'X-Real-IP': '192.0.2.1',
  'X-Original-URL': '/admin',
  'X-Rewrite-URL': '/admin',
  'X-Middleware-Subrequest': 'proxy',
  'X-Nonce': 'forged',
};

test('without a proxy of ours nothing that a client forwards reaches a handler', async () => {
  await ask('/', FORWARDED);
  const names = Object.keys(FORWARDED).map((name) => name.toLowerCase());
  expect(Object.keys(seen?.headers ?? {}).filter((name) => names.includes(name))).toEqual([]);
  expect(seen?.raw.filter((name) => names.includes(name.toLowerCase()))).toEqual([]);
});

test('behind our proxy its address counts, and of a forwarded host only the one of NEXTAUTH_URL', async () => {
  const { env } = await import('@/lib/platform/env');
  const settings = vi.spyOn(env(), 'TRUST_PROXY', 'get' as never);
  settings.mockReturnValue(true as never);
  try {
    await ask('/', { ...FORWARDED, 'X-Forwarded-Proto': 'javascript' });
    expect(seen?.headers['x-forwarded-for']).toBe('192.0.2.1');
    expect(seen?.headers).not.toHaveProperty('x-forwarded-host');
    expect(seen?.headers).not.toHaveProperty('x-forwarded-proto');
    expect(seen?.headers).not.toHaveProperty('forwarded');
    await ask('/', { 'X-Forwarded-Host': 'LocalHost:3000', 'X-Forwarded-Proto': 'https' });
    expect(seen?.headers['x-forwarded-host']).toBe('localhost:3000');
    expect(seen?.headers['x-forwarded-proto']).toBe('https');
  } finally {
    settings.mockRestore();
  }
});

test('every answer has the id of its request: of a handler, an error, a redirect, a refusal, OPTIONS', async () => {
  const ID = /^[0-9a-f-]{36}$/;
  const taken = await ask('/');
  expect(taken.headers['x-request-id']).toBe(seen?.headers[REQUEST_ID_HEADER]);
  const answers = [
    await ask('/list'),
    await ask('/flush'),
    await ask('/m/%E0%A4%A'),
    await ask('/crm/v8/%'),
    await ask('/', { Host: 'a b' }),
    await ask('/', {}, 'TRACE'),
    await ask('/widget.js', {}, 'POST'),
    await ask('/', {}, 'OPTIONS'),
    await ask('*', {}, 'OPTIONS'),
  ];
  const ids = answers.map((answer) => answer.headers['x-request-id']);
  for (const id of ids) expect(id).toMatch(ID);
  expect(new Set(ids).size).toBe(ids.length);
});

test('Host and Origin in capitals count as browsers write them', async () => {
  expect((await ask('/', { Host: 'CRM.Example:3000', Origin: 'HTTP://CRM.Example:3000' })).statusCode).toBe(200);
  expect(seen?.headers).toMatchObject({ host: 'crm.example:3000', origin: 'http://crm.example:3000' });
});

const WRONG_HOSTS = ['a b', 'a/b', 'a@b', 'crm.example:99999', '[::1', 'a,b', '', 'ü.example', '..', ':80'];
test.each(WRONG_HOSTS)('the Host %j is refused with 400, and no handler sees it', async (host) => {
  const answer = await send(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(seen).toBeNull();
});

test('two Hosts are refused with 400', async () => {
  expect(await send('GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  expect(seen).toBeNull();
});

const WRONG_ORIGINS = [
  'not an origin',
  '://',
  'http://',
  'http://a/b',
  'https://a@b',
  'http://a:b',
  'http://a, http://b',
];
test.each(WRONG_ORIGINS)('the Origin %j is refused with 400, and no handler sees it', async (origin) => {
  for (const method of ['GET', 'POST']) {
    const answer = await ask('/', { Origin: origin }, method);
    expect(answer.statusCode).toBe(400);
    expect(answer.headers).toMatchObject(headersAt('/', false).missing);
  }
  expect(seen).toBeNull();
});

test.each(['null', 'chrome-extension://abcdef', 'http://[::1]:3000'])('the Origin %s is one', async (origin) => {
  expect((await ask('/', { Origin: origin })).statusCode).toBe(200);
  expect(seen?.headers.origin).toBe(origin);
});

test('an address whose escapes are broken is refused, one written whole is taken by its path', async () => {
  expect((await ask('/m/%E0%A4%A')).statusCode).toBe(400);
  expect((await ask('/m/%')).statusCode).toBe(400);
  expect(seen).toBeNull();
  expect(await send('GET http://evil.example/m?x=1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')).toContain('200');
  expect(seen?.url).toBe('/m?x=1');
});

test.each([
  ['two lengths', 'Content-Length: 4\r\nContent-Length: 5'],
  ['a length and pieces', 'Content-Length: 4\r\nTransfer-Encoding: chunked'],
  ['pieces that are none', 'Transfer-Encoding: chunked, identity'],
  ['a length that is no number', 'Content-Length: +4'],
])('a request with %s is refused, and nothing behind it is taken for another', async (_, lines) => {
  const answer = await send(
    `POST / HTTP/1.1\r\nHost: a\r\n${lines}\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n`,
  );
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(seen?.url).not.toBe('/smuggled');
});

test('a public file is only read', async () => {
  const answer = await ask('/widget.js', {}, 'POST');
  expect([answer.statusCode, answer.headers.allow]).toEqual([405, 'GET, HEAD']);
  expect(seen).toBeNull();
  expect((await ask('/widget.js', {}, 'HEAD')).statusCode).toBe(200);
});

test.each(['TRACE', 'PROPFIND', 'PURGE', 'LOCK', 'SEARCH'])(
  'the method %s is refused with 405, and no handler sees it',
  async (method) => {
    for (const path of ['/', '/sign-in', '/api/health', '/crm/v8/Contacts', '/oauth/v2/token', '/widget/frame']) {
      const { statusCode, headers } = await ask(path, {}, method);
      expect([statusCode, headers.allow]).toEqual([405, 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS']);
      expect(headers).toMatchObject(headersAt(path, false).missing);
    }
    expect(seen).toBeNull();
  },
);

test('what is asked of no address is answered here, and no handler sees it', async () => {
  const { statusCode, headers } = await ask('*', {}, 'OPTIONS');
  expect([statusCode, headers.allow]).toEqual([204, 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS']);
  expect((await ask('*', {}, 'GET')).statusCode).toBe(400);
  expect(seen).toBeNull();
});

test('who asks for a tunnel is hung up on, and no handler sees it', async () => {
  expect(await send('CONNECT crm.example:443 HTTP/1.1\r\nHost: crm.example:443\r\n\r\n')).toBe('');
  expect(seen).toBeNull();
});

test('every answer has the headers, however its head is written; what its handler set stays', async () => {
  const { missing } = headersAt('/', false);
  for (const path of ['/', '/flush', '/none.js']) expect((await ask(path)).headers).toMatchObject(missing);
  const kept = { 'content-security-policy': "default-src 'self'", 'cache-control': 'private' };
  const { 'content-security-policy': _, ...others } = missing;
  expect((await ask('/own')).headers).toMatchObject({ ...others, 'content-security-policy': "default-src 'self'" });
  expect((await ask('/list')).headers).toMatchObject({ ...missing, 'cache-control': kept['cache-control'] });
  expect((await ask('/early')).headers).toMatchObject({ ...missing, 'x-frame-options': 'SAMEORIGIN' });
  expect((await ask('/early', {}, 'HEAD')).headers).toMatchObject({ 'x-content-type-options': 'nosniff' });
  expect(Object.keys(missing)).toContain('content-security-policy');
});

test('over https every answer tells the browser to stay there', async () => {
  const { env } = await import('@/lib/platform/env');
  const address = vi.spyOn(env(), 'NEXTAUTH_URL', 'get' as never);
  address.mockReturnValue('https://crm.example' as never);
  try {
    for (const path of ['/', '/api/health', '/crm/v8/Leads', '/widget.js', '/widget/frame', '/_next/static/none.js']) {
      const { 'strict-transport-security': stays } = (await ask(path)).headers;
      expect(stays, path).toBe('max-age=31536000; includeSubDomains');
    }
    expect((await ask('/', { Origin: 'x' })).headers['strict-transport-security']).toMatch(/^max-age=\d{8}/);
  } finally {
    address.mockRestore();
  }
});
