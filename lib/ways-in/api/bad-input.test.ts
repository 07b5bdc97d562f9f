/** Whatever is sent: an answer in the contract's form that names what is wrong, nothing written by halves, never a 500. */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { beforeAll, describe, expect, test } from 'vitest';
import { markField } from '@/lib/admin/settings/mark-field';
import naughty from '@/lib/crm/modules/field-types/testdata/blns.json';
import type { FieldTypeKey } from '@/lib/crm/modules/field-types/type';
import { makeVisitor, startChat } from '@/lib/tools/testing/chat';
import { addFields, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import type { TestOrg } from '@/lib/tools/testing/make-org';
import { ALL_SCOPES, type Answer, call, type Rest, restClient } from '@/lib/tools/testing/rest';
import { makeApi } from './app';
import type { Endpoint } from './endpoint';
import { ENDPOINTS } from './endpoints';
import { readJson } from './read-body';

const JSON_FILES = join(import.meta.dirname, 'testdata/fixtures/json-parsing');

let org: TestOrg;
let rest: Rest;
let id: string;
let chatId: string;

beforeAll(async () => {
  org = await makeHealthOrg();
  rest = await restClient(org, org.operator, [...ALL_SCOPES, 'ZohoCRM.settings.ALL', 'ZohoFiles.files.ALL']);
  id = (await rest('POST', '/crm/v8/Contacts', { data: [{ Last_Name: 'Target' }] })).body.data[0].details.id;
  chatId = (await startChat(await makeVisitor(org))).id;
});

/** An answer that a client can read; 5xx never. Of many rows, none fails on our side either. */
function expectClean({ status, body }: Answer, about: string): void {
  expect(status, about).toBeLessThan(500);
  expect(JSON.stringify(body) ?? '', about).not.toContain('INTERNAL_ERROR');
  if (status < 400) return;
  if (body.error) {
    // SalesIQ's form.
    expect(body, about).toEqual({
      error: expect.objectContaining({ code: expect.any(Number), message: expect.any(String) }),
    });
    return;
  }
  expect(body, about).toMatchObject({
    code: expect.stringMatching(/^[A-Z_]+$/),
    message: expect.any(String),
    details: expect.any(Object),
    status: 'error',
  });
}

describe('JSONTestSuite', () => {
  const files = readdirSync(JSON_FILES).filter((name) => name.endsWith('.json'));
  const bytesOf = (name: string) => new Uint8Array(readFileSync(join(JSON_FILES, name)));
  const SYNTAX = /not valid JSON|not UTF-8/;

  test('the suite is there', () => expect(files.length).toBeGreaterThan(100));

  test.each(files.filter((name) => name.startsWith('n_')))('%s is refused', async (name) => {
    const answer = await rest('POST', '/crm/v8/Contacts', bytesOf(name));
    expectClean(answer, name);
    expect([answer.status, answer.body.code]).toEqual([400, 'INVALID_DATA']);
    expect(answer.body.message).toMatch(/JSON|UTF-8|nested/);
  });

  test.each(files.filter((name) => name.startsWith('y_')))('%s is read', async (name) => {
    const text = readFileSync(join(JSON_FILES, name), 'utf8');
    const alone = await rest('POST', '/crm/v8/Contacts', bytesOf(name));
    expectClean(alone, name);
    expect(alone.body.message ?? '').not.toMatch(SYNTAX);
    const within = await rest('POST', '/crm/v8/Contacts', `{"data":[{"Last_Name":"Y","Description":${text}}]}`);
    expectClean(within, name);
    expect(JSON.stringify(within.body)).not.toMatch(SYNTAX);
  });

  test.each(files.filter((name) => name.startsWith('i_')))('%s is answered', async (name) => {
    expectClean(await rest('POST', '/crm/v8/Contacts', bytesOf(name)), name);
  });

  test.each([
    ['100,000 opening brackets', '['.repeat(100_000)],
    ['50,000 objects in lists', '[{"":'.repeat(50_000)],
    ['a byte order mark', '\ufeff{}'],
    ['UTF-16', Buffer.from('{"data":[]}', 'utf16le')],
    ['a NUL behind', '{"data":[]}\0'],
  ])('%s are refused', async (_, body) => {
    const answer = await rest('POST', '/crm/v8/Contacts', body);
    expect([answer.status, answer.body.code]).toEqual([400, 'INVALID_DATA']);
  });
});

describe('a naughty string', () => {
  const TEXT: Record<string, FieldTypeKey> = { Line: 'single_line', Lines: 'multi_line', Sealed_Line: 'single_line' };
  const OTHER: Record<string, FieldTypeKey> = Object.fromEntries(
    (['email', 'phone', 'url', 'date', 'date_time', 'number', 'long_integer'] as const)
      .concat('decimal' as never, 'currency' as never, 'percent' as never, 'checkbox' as never, 'user' as never)
      .map((type) => [`A_${type}`, type]),
  );
  const TEXTS = naughty.filter((text) => text.trim() !== '');

  beforeAll(async () => {
    for (const [name, type] of Object.entries({ ...TEXT, ...OTHER })) {
      await addFields(org, 'Contacts', [name], { type });
    }
    const fieldId = await fieldIdOf(org, 'Contacts', 'Sealed_Line');
    await markField(org.admin, { module: 'Contacts', fieldId, encrypt: true });
  });

  const chunks = <T>(rows: readonly T[]): T[][] =>
    Array.from({ length: Math.ceil(rows.length / 100) }, (_, n) => rows.slice(n * 100, n * 100 + 100));

  test.each(Object.keys(TEXT))('comes back from %s as it was, or is refused by the name of the field', async (name) => {
    for (const texts of chunks(TEXTS)) {
      const sent = await rest('POST', '/crm/v8/Contacts', {
        data: texts.map((text) => ({ Last_Name: 'Naughty', [name]: text })),
      });
      expectClean(sent, name);
      const kept = new Map<string, string>();
      for (const [n, { code, details }] of sent.body.data.entries()) {
        if (code === 'SUCCESS') kept.set(details.id, texts[n] as string);
        else expect([code, details.api_name]).toEqual(['INVALID_DATA', name]);
      }
      if (kept.size === 0) continue;
      const read = await rest('GET', `/crm/v8/Contacts?fields=${name}&ids=${[...kept.keys()].join(',')}`);
      expect(read.body.data).toHaveLength(kept.size);
      for (const record of read.body.data) {
        // Whitespace around is dropped, line ends are one form.
        expect(record[name]).toBe(kept.get(record.id)?.trim().replaceAll(/\r\n?/g, '\n'));
      }
    }
  });

  test.each(Object.keys(OTHER))('is refused by the name of %s, or is a value of its type', async (name) => {
    for (const texts of chunks(TEXTS)) {
      const { status, body } = await rest('PUT', '/crm/v8/Contacts', {
        data: texts.map((text) => ({ id, [name]: text })),
      });
      expect([200, 202, 207]).toContain(status);
      for (const { code, details } of body.data) {
        if (code !== 'SUCCESS') expect([code, details.api_name]).toEqual(['INVALID_DATA', name]);
      }
      expectClean(await rest('GET', `/crm/v8/Contacts/${id}?fields=${name}`), name);
    }
  });

  test('finds nothing it should not, by criteria, word, e-mail and phone', async () => {
    for (const text of TEXTS.filter((_, n) => n % 7 === 0)) {
      const escaped = encodeURIComponent(text.replaceAll(/[\\,()]/g, '\\$&'));
      const criteria = `((Line:equals:${escaped})and(Last_Name:equals:Nobody))`;
      for (const query of [`criteria=${criteria}`, ...['word', 'email', 'phone'].map((by) => `${by}=${escaped}`)]) {
        const answer = await rest('GET', `/crm/v8/Contacts/search?fields=Line&${query}`);
        expectClean(answer, text);
        if (query.startsWith('criteria')) expect(answer.status, text).not.toBe(200);
      }
    }
  });
});

describe('every endpoint', () => {
  const HOSTILE = [
    "' OR '1'='1",
    "1'; DROP TABLE records; --",
    '1) UNION SELECT secret_hash FROM api_clients --',
    '../../../etc/passwd',
    '..%2F..%2Fetc%2Fpasswd',
    'a\r\nX-Injected: yes',
    '\0',
    '%',
    '\\',
    '-1',
    '9'.repeat(40),
    '1e400',
    'constructor',
    '__proto__',
    'x'.repeat(3000),
    '𝕏 \u202e',
  ];

  /** What a call needs to get past its first check. */
  const GOOD: Record<string, string> = { module: 'Contacts', fields: 'Last_Name' };

  const addressOf = ({ path, query }: Endpoint, name: string, hostile: string) => {
    const own: Record<string, string> = { id, portal: org.orgId, conversationId: chatId };
    const value = (one: string) => (one === name ? hostile : (GOOD[one] ?? own[one] ?? '1'));
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, one: string) => encodeURIComponent(value(one)));
    const asked = Object.keys(query?.shape ?? {}).filter((one) => one === name || GOOD[one]);
    return `${filled}?${asked.map((one) => `${one}=${encodeURIComponent(value(one))}`).join('&')}`;
  };

  const table = ENDPOINTS.map((endpoint) => ({ name: `${endpoint.method} ${endpoint.path}`, endpoint }));

  test.each(table)('$name takes anything in each parameter', async ({ endpoint }) => {
    const names = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
    for (const name of [...names, ...Object.keys(endpoint.query?.shape ?? {})]) {
      for (const hostile of HOSTILE) {
        const body = endpoint.body && endpoint.body !== 'multipart/form-data' ? { data: [{}] } : undefined;
        const answer = await rest(endpoint.method.toUpperCase(), addressOf(endpoint, name, hostile), body);
        expectClean(answer, `${name}=${hostile.slice(0, 50)}`);
        expect(answer.headers.has('x-injected')).toBe(false);
      }
    }
  });

  const BODIES = [
    'null',
    '1',
    '"text"',
    '[]',
    '{}',
    '{"data":null}',
    '{"data":{}}',
    '{"data":[null]}',
    '{"data":[[]]}',
    '{"data":[1]}',
    '{"data":[{"id":{"id":{}}}]}',
    '{"data":[{"__proto__":{"Last_Name":"inherited"}}]}',
    '{"data":[{"constructor":{"prototype":{"a":1}}}]}',
    `{"data":[{"Last_Name":${'['.repeat(50)}${']'.repeat(50)}}]}`,
    '{"data":[{"Last_Name":{"a":1},"Email":["a"],"Owner":"x"}]}',
    '{"data":[{"Last_Name":"\\u0000"}]}',
    '{"data":[{"Last_Name":"\\ud800"}]}',
    `{"data":[{"${'k'.repeat(5000)}":1}]}`,
    '{"select_query":5}',
    '{"select_query":"select \' from \\u0000"}',
    '{"query":{"module":"Contacts","criteria":{"group":5}}}',
    '{"query":{"module":{"api_name":"__proto__"},"fields":[{}]}}',
    '{"ids":[{}],"data":[{}]}',
    '{"ids":[9007199254740993]}',
    '{"last_name":"\\u0000","email":5}',
    '{"last_name":"\\ud800"}',
    '{"email":"no address"}',
  ];

  test.each(table.filter(({ endpoint }) => endpoint.body))('$name takes any JSON', async ({ endpoint }) => {
    for (const body of BODIES) {
      const address = addressOf(endpoint, '', '');
      expectClean(await rest(endpoint.method.toUpperCase(), address, body), body.slice(0, 60));
    }
  });

  test('a record inherits nothing from its JSON', async () => {
    const body = '{"data":[{"__proto__":{"Last_Name":"inherited"}}]}';
    const answer = await rest('POST', '/crm/v8/Contacts', body);
    expect(answer.body.data[0]).toMatchObject({ code: 'INVALID_DATA', details: { api_name: '__proto__' } });
  });

  const COUNTED = ['page', 'per_page', 'limit'];
  test.each(
    table.flatMap(({ name, endpoint }) =>
      Object.keys(endpoint.query?.shape ?? {}).flatMap((param) =>
        COUNTED.includes(param) ? [{ name: `${name} ${param}`, endpoint, param }] : [],
      ),
    ),
  )('$name is whole decimal digits only', async ({ endpoint, param }) => {
    for (const value of ['1e2', '0x10', '+5', '5.0', '1_0', ' 5', '५', '', '1e0']) {
      const answer = await rest(endpoint.method.toUpperCase(), addressOf(endpoint, param, value));
      expect(answer.status, value).toBe(400);
      if (answer.body.code) {
        expect(answer.body, value).toMatchObject({ code: 'INVALID_DATA', details: { param_name: param } });
      }
    }
    const answer = await rest(endpoint.method.toUpperCase(), addressOf(endpoint, param, '1'));
    expect(answer.body?.details?.param_name).not.toBe(param);
  });

  test.each(['if-modified-since', 'idempotency-key', 'content-type', 'authorization', 'range', 'accept'])(
    'takes anything in the header %s',
    async (name) => {
      for (const value of ['', "' OR 1=1", '\x7f', 'é', 'x'.repeat(8000), '../..', 'a,b;c="d', 'multipart/form-data']) {
        expectClean(await rest('GET', '/crm/v8/Contacts?fields=Last_Name', undefined, { [name]: value }), value);
        expectClean(await rest('POST', '/crm/v8/Contacts', '{', { [name]: value }), value);
      }
    },
  );
});

