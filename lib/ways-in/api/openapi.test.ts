import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { call } from '@/lib/tools/testing/rest';
import { ENDPOINTS } from './endpoints';
import { isAnswered, openApiDocument } from './openapi';
import { EXAMPLES } from './openapi-examples';
import { SCHEMAS, TAGS } from './openapi-schemas';

const ROOT = join(import.meta.dirname, '../../..');

test("lints clean by Redocly's recommended rules", () => {
  const folder = mkdtempSync(join(tmpdir(), 'openapi-'));
  const file = join(folder, 'openapi.json');
  writeFileSync(file, JSON.stringify(openApiDocument()));
  const lint = [join(ROOT, 'node_modules/@redocly/cli/bin/cli.js'), 'lint', file, '--format', 'json'];
  const quiet = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  try {
    const config = ['--config', join(ROOT, 'redocly.yaml')];
    const output = execFileSync(process.execPath, [...lint, ...config], {
      env: quiet,
      stdio: 'pipe',
      encoding: 'utf8',
    });
    expect(JSON.parse(output.slice(output.indexOf('{'))).problems).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('is served without a token', async () => {
  const { status, body } = await call('GET', '/crm/v8/openapi.json');
  expect(status).toBe(200);
  expect(body).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
});

test('holds every endpoint that answers, under a name of its own and a tag that is explained', () => {
  const { paths } = openApiDocument();
  const names = Object.values(paths).flatMap((path) =>
    Object.values(path).map((operation) => (operation as { operationId: string }).operationId),
  );
  expect(new Set(names).size).toBe(names.length);
  for (const { method, path, tag } of ENDPOINTS.filter(isAnswered)) {
    expect(paths[path]?.[method], `${method} ${path}`).toBeDefined();
    expect(TAGS.map(({ name }) => name)).toContain(tag);
  }
});

test('each answer is a schema or said in words', () => {
  for (const { answers, method, path } of ENDPOINTS) {
    for (const what of Object.values(answers)) {
      const isWords = /^[A-Z].* /.test(what);
      expect(isWords || Object.hasOwn(SCHEMAS, what), `${method} ${path}: ${what}`).toBe(true);
    }
  }
});

test('each example is of a call that is there, its parameters and its body as the call reads them', () => {
  for (const [key, { params = {}, query = {}, body }] of Object.entries(EXAMPLES)) {
    const endpoint = ENDPOINTS.find(({ method, path }) => `${method} ${path}` === key);
    if (!endpoint) throw new Error(`${key} is no call`);
    expect(endpoint.path.match(/\{\w+\}/g) ?? [], key).toEqual(Object.keys(params).map((name) => `{${name}}`));
    expect(Object.keys(endpoint.query?.shape ?? {})).toEqual(expect.arrayContaining(Object.keys(query)));
    if (typeof endpoint.body !== 'object') continue;
    const filledIn = JSON.parse(JSON.stringify(body).replaceAll('{id}', '123'));
    expect(endpoint.body.schema.safeParse(filledIn).error?.issues ?? [], key).toEqual([]);
  }
});
