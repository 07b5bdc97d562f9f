/** What `npm run db:generate` would do, and whether the tables of `lib/platform/db/schema` are those that the migrations make. */
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Sql } from 'postgres';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { adminConnection } from '@/lib/tools/testing/admin-connection';
import { ownerSql } from '@/lib/tools/testing/database';
import { databaseName, inDatabase } from '@/lib/tools/testing/database-names';
import { connect } from './client';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'careledger-generate-'));
  cpSync('drizzle', join(folder, 'drizzle'), { recursive: true });
  for (const name of ['drizzle.config.ts', 'lib', 'node_modules', 'package.json', 'tsconfig.json']) {
    symlinkSync(resolve(name), join(folder, name));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What drizzle-kit says, run as `npm run db:generate` runs it, on a copy of the migrations. */
async function drizzleKit(act: 'generate' | 'export'): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [resolve('node_modules/drizzle-kit/bin.cjs'), act], {
    cwd: folder,
  });
  return stdout;
}

const written = () => readdirSync(join(folder, 'drizzle')).sort();

test('npm run db:generate writes nothing on a clean tree, and a migration as soon as a table differs from the last snapshot', async () => {
  expect(await drizzleKit('generate')).toContain('No schema changes');
  expect(written()).toEqual(readdirSync('drizzle').sort());

  const last = join(
    folder,
    'drizzle/meta',
    readdirSync('drizzle/meta')
      .filter((name) => name.endsWith('_snapshot.json'))
      .sort()
      .at(-1) as string,
  );
  const snapshot = JSON.parse(readFileSync(last, 'utf8'));
  delete snapshot.tables['public.notes'].columns.seal_version;
  writeFileSync(last, JSON.stringify(snapshot));
  await drizzleKit('generate');
  const added = written().filter((name) => !readdirSync('drizzle').includes(name));
  expect(added).toHaveLength(1);
  expect(readFileSync(join(folder, 'drizzle', added[0] as string), 'utf8')).toContain(
    'ALTER TABLE "notes" ADD COLUMN "seal_version"',
  );
});

test('the tables of lib/platform/db/schema have the columns, keys, indexes and checks that the migrations make', async () => {
  const tables = await drizzleKit('export');
  const { ownerUrl } = inject('testCluster');
  const admin = adminConnection(ownerUrl);
  const name = databaseName('test');
  await admin`create database ${admin(name)}`;
  const sql = connect(inDatabase(ownerUrl, name), { max: 1 });
  try {
    await sql.unsafe(tables);
    expect(await definitions(sql)).toEqual(await definitions(ownerSql()));
  } finally {
    await sql.end({ timeout: 5 });
    await admin`drop database ${admin(name)} with (force)`;
    await admin.end({ timeout: 5 });
  }
});

/** Indexes over what drizzle has no word for: an operator class, a part of a JSON value. */
const BY_HAND = ['records_name_search', 'records_remind_at', 'records_reminder'];

/** Each column, constraint and index of our tables, a line each, as PostgreSQL itself writes it. */
async function definitions(sql: Sql): Promise<string[]> {
  const rows = await sql<{ line: string }[]>`
    with tables as (
      select oid, relname from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
    )
    select relname || '.' || attname || ' ' || format_type(atttypid, atttypmod)
      || case when attnotnull then ' not null' else '' end || coalesce(' default ' || pg_get_expr(adbin, adrelid), '')
      || attgenerated::text || attidentity::text as line
    from tables t join pg_attribute on attrelid = t.oid and attnum > 0 and not attisdropped
    left join pg_attrdef on adrelid = t.oid and adnum = attnum
    union all
    select relname || ' ' || conname || ' ' || pg_get_constraintdef(c.oid)
    from tables t join pg_constraint c on conrelid = t.oid and contype in ('p', 'u', 'f', 'c')
    union all
    select relname || ' ' || replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ')
    from tables t join pg_index on indrelid = t.oid
    where indexrelid::regclass::text <> all(${BY_HAND})
      and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u'))
    order by line`;
  return rows.map((row) => row.line);
}