describe('a body', () => {
  test.each(['application/x-www-form-urlencoded', 'application/xml', 'multipart/form-data', 'text/html'])(
    'of type %s is refused before it is read',
    async (type) => {
      const answer = await rest('POST', '/crm/v8/Contacts', '{"data":[{"Last_Name":"x"}]}', { 'content-type': type });
      expect([answer.status, answer.body.code]).toEqual([415, 'INVALID_REQUEST']);
    },
  );

  test('that says it is compressed is refused before it is read, files and tokens too', async () => {
    const coded = { 'content-encoding': 'gzip' };
    const json = await rest('POST', '/crm/v8/Contacts', '{"data":[{"Last_Name":"x"}]}', coded);
    expect([json.status, json.body.code]).toEqual([415, 'INVALID_REQUEST']);
    const form = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\ntext\r\n--b--\r\n';
    const type = { 'content-type': 'multipart/form-data; boundary=b' };
    const file = await rest('POST', `/crm/v8/Contacts/${id}/Attachments`, form, { ...coded, ...type });
    expect([file.status, file.body.code]).toEqual([415, 'INVALID_REQUEST']);
    const token = await call('POST', '/oauth/v2/token', 'grant_type=refresh_token', {
      ...coded,
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect([token.status, token.body.error]).toEqual([400, 'invalid_request']);
    const plain = await rest('POST', '/crm/v8/Contacts', '{"data":[{"Last_Name":"x"}]}', {
      'content-encoding': 'identity',
    });
    expect(plain.status).toBe(201);
  });

  test('of 20 MB, and of 101 rows, is refused with the limit', async () => {
    const large = await rest('POST', '/crm/v8/Contacts', ' '.repeat(20_000_000));
    expect([large.status, large.body.code, large.body.details.limit]).toEqual([413, 'LIMIT_EXCEEDED', 5_000_000]);
    const rows = Array.from({ length: 101 }, () => ({ Last_Name: 'x' }));
    const many = await rest('POST', '/crm/v8/Contacts', { data: rows });
    expect([many.status, many.body.code, many.body.details.limit]).toEqual([400, 'LIMIT_EXCEEDED', 100]);
  });

  test('that trickles is given up, even where what came is whole by itself', async () => {
    const trickling = (text: string, headers: Record<string, string>) =>
      new Request('http://api.test/', {
        method: 'POST',
        headers,
        body: new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode(text)) }),
        duplex: 'half',
      } as RequestInit);
    const bodies = ['{"data":[', '{}'].flatMap((text) => [
      trickling(text, {}),
      trickling(text, { 'content-length': '20' }),
    ]);
    for (const body of bodies) {
      await expect(readJson(body, 50)).rejects.toMatchObject({
        status: 400,
        code: 'INVALID_DATA',
        message: 'the body took too long',
      });
    }
  });
});

