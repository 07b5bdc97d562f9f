/** What the patch of postgres.js (`patches/`) has to hold. Each of these fails, hangs or ends the process without it. */
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { env } from '@/lib/platform/env';
import { ownerSql } from '@/lib/tools/testing/database';
import { layWire, type Wire } from '@/lib/tools/testing/wire';
import { connect, type Sql } from './client';

let wire: Wire;
let sql: Sql;

beforeEach(async () => {
  wire = await layWire(env().DATABASE_URL);
  sql = connect(wire.url, { max: 4, connect_timeout: 3, response_timeout: 2 });
});

afterEach(async () => {
  await sql.end({ timeout: 1 });
  await wire.close();
});

const codeOf = (error: unknown) => (error as { code?: string }).code ?? String(error);
const outcome = (act: Promise<unknown>) => act.then(() => 'done', codeOf);
const transaction = (seconds = 0) =>
  sql.begin(async (tx) => {
    const [first] = await tx<[{ pid: number }]>`select pg_backend_pid() as pid, ${'x'.repeat(50)}::text`;
    if (seconds) await tx`select pg_sleep(${seconds})`;
    const [last] = await tx<[{ pid: number }]>`select pg_backend_pid() as pid`;
    expect(last.pid).toBe(first.pid);
    return first.pid;
  });
/** So many as the pool has connections, and twice as many again. */
const allWork = async () =>
  expect(await Promise.all(Array.from({ length: 12 }, () => outcome(transaction())))).toEqual(Array(12).fill('done'));

async function kill(pid: number) {
  await ownerSql()`select pg_terminate_backend(${pid})`;
}

test('a backend that is ended fails the one transaction on it, and the pool works on', async () => {
  for (let round = 0; round < 20; round += 1) {
    let pid = 0;
    const cut = outcome(
      sql.begin(async (tx) => {
        [{ pid }] = await tx<[{ pid: number }]>`select pg_backend_pid() as pid`;
        await tx`select pg_sleep(5)`;
      }),
    );
    const beside = Array.from({ length: 6 }, () => outcome(transaction(0.02)));
    while (!pid) await wait(1);
    await kill(pid);
    expect(['57P01', 'CONNECTION_CLOSED']).toContain(await cut);
    expect(await Promise.all(beside)).toEqual(Array(6).fill('done'));
    await allWork();
  }
});

test.each(['end', 'reset'] as const)(
  'connections cut by %s in the middle of anything leave a pool that works at once',
  async (how) => {
    for (let round = 0; round < 25; round += 1) {
      const under = Array.from({ length: 12 }, (_, at) => outcome(transaction(at % 3 ? 0 : 0.01)));
      await wait(round % 8);
      wire.cut(how);
      await Promise.all(under);
      await allWork();
    }
  },
);

test('a statement of a transaction that was cut off runs in no other transaction', async () => {
  await sql.end();
  sql = connect(wire.url, { max: 1, response_timeout: 5 });
  await ownerSql()`create table if not exists strays (note text)`;
  await ownerSql()`grant insert, select on strays to public`;
  let late: Promise<string> | undefined;
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const lost = outcome(
    sql.begin(async (tx) => {
      await tx`select 1`;
      late = gate.then(() => outcome(tx`insert into strays values ('late')`));
      await late;
    }),
  );
  while (!late) await wait(5);
  wire.cut();
  expect(await lost).toMatch(/^(CONNECTION_CLOSED|ECONNRESET)$/);
  await sql.begin(async (tx) => {
    await tx`insert into strays values ('other')`;
    open();
    expect(await late).toBe('CONNECTION_CLOSED');
  });
  expect(await ownerSql()`select note from strays`).toEqual([{ note: 'other' }]);
});

test('a statement that comes after its transaction has ended is refused', async () => {
  const { tx } = await sql.begin(async (tx) => ({ tx }));
  expect(await outcome(tx`select 1`)).toBe('TRANSACTION_ENDED');
  expect(await outcome(sql.begin(async () => Promise.reject(new Error('no'))))).toBe('Error: no');
  await allWork();
});

