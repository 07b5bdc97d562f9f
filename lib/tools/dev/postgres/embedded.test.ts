import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAbsent } from '@/lib/tools/testing/absent';
import { hasEnded } from '../processes';
import { readConnections } from './connection-file';
import { type Embedded, startEmbedded } from './embedded';
import { runningServer } from './leftover';
import { THROWAWAY } from './settings';

const home = mkdtempSync(join(tmpdir(), 'careledger-embedded-'));
const dataDir = join(home, 'closed', 'data');
const folder = join(dataDir, 'postgres');
const start = () => startEmbedded(dataDir, { settings: THROWAWAY, durable: false });
const isRoot = process.getuid?.() === 0;
let embedded: Embedded;

beforeAll(async () => {
  // As in a clone in /root: only its owner may enter.
  mkdirSync(join(home, 'closed'), { mode: 0o700 });
  embedded = await start();
});

afterAll(async () => {
  await embedded.stop();
  rmSync(home, { recursive: true, force: true });
});

async function ask(url: string, query: string): Promise<unknown> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return Object.values((await sql.unsafe(query))[0] ?? {})[0];
  } catch (error) {
    return (error as { code?: string }).code;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

test('it runs in a folder that only its owner may enter, and never as root', () => {
  const server = runningServer(folder);
  expect(server).not.toBeNull();
  expect(statSync(folder).uid === 0).toBe(false);
  expect(statSync(join(home, 'closed')).mode & 0o777).toBe(0o700);
});

test.runIf(isRoot && process.platform === 'linux')('it holds no capability but to pass through folders', () => {
  const status = readFileSync(`/proc/${runningServer(folder)}/status`, 'utf8');
  expect(status).toMatch(/^CapEff:\t000000000000000[24]$/m);
  expect(status).toMatch(/^CapBnd:\t000000000000000[24]$/m);
});

test('database.json holds its port and both URLs, for its owner only', () => {
  expect(statSync(join(dataDir, 'database.json')).mode & 0o777).toBe(0o600);
  const { port, owner, app } = embedded;
  expect(JSON.parse(readFileSync(join(dataDir, 'database.json'), 'utf8'))).toEqual({ port, owner, app });
});

test('both roles sign in with their passwords; nobody signs in as superuser or without one', async () => {
  const { owner, app } = embedded;
  expect(await ask(owner, 'select current_user')).toBe('careledger_owner');
  expect(await ask(app, 'select current_user')).toBe('careledger_app');
  expect(await ask(owner.replace(/:[0-9a-f]+@/, ':wrong@'), 'select 1')).toBe('28P01');
  expect(await ask(owner.replace('careledger_owner', 'postgres'), 'select 1')).toBe('28P01');
  expect(await ask(owner, 'select bool_or(rolsuper) from pg_roles where rolname <> $$postgres$$')).toBe(false);
  expect(await ask(app, 'select rolbypassrls or rolcreaterole from pg_roles where rolname = current_user')).toBe(false);
});

test('it listens on this machine only', async () => {
  const outside = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((one) => !one.internal);
  const refused = outside.map(
    ({ address }) =>
      new Promise((resolve) => {
        connect({ host: address, port: embedded.port, timeout: 2000 })
          .once('connect', () => resolve(false))
          .once('timeout', () => resolve(true))
          .once('error', () => resolve(true));
      }),
  );
  expect(await Promise.all(refused)).not.toContain(false);
  expect(await ask(embedded.owner, 'show listen_addresses')).toBe('127.0.0.1');
});

test('no value of a failing statement gets into its log', async () => {
  expect(await ask(embedded.owner, `select '999-12-3456'::int`)).toBe('22P02');
  expect(
    await ask(
      embedded.owner,
      `create table secret (a text primary key); insert into secret values ('999-98-7654'), ('999-98-7654')`,
    ),
  ).toBe('23505');
  expectAbsent(readFileSync(join(dataDir, 'postgres.log'), 'utf8'), '999-12-3456', '999-98-7654');
});

test('it keeps its port, its passwords and what is in it over a restart', async () => {
  await ask(embedded.owner, 'create table kept (a int)');
  const { port, owner } = embedded;
  await embedded.stop();
  expect(runningServer(folder)).toBeNull();
  embedded = await start();
  expect([embedded.port, embedded.owner]).toEqual([port, owner]);
  expect(await ask(owner, 'select count(*)::int from kept')).toBe(0);
});

test('when database.json is lost, new passwords are set and the old ones end', async () => {
  const { owner } = embedded;
  await embedded.stop();
  rmSync(join(dataDir, 'database.json'));
  embedded = await start();
  expect(await ask(embedded.owner, 'select current_user')).toBe('careledger_owner');
  expect(new URL(embedded.owner).password).not.toBe(new URL(owner).password);
  expect(readConnections(dataDir)?.owner).toBe(embedded.owner);
});

test('when its starter is killed it ends too; one that still runs is stopped by the next start', async () => {
  await embedded.stop();
  const script = `import { startEmbedded } from './lib/tools/dev/postgres/embedded.ts';
    startEmbedded(${JSON.stringify(dataDir)}).then(() => console.log('ready'));`;
  const starter = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve) => createInterface({ input: starter.stdout }).once('line', () => resolve()));
  const first = runningServer(folder) as number;
  starter.kill('SIGKILL');
  embedded = await start();
  expect(await hasEnded(first, 60_000)).toBe(true);
  expect(await ask(embedded.owner, 'select 1')).toBe(1);
});
