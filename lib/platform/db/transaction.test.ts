import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, test, vi } from 'vitest';
import { ownerSql } from '@/lib/tools/testing/database';
import { ask, inTransaction } from './transaction';

const wire = await vi.hoisted(() => import('@/lib/tools/testing/wired-database').then((m) => m.wireDatabase()));

afterAll(() => wire.close());

test('a connection that died while nobody used it costs no transaction and no question', async () => {
  for (let round = 0; round < 20; round += 1) {
    await Promise.all(Array.from({ length: 8 }, () => inTransaction((sql) => sql`select 1`)));
    wire.cut(round % 2 ? 'end' : 'reset');
    const asked = Array.from({ length: 8 }, (_, at) =>
      at % 2 ? inTransaction((sql) => sql`select 1`) : ask((sql) => sql`select 1`),
    );
    await Promise.all(asked);
  }
});

test('an act that was cut off is unavailable, was called once, and left nothing', async () => {
  await ownerSql()`create table marks (note text)`;
  await ownerSql()`grant select, insert on marks to public`;
  let calls = 0;
  const act = inTransaction(async (sql) => {
    calls += 1;
    await sql`insert into marks values ('half')`;
    wire.cut();
    await wait(50);
    await sql`insert into marks values ('other half')`;
  });
  await expect(act).rejects.toMatchObject({ code: 'unavailable', reason: undefined });
  expect(calls).toBe(1);
  expect(await ownerSql()`select from marks`).toEqual([]);
});

test('a connection that is lost while an act is committed says that nobody knows whether it was saved', async () => {
  const act = inTransaction(async (sql) => {
    await sql`insert into marks values ('perhaps')`;
    wire.freeze();
  });
  await expect(act).rejects.toMatchObject({ code: 'unavailable', reason: 'OUTCOME_UNKNOWN' });
  wire.thaw();
});
