import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { connect } from '@/lib/platform/db/client';
import { adminConnection } from '@/lib/tools/testing/admin-connection';
import { databaseName, inDatabase } from '@/lib/tools/testing/database-names';
import { migrate } from './migrate';
import { assertKnown } from './newer-database';
import { APP } from './postgres/connection-file';
import { StartError } from './start-error';

const { ownerUrl, template } = inject('testCluster');
const name = databaseName('test');
const url = inDatabase(ownerUrl, name);

beforeAll(async () => {
  const sql = adminConnection(ownerUrl);
  await sql`create database ${sql(name)} template ${sql(template)}`;
  await sql.end({ timeout: 5 });
});

afterAll(async () => {
  const sql = adminConnection(ownerUrl);
  await sql`drop database if exists ${sql(name)} with (force)`;
  await sql.end({ timeout: 5 });
});

test('a database of this version starts, as often as one likes', async () => {
  await migrate(url, APP);
  await expect(assertKnown(url)).resolves.toBeUndefined();
});

test('an older version refuses to start on a newer database, in plain words, and changes nothing in it', async () => {
  const sql = connect(url, { max: 1 });
  const applied = () => sql`select hash, created_at from drizzle.__drizzle_migrations order by created_at`;
  const before = await applied();
  await sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('of a later version', 9795900000000)`;
  for (const start of [() => migrate(url, APP), () => assertKnown(url)]) {
    await expect(start()).rejects.toThrow(StartError);
    await expect(start()).rejects.toThrow(
      /^This database belongs to a newer version of Careledger: .* 1 change .*\. Nothing was changed\.$/,
    );
  }
  expect(await applied()).toHaveLength(before.length + 1);
  await sql`delete from drizzle.__drizzle_migrations where created_at = 9795900000000`;
  await sql.end({ timeout: 5 });
  await migrate(url, APP);
});
