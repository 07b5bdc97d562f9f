import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { parseEnv } from '@/lib/platform/env';
import { WORKER } from './children';
import { devPassword, withoutOwnDatabase } from './environment';
import { reachableFrom } from './import-graph';

const folder = mkdtempSync(join(tmpdir(), 'careledger-dev-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

test('npm run dev has no way to the database, the keys or the address that .env names', () => {
  vi.stubEnv('DATABASE_URL', 'postgres://app:hidden@db.example.org/careledger');
  vi.stubEnv('DATABASE_OWNER_URL', 'postgres://owner:hidden@db.example.org/careledger');
  vi.stubEnv('ROOT_KEY', '11'.repeat(32));
  vi.stubEnv('ROOT_KEY_FILE', '/somewhere/root.key');
  vi.stubEnv('NEXTAUTH_SECRET', 's'.repeat(32));
  vi.stubEnv('NEXTAUTH_URL', 'https://careledger.example.org');
  withoutOwnDatabase();
  const settings = parseEnv(process.env);
  const names = ['DATABASE_URL', 'DATABASE_OWNER_URL', 'ROOT_KEY', 'ROOT_KEY_FILE', 'NEXTAUTH_SECRET', 'NEXTAUTH_URL'];
  expect(names.filter((name) => name in settings)).toEqual([]);
});

test('the password of its first users is made once and kept from other people of the machine', () => {
  const password = devPassword(folder);
  expect(password).toHaveLength(16);
  expect(devPassword(folder)).toBe(password);
  expect(readFileSync(join(folder, 'demo-password'), 'utf8').trim()).toBe(password);
  expect(statSync(join(folder, 'demo-password')).mode & 0o777).toBe(0o600);
});

test('the worker is started again for what it imports, by way of others too, and not for screens and tests', () => {
  const reached = reachableFrom(WORKER);
  for (const path of [WORKER, 'lib/ways-in/jobs/run-job.ts', 'lib/platform/errors.ts', 'lib/crm/imports/run/run.ts']) {
    expect(reached).toContain(path);
  }
  expect([...reached].filter((path) => /^(app|components)\/|\.test\.|^lib\/tools\//.test(path))).toEqual([]);
});
