/** `docs/api-coverage.md`: each call of the contract, and the tests that make it. `UPDATE=1` writes it anew. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Endpoint } from './endpoint';
import { ENDPOINTS } from './endpoints';
import { isAnswered } from './openapi';

const ROOT = join(import.meta.dirname, '../../..');
const FILE = join(ROOT, 'docs/api-coverage.md');

/** The contract's tables, call by call: Zoho CRM v8's own paths, and ours at the end. */
const CONTRACT = `
POST /oauth/v2/token
POST /oauth/v2/token/revoke
GET /crm/v8/{module}
GET /crm/v8/{module}/{id}
POST /crm/v8/{module}
PUT /crm/v8/{module}
PUT /crm/v8/{module}/{id}
PATCH /crm/v8/{module}/{id}
POST /crm/v8/{module}/upsert
DELETE /crm/v8/{module}
DELETE /crm/v8/{module}/{id}
GET /crm/v8/{module}/deleted
GET /crm/v8/{module}/search
GET /crm/v8/{module}/actions/count
POST /crm/v8/{module}/{id}/actions/clone
POST /crm/v8/Leads/{id}/actions/convert
POST /crm/v8/{module}/actions/mass_update
GET /crm/v8/{module}/{id}/__timeline
GET /crm/v8/{module}/{id}/Notes
POST /crm/v8/{module}/{id}/Notes
GET /crm/v8/Notes
POST /crm/v8/Notes
PUT /crm/v8/Notes
DELETE /crm/v8/Notes
GET /crm/v8/{module}/{id}/Attachments
POST /crm/v8/{module}/{id}/Attachments
GET /crm/v8/{module}/{id}/Attachments/{id}
DELETE /crm/v8/{module}/{id}/Attachments/{id}
POST /crm/v8/coql
POST /crm/bulk/v8/read
GET /crm/bulk/v8/read/{id}
GET /crm/bulk/v8/read/{id}/result
POST /crm/v8/upload
POST /crm/bulk/v8/write
GET /crm/bulk/v8/write/{id}
GET /crm/bulk/v8/write/{id}/result
POST /crm/v8/settings/audit_log_export
GET /crm/v8/settings/audit_log_export
GET /crm/v8/settings/audit_log_export/{id}
GET /crm/v8/settings/modules
GET /crm/v8/settings/modules/{id}
GET /crm/v8/settings/fields
GET /crm/v8/settings/fields/{id}
GET /crm/v8/settings/layouts
GET /crm/v8/settings/layouts/{id}
GET /crm/v8/org
GET /crm/v8/users
GET /crm/v8/users/{id}
GET /crm/v8/openapi.json`
  .trim()
  .split('\n');

/** Routes of the app that are no `Endpoint`. */
const PLAIN = ['POST /oauth/v2/token', 'POST /oauth/v2/token/revoke', 'GET /crm/v8/openapi.json'];

const keyOf = ({ method, path }: Endpoint) => `${method.toUpperCase()} ${anyId(path)}`;
const anyId = (path: string) => path.replaceAll(/\{(?!module\})\w+\}/g, '{id}');

const API = join(ROOT, 'lib/ways-in/api');
const sources = readdirSync(API, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts') && !/(coverage|bad-input)\.test\.ts$/.test(name))
  .map((name) => ({ name: `lib/ways-in/api/${name}`, text: readFileSync(join(API, name), 'utf8') }))
  .sort((a, b) => (a.name < b.name ? -1 : 1));

/** Tests that write `'GET', '/crm/v8/Contacts/…` in their source. */
function testsOf(call: string): string[] {
  const [method, path = ''] = call.split(' ');
  const pattern = path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '(?:(?!Notes)\\w+|\\$\\{[^}]+\\})');
  const written = new RegExp(`'${method}',\\s*[\`'"]${pattern}(?=[?\`'"])`);
  return sources.filter(({ text }) => written.test(text)).map(({ name }) => name);
}

/** Where the calls of a resource are tested one by one, without the app around them. */
const BESIDE: readonly [part: string, test: string][] = [
  ['/Notes', 'lib/ways-in/api/notes/notes.test.ts'],
  ['/Attachments', 'lib/ways-in/api/attachments/attachments.test.ts'],
  ['/__timeline', 'lib/ways-in/api/timeline.test.ts'],
  ['/crm/v8/coql', 'lib/ways-in/api/coql/coql.test.ts'],
  ['/crm/bulk/v8/read', 'lib/ways-in/api/bulk/bulk-read.test.ts'],
  ['/crm/v8/upload', 'lib/ways-in/api/bulk/bulk-write-input.test.ts'],
  ['/crm/bulk/v8/write', 'lib/ways-in/api/bulk/bulk-write.test.ts'],
  ['/audit_log_export', 'lib/ways-in/api/audit-log-export.test.ts'],
  ['/salesiq/', 'lib/ways-in/api/salesiq/salesiq.test.ts'],
];

const besideOf = (call: string): string[] =>
  BESIDE.filter(([part]) => call.includes(part)).map(([, name]) => {
    expect(sources.map((source) => source.name)).toContain(name);
    return name;
  });

const stateOf = (call: string): string => {
  const endpoint = ENDPOINTS.find((one) => keyOf(one) === call);
  if (endpoint && !isAnswered(endpoint)) return 'refused: `NOT_SUPPORTED`';
  return endpoint || PLAIN.includes(call) ? 'implemented' : 'absent';
};

function report(): string {
  const more = ENDPOINTS.map(keyOf).filter((call) => !CONTRACT.includes(call));
  const rows = (calls: readonly string[]) =>
    calls.map((call) => {
      const names = [...new Set([...testsOf(call), ...besideOf(call)])].map((name) => `\`${name}\``);
      return `| \`${call}\` | ${stateOf(call)} | ${names.join(', ')} |`;
    });
  const head = ['| Call | State | Tests that make it |', '|---|---|---|'];
  return [
    '# Coverage of the REST contract',
    '',
    'Written by `lib/ways-in/api/coverage.test.ts` (`UPDATE=1 npx vitest run lib/ways-in/api/coverage.test.ts`); not by hand.',
    '',
    'The contract is that of Zoho CRM v8. `lib/ways-in/api/zoho-sdk.test.ts` and `lib/ways-in/api/zoho-sdk-related.test.ts` run Zoho’s own',
    'TypeScript SDK against it; `lib/ways-in/api/bad-input.test.ts` sends hostile input to every call.',
    '',
    ...head,
    ...rows(CONTRACT),
    '',
    '## Beyond the contract',
    '',
    ...head,
    ...rows([...new Set(more)]),
    '',
  ].join('\n');
}

test('every call of the contract is answered, if only by NOT_SUPPORTED', () => {
  expect(CONTRACT.filter((call) => stateOf(call) === 'absent')).toEqual([]);
});

test('every endpoint has a test that calls it', () => {
  const calls = [...PLAIN, ...ENDPOINTS.map(keyOf)];
  expect(calls.filter((call) => testsOf(call).length === 0)).toEqual([]);
});

test('docs/api-coverage.md says so', () => {
  if (process.env.UPDATE === '1') writeFileSync(FILE, report());
  expect(readFileSync(FILE, 'utf8')).toBe(report());
});
