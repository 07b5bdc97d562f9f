import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg } from '@/lib/tools/testing/factories';
import { startHeartbeat } from '@/lib/ways-in/jobs/heartbeat';
import { healthResponse, liveResponse, readyResponse } from './health';

const wire = await vi.hoisted(() => import('@/lib/tools/testing/wired-database').then((m) => m.wireDatabase()));
let stop = () => {};

beforeAll(async () => {
  await makeOrg();
  stop = await startHeartbeat();
});
afterAll(async () => {
  stop();
  await wire.close();
});
// What was told a moment ago is told again.
let now = Date.now();
beforeEach(() => {
  now += 3_600_000;
  vi.spyOn(Date, 'now').mockImplementation(() => now);
});
afterEach(() => vi.restoreAllMocks());

const ask = async (response: Response | Promise<Response>) => {
  const { status, headers } = await response;
  return { status, body: await (await response).json(), retry: headers.get('retry-after') };
};
const OK = { status: 200, body: { status: 'ok' }, retry: null };
const away = (part: string) => ({ status: 503, body: { status: 'unavailable', part }, retry: '5' });

test('it is ok while database, schema, policies, keys and worker are there', async () => {
  expect(await ask(healthResponse())).toEqual(OK);
  expect(await ask(readyResponse())).toEqual(OK);
  expect(await ask(liveResponse())).toEqual(OK);
});

test('it is unavailable, and ready all the same, when the worker fell silent', async () => {
  await ownerSql()`update limits.heartbeats set beat_at = now() - interval '40 seconds'`;
  expect(await ask(healthResponse())).toEqual(away('worker'));
  expect(await ask(readyResponse())).toEqual(OK);
  await ownerSql()`update limits.heartbeats set beat_at = now()`;
});

test('it is unavailable when a table lost its row-level security', async () => {
  await ownerSql()`alter table users disable row level security`;
  expect(await ask(readyResponse())).toEqual(away('policies'));
  await ownerSql()`alter table users enable row level security`;
});

test('it is unavailable when the database is older than the program', async () => {
  await ownerSql()`update drizzle.__drizzle_migrations set created_at = created_at - 100000000000`;
  expect(await ask(readyResponse())).toEqual(away('schema'));
  await ownerSql()`update drizzle.__drizzle_migrations set created_at = created_at + 100000000000`;
});

test('it is unavailable when the root key does not open the keys of an organisation', async () => {
  const [key] = await ownerSql()<{ id: string; check_value: Buffer }[]>`
    select id, check_value from data_keys order by org_id limit 1`;
  await ownerSql()`update data_keys set check_value = ${randomBytes(32)} where id = ${key?.id ?? ''}`;
  expect(await ask(readyResponse())).toEqual(away('keys'));
  await ownerSql()`update data_keys set check_value = ${key?.check_value ?? ''} where id = ${key?.id ?? ''}`;
});

test('it is unavailable within five seconds while the database is down or silent; the process lives', async () => {
  await wire.pullOut();
  expect(await ask(healthResponse())).toEqual(away('database'));
  await wire.plugIn();
  now += 5000;
  expect(await ask(healthResponse())).toEqual(OK);
  wire.freeze();
  now += 5000;
  expect(await ask(readyResponse())).toEqual(away('database'));
  expect(await ask(liveResponse())).toEqual(OK);
  wire.thaw();
});

test('however often it is asked in a second, the database is asked once', async () => {
  const [before] = await ownerSql()<
    [{ n: number }]
  >`select xact_commit::int as n from pg_stat_database where datname = current_database()`;
  await Promise.all(Array.from({ length: 200 }, () => healthResponse()));
  await ownerSql()`select pg_stat_force_next_flush(), pg_sleep(1.2)`;
  const [after] = await ownerSql()<
    [{ n: number }]
  >`select xact_commit::int as n from pg_stat_database where datname = current_database()`;
  expect(after.n - before.n).toBeLessThan(50);
});
