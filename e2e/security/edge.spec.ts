/** What any program can send to the server, and the headers of whatever it answers. */
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { makeXlsx } from '@/lib/crm/imports/testing/make-xlsx';
import { headersAt } from '@/lib/ways-in/http/answer-headers';
import { makeClinic } from '../clinic';
import { DEMO, expect, test } from '../people';
import { caught } from './caught';

const server = () => new URL(process.env.E2E_BASE_URL as string);

interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  body: string;
}

/** Asks by node:http, which sends headers as they are given, `Host` and `Origin` too. */
function ask(path: string, method = 'GET', headers: Record<string, string> = {}, body?: Buffer): Promise<Answer> {
  const { hostname, port } = server();
  return new Promise((answered, failed) => {
    const asked = request({ hostname, port, path, method, headers, agent: false }, async (response) => {
      answered({ status: response.statusCode ?? 0, headers: response.headers, body: await text(response) });
    });
    asked.on('error', failed).end(body);
  });
}

async function sendRaw(head: string): Promise<string> {
  const socket = connect(Number(server().port), server().hostname);
  socket.write(head);
  return text(socket);
}

const PATHS = [
  '/',
  '/sign-in',
  '/m/Contacts',
  '/m/Contacts/',
  '//m',
  '/m/Contacts/1?x=%00',
  '/no/such/page',
  '/icon.svg',
  '/favicon.ico',
  '/robots.txt',
  '/.env',
  '/.well-known/security.txt',
  '/_next/image?url=%2Ficon.svg&w=64&q=75',
  '/_next/image',
  '/_next/static/none.js',
  '/_next/static/../../package.json',
  '/_next/data/none/index.json',
  '/_next/none',
  '/__nextjs_original-stack-frame',
  '/api',
  '/api/health',
  '/api/none',
  '/api/none/further?x=1',
  '/api/auth/session',
  '/api/auth/csrf',
  '/api/jobs/1',
  '/api/sso/start',
  '/api/sso/oidc/1/callback?code=x&state=y',
  '/api/sso/saml/1/acs',
  '/api/sso/saml/1/finish',
  '/api/sso/saml/1/metadata',
  '/api/sso/signed-out',
  '/api/records/Contacts/1/attachments',
  '/crm',
  '/crm/v8/Contacts',
  '/crm/v9/none',
  '/oauth/v2/token',
  '/oauth/none',
  '/salesiq/v2/none',
  '/extract/none',
  '/agreement/none',
  '/accounting/none',
  '/widget',
  '/widget.js',
  '/widget-frame.js',
  '/widget-text-es.js',
  '/widget-text-xx.js',
  '/widget/frame',
  '/widget/api/none',
  '/widget/none',
];
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'TRACE'];
const ALL = PATHS.flatMap((path) => METHODS.map((method) => ({ method, path })));

/** Their values are of the page or file; that there is one is what counts. */
const OWN = ['content-security-policy', 'cache-control'];

test('every answer has every header, at any address, by any method, and none is an error of ours', async () => {
  const wrong: string[] = [];
  for (const { method, path } of ALL) {
    const { status, headers } = await ask(path, method);
    if (status >= 500) wrong.push(`${method} ${path}: ${status}`);
    const { missing, always } = headersAt(path.split('?', 1)[0] as string, false);
    for (const [name, value] of Object.entries({ ...missing, ...(status < 400 ? always : {}) })) {
      const isRight = OWN.includes(name) ? headers[name] !== undefined : headers[name] === value;
      if (!isRight) wrong.push(`${method} ${path} (${status}): ${name}: ${headers[name]}`);
    }
    if (/unsafe-eval|\*/.test(String(headers['content-security-policy']))) wrong.push(`${method} ${path}: policy`);
    if (headers['x-powered-by'] || headers.server) wrong.push(`${method} ${path}: names what it runs on`);
  }
  expect(wrong).toEqual([]);
});