test('a body that is shorter than it said is not taken', async () => {
  const short = new Request('http://api.test/', { method: 'POST', headers: { 'content-length': '20' }, body: '{}' });
  await expect(readJson(short)).rejects.toMatchObject({ status: 400, message: 'the body did not arrive whole' });
});

test('bytes that are no HTTP do not end the server', async () => {
  const server = createServer(getRequestListener(makeApi().fetch)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const send = (text: string) =>
    new Promise<string>((resolve) => {
      let heard = '';
      const socket = connect(port, '127.0.0.1', () => socket.end(text));
      socket.on('data', (bytes) => {
        heard += bytes;
      });
      socket.on('error', () => resolve(heard));
      socket.on('close', () => resolve(heard));
    });
  for (const text of [
    'GET /crm/v8/../../etc/passwd HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
    'GET /crm/v8/%2e%2e/%00 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
    'POST /crm/v8/Contacts HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n',
    'nonsense\r\n\r\n',
  ]) {
    expect(await send(text)).not.toMatch(/^HTTP\/1.1 (2|5)/);
  }
  const known = await send('GET /crm/v8/openapi.json HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
  expect(known).toMatch(/^HTTP\/1.1 200/);
  await new Promise((resolve) => server.close(resolve));
});

test('what no path of ours answers is a 404 in the same form', async () => {
  for (const path of ['/crm', '/crm/v8', '/crm/v8/', '/crm/v8/Contacts/1/2/3/4', '/crm/v9/Contacts', '/oauth/v2/x']) {
    expect((await call('GET', path)).body.code, path).toBe('INVALID_URL_PATTERN');
  }
});
