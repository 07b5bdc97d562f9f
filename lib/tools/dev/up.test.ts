import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { env, envSchema } from '@/lib/platform/env';
import { makeOrg } from '@/lib/tools/testing/factories';
import { freePort } from './ports';

const emptyDir = mkdtempSync(join(tmpdir(), 'careledger-up-'));
afterAll(() => rmSync(emptyDir, { recursive: true, force: true }));

const OTHER_KEY = '11'.repeat(32);
const own = () => ({ DATABASE_URL: env().DATABASE_URL, DATABASE_OWNER_URL: env().DATABASE_OWNER_URL });

/** Runs `npm run up`'s program where it is expected to give up. */
async function up(given: Record<string, string>): Promise<{ code: number | null; stderr: string }> {
  const port = await freePort();
  // Set, though empty: what a developer's .env says does not count.
  const unset = Object.fromEntries(Object.keys(envSchema.shape).map((name) => [name, '']));
  const child = spawn(process.execPath, ['lib/tools/dev/up.mjs'], {
    env: { ...process.env, ...unset, PORT: String(port), DATA_DIR: emptyDir, ...given },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stderr };
}

test('a busy port ends the start with one clear line', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as { port: number };
  const ended = await up({ ...own(), PORT: String(port) });
  server.close();
  expect(ended).toEqual({
    code: 1,
    stderr: `Port ${port} is busy. Stop what listens there, or set PORT to another.\n`,
  });
});

test('an unreachable database ends the start with one clear line that holds no password', async () => {
  const port = await freePort('127.0.0.1');
  const url = (role: string) => `postgres://${role}:hidden@127.0.0.1:${port}/careledger`;
  const ended = await up({ DATABASE_URL: url('app'), DATABASE_OWNER_URL: url('owner') });
  expect(ended).toEqual({
    code: 1,
    stderr: `The database of DATABASE_OWNER_URL (127.0.0.1:${port}/careledger) cannot be reached: nothing listens there.\n`,
  });
});

test('a role of the app that does not exist ends the start with one clear line', async () => {
  const url = new URL(env().DATABASE_URL);
  url.username = 'nobody_here';
  const ended = await up({ ...own(), DATABASE_URL: url.href });
  expect(ended.code).toBe(1);
  expect(ended.stderr).toMatch(/^The role "nobody_here" of DATABASE_URL does not exist\. .*\n$/);
});

test('the owner is refused as the role of the app: it would pass row-level security', async () => {
  const ended = await up({ ...own(), DATABASE_URL: env().DATABASE_OWNER_URL });
  expect(ended.code).toBe(1);
  expect(ended.stderr).toMatch(/^The role .* would pass row-level security\. .*\n$/);
});

test('a missing root key ends the start with one clear line, and none is made', async () => {
  await makeOrg();
  const ended = await up(own());
  expect(ended.code).toBe(1);
  expect(ended.stderr).toMatch(/^Root key file .*root\.key is missing\. .*\n$/);
  expect((await up(own())).stderr).toBe(ended.stderr);
});

test('a wrong root key ends the start with one clear line that holds no key', async () => {
  await makeOrg();
  const ended = await up({ ...own(), ROOT_KEY: OTHER_KEY });
  expect(ended.code).toBe(1);
  expect(ended.stderr).toMatch(/^Data key .* does not open with the root key .*\n$/);
  expect(ended.stderr).not.toContain(OTHER_KEY);
});

test('a wrong setting ends the start with one clear line', async () => {
  const ended = await up({ SEED: 'plenty' });
  expect(ended).toEqual({ code: 1, stderr: 'The environment is not right: SEED must be demo or empty.\n' });
});
