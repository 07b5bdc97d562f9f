/** Copies of one database, one after another under the same name: each world begins at the very same row. */
import { flushUsage } from '@/lib/admin/api-clients/usage';
import { closeClient } from '@/lib/platform/db/client';
import { env } from '@/lib/platform/env';
import { adminConnection } from '../admin-connection';
import { databaseName } from '../database-names';

const name = new URL(env().DATABASE_URL).pathname.slice(1);

/** Keeps the database as it is now. @returns its name. */
export async function keepDatabase(): Promise<string> {
  const kept = databaseName('test');
  await exchange((sql) => sql.unsafe(`alter database "${name}" rename to "${kept}"`));
  return kept;
}

/** Puts a fresh copy of a kept database in the place of the one in use. */
export async function restoreDatabase(kept: string): Promise<void> {
  await exchange(async (sql) => {
    await sql.unsafe(`drop database if exists "${name}" with (force)`);
    await sql.unsafe(`create database "${name}" template "${kept}"`);
  });
}

export async function forgetDatabase(kept: string): Promise<void> {
  await exchange((sql) => sql.unsafe(`drop database if exists "${kept}" with (force)`));
}

async function exchange(act: (sql: ReturnType<typeof adminConnection>) => Promise<unknown>): Promise<void> {
  await flushUsage();
  await closeClient();
  const sql = adminConnection(env().DATABASE_OWNER_URL);
  try {
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`;
    await act(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