test('a database that falls silent is given up after the patience, and used again when it speaks', async () => {
  await allWork();
  const running = [transaction(0.5), transaction(0.5), sql`select pg_sleep(0.5)`].map(outcome);
  await wait(100);
  wire.freeze();
  const waiting = Array.from({ length: 20 }, () => outcome(transaction()));
  const ends = await Promise.all([...running, ...waiting]);
  expect(
    ends.filter((end) => !/^(RESPONSE_TIMEOUT|POOL_TIMEOUT|CONNECT_TIMEOUT|CONNECTION_CLOSED)$/.test(end)),
  ).toEqual([]);
  wire.thaw();
  await allWork();
});

test('a statement whose answer keeps coming may take longer than the patience', async () => {
  const rows = await sql`select pg_sleep(0.7), repeat('x', 20000) from generate_series(1, 5)`;
  expect(rows).toHaveLength(5);
});

test('a reader that takes its time with a cursor is not given up', async () => {
  let rows = 0;
  for await (const batch of sql`select generate_series(1, 4)`.cursor(2)) {
    await wait(2500);
    rows += batch.length;
  }
  expect(rows).toBe(4);
});

test('while nothing listens each request is refused at once; when it does, the next ones pass', async () => {
  await allWork();
  await wire.pullOut();
  await wait(50);
  for (let round = 0; round < 5; round += 1) {
    // Whoever had to wait would be told of a timeout.
    const ends = await Promise.all(Array.from({ length: 8 }, () => outcome(transaction())));
    expect(new Set(ends)).toEqual(new Set(['ECONNREFUSED']));
  }
  await wire.plugIn();
  await allWork();
});

test('a server that hangs up while one signs in is an error, not an endless try', async () => {
  await sql.end();
  let tries = 0;
  sql = connect(wire.url, { max: 2, connect_timeout: 2, response_timeout: 2, onclose: () => (tries += 1) });
  const cutting = setInterval(() => wire.cut(), 1);
  expect(await outcome(transaction())).toMatch(/CONNECTION_CLOSED|ECONNRESET/);
  clearInterval(cutting);
  expect(tries).toBeLessThan(3);
  await allWork();
});

test('a server without a free connection is an error at once, and no error later', async () => {
  const [{ name }] = await ownerSql()<[{ name: string }]>`select current_database() as name`;
  await ownerSql()`alter database ${ownerSql()(name)} connection limit 1`;
  expect(await outcome(transaction())).toBe('53300');
  await ownerSql()`alter database ${ownerSql()(name)} connection limit -1`;
  await allWork();
});

test('a value that cannot be written fails its own statement only', async () => {
  const ends = await sql
    .begin(async (tx) => {
      const good = outcome(tx`select pg_sleep(0.2)`.execute());
      const bad = outcome(tx`select ${undefined as never}`.execute());
      const next = outcome(tx`select 1`.execute());
      return Promise.all([good, bad, next]);
    })
    .catch((error) => error);
  expect(codeOf(ends)).toBe('UNDEFINED_VALUE');
  await allWork();
});

test('a transaction that begins on a connection with a full pipeline has it for itself', async () => {
  await sql.end();
  sql = connect(wire.url, { max: 1, response_timeout: 5, ...({ max_pipeline: 1 } as object) });
  await sql`select 1`;
  const plain = Array.from({ length: 5 }, () => outcome(sql`select pg_sleep(0.01)`.execute()));
  const begun = outcome(sql.begin((tx) => tx`select pg_sleep(0.05)`));
  const after = outcome(sql`select 1`.execute());
  expect(await Promise.all([...plain, begun, after])).toEqual(Array(7).fill('done'));
});

test('of several hosts the first that answers is used, and the next one when it goes away', async () => {
  const { username, password, pathname } = new URL(wire.url);
  const second = await layWire(env().DATABASE_URL);
  await wire.pullOut();
  const url = `postgres://${username}:${password}@127.0.0.1:${wire.port},127.0.0.1:${second.port}${pathname}?target_session_attrs=read-write`;
  const both = connect(url, { max: 4, connect_timeout: 2, response_timeout: 5 });
  const run = () => Promise.all(Array.from({ length: 8 }, () => outcome(both.begin((tx) => tx`select 1`))));
  expect(await run()).toEqual(Array(8).fill('done'));
  expect(second.open()).toBe(4);
  await wire.plugIn();
  await second.pullOut();
  await wait(50);
  expect(await run()).toEqual(Array(8).fill('done'));
  expect(wire.open()).toBe(4);
  await wire.pullOut();
  await wait(50);
  expect(new Set(await run())).toEqual(new Set(['ECONNREFUSED']));
  await both.end({ timeout: 1 });
  await second.close();
});