test('images are not reworked, an unknown address of /api is told as data, and nobody is named to report to by default', async () => {
  expect((await ask('/_next/image?url=%2Ficon.svg&w=64&q=75')).status).toBe(404);
  expect((await ask('/.well-known/security.txt')).status).toBe(404);
  const unknown = await ask('/api/none/further', 'POST');
  expect(unknown.status).toBe(404);
  expect(JSON.parse(unknown.body).error.code).toBe('not_found');
});

const EVIL = 'https://evil.example';

test('no act passes that another site sends, whatever it forwards; the same act from here does', async ({ enter }) => {
  const page = await enter(DEMO.operator);
  await page.goto('/m/Contacts');
  const search = page.getByLabel('Search Contacts');
  await search.fill('999-46-1590');
  const call = await caught(page, () => search.press('Enter'));
  const path = new URL(call.url).pathname;
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const headers = { ...call.headers, cookie };

  const forgeries: Record<string, string>[] = [
    { origin: EVIL },
    { origin: EVIL, 'x-forwarded-host': 'evil.example' },
    { origin: EVIL, 'X-Forwarded-Host': `evil.example, ${server().host}` },
    { origin: EVIL, forwarded: 'host=evil.example' },
    { origin: 'null', 'x-forwarded-host': 'null' },
    { origin: EVIL, 'sec-fetch-site': 'cross-site', 'x-forwarded-host': 'evil.example' },
  ];
  for (const forged of forgeries) {
    const answer = await ask(path, 'POST', { ...headers, ...forged }, call.data);
    expect.soft(answer.status, JSON.stringify(forged)).toBe(403);
    expect.soft(answer.body).toBe('This request came from another site.\n');
  }
  const host = server().host.toUpperCase();
  const own = await ask(path, 'POST', { ...headers, host, origin: `HTTP://${host}` }, call.data);
  expect(own.status).toBe(200);
});

test('a Host or an Origin that is none is refused, at every kind of address', async () => {
  for (const path of ['/', '/sign-in', '/api/health', '/crm/v8/Contacts', '/widget/frame', '/_next/static/none.js']) {
    for (const host of ['a b', 'x/y', '[::1', 'a:99999', '..']) {
      const answer = await sendRaw(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      expect.soft(answer, `${host} ${path}`).toMatch(/^HTTP\/1\.1 400 .*nosniff/s);
    }
    for (const origin of ['://', 'not an origin', 'http://a:b']) {
      expect.soft((await ask(path, 'POST', { origin, 'next-action': 'x' })).status, `${origin} ${path}`).toBe(400);
    }
    const headers = { host: server().host.toUpperCase(), origin: server().origin.toUpperCase() };
    expect.soft((await ask(path, 'GET', headers)).status, path).toBeLessThan(500);
  }
});

test('a hostile workbook is refused while others are answered, and a good one is read', async ({ enter }) => {
  const clinic = await makeClinic('Upload Clinic');
  const page = await enter(clinic.operator);
  await page.goto('/m/Contacts');
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const upload = (body: Buffer) =>
    ask('/api/imports/Contacts', 'POST', { cookie, origin: server().origin, host: server().host }, body);
  const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
  const A = `<row>${text('Last Name')}</row><row>${text('Doe')}</row>`;

  let isRefused = false;
  const hostile = upload(makeXlsx({ sheets: { A }, strings: '<si><t/></si>'.repeat(8_000_000) })).finally(() => {
    isRefused = true;
  });
  let answered = 0;
  while (!isRefused) {
    expect((await ask('/api/health')).status).toBe(200);
    answered += 1;
  }
  expect(answered).toBeGreaterThan(5);
  const refused = await hostile;
  expect([refused.status, JSON.parse(refused.body).error.reason]).toEqual([400, 'BOMB']);
  expect((await upload(makeXlsx({ sheets: { A } }))).status).toBe(201);
});
