import { beforeAll, expect, test } from 'vitest';
import { client } from '@/lib/platform/db/client';
import { inOrg } from '@/lib/platform/db/transaction';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { brokenGuards } from './verify/guards';

let org: TestOrg;
let other: TestOrg;

beforeAll(async () => {
  [org, other] = await Promise.all([makeOrg(), makeOrg()]);
});

const count = async () => {
  const [row] = await ownerSql()<[{ count: number }]>`select count(*)::int from ledger_entries`;
  return row.count;
};

const CHANGES = [
  "update ledger_entries set action = 'record.view'",
  'delete from ledger_entries',
  'truncate ledger_entries',
  'merge into ledger_entries e using (select 1) s on true when matched then delete',
];

test.each(CHANGES)('the app may not: %s', async (statement) => {
  const before = await count();
  const attempt = client().begin(async (sql) => {
    await sql`select app.begin_act(${org.orgId})`;
    await sql.unsafe(statement);
  });
  await expect(attempt).rejects.toMatchObject({ code: '42501' });
  expect(await count()).toBe(before);
});

test('nor may it overwrite an entry by inserting it again', async () => {
  const attempt = client().begin(async (sql) => {
    await sql`select app.begin_act(${org.orgId})`;
    await sql`
      insert into ledger_entries select * from ledger_entries limit 1
      on conflict (org_id, id, at) do update set action = 'record.view'`;
  });
  await expect(attempt).rejects.toMatchObject({ code: '42501' });
});

test.each(CHANGES)('a trigger stops even the owner: %s', async (statement) => {
  const before = await count();
  expect(before).toBeGreaterThan(0);
  await expect(ownerSql().unsafe(statement)).rejects.toMatchObject({ code: 'CL100' });
  expect(await count()).toBe(before);
});

test('and so does it in every partition', async () => {
  const partitions = await ownerSql()<{ name: string }[]>`
    select inhrelid::regclass::text as name from pg_inherits where inhparent = 'ledger_entries'::regclass`;
  expect(partitions.length).toBeGreaterThan(20);
  for (const { name } of partitions) {
    await expect(ownerSql().unsafe(`truncate ${name}`), name).rejects.toMatchObject({ code: 'CL100' });
  }
  const [full] = await ownerSql()<
    { name: string }[]
  >`select distinct tableoid::regclass::text as name from ledger_entries`;
  await expect(ownerSql().unsafe(`delete from ${full?.name}`)).rejects.toMatchObject({ code: 'CL100' });
  await expect(ownerSql().unsafe(`update ${full?.name} set ip = null`)).rejects.toMatchObject({ code: 'CL100' });
});

test('partitions made later are guarded alike', async () => {
  await ownerSql()`select app.ensure_ledger_partitions(26)`;
  expect(await brokenGuards()).toEqual([]);
});

test('an org sees its own entries and marks only', async () => {
  const seen = await inOrg(org.orgId, async ({ sql }) => ({
    entries: await sql<{ org_id: string }[]>`select distinct org_id from ledger_entries`,
    marks: await sql<{ org_id: string }[]>`select distinct org_id from ledger_pending`,
    ofOther: await sql`select from ledger_entries where org_id = ${other.orgId}`,
  }));
  expect(seen).toMatchObject({ entries: [{ org_id: org.orgId }], marks: [{ org_id: org.orgId }], ofOther: [] });
});

test('the app may read no partition past row-level security', async () => {
  const [full] = await ownerSql()<
    { name: string }[]
  >`select distinct tableoid::regclass::text as name from ledger_entries`;
  const attempt = inOrg(org.orgId, ({ sql }) => sql.unsafe(`select * from ${full?.name}`));
  await expect(attempt).rejects.toMatchObject({ code: 'internal' });
});

test('without an org nothing is seen', async () => {
  expect(await client()`select from ledger_entries`).toEqual([]);
});

test('an org may not write an entry into another org', async () => {
  const attempt = inOrg(
    org.orgId,
    ({ sql }) => sql`
      insert into ledger_entries
      select ${other.orgId}::bigint, id, at, action, outcome, actor_kind, actor_id, actor_name, request_id, ip, module,
        record_id, subject_id, door, purpose, fields, facts, sealed_detail, salt, leaf_hash
      from ledger_entries limit 1`,
  );
  await expect(attempt).rejects.toMatchObject({ code: 'internal' });
});
