/** The database that each test file gets a copy of: migrated, with no org in it. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres, { type Sql } from 'postgres';
import { migrate } from '@/lib/tools/dev/migrate';
import { APP } from '@/lib/tools/dev/postgres/connection-file';
import { adminConnection } from './admin-connection';
import { databaseName, inDatabase } from './database-names';
import { guardWrites } from './write-guard';

const SOURCES = [
  'drizzle',
  'drizzle/meta',
  'lib/tools/dev/migrate.ts',
  'lib/tools/testing/write-guard.ts',
  'lib/protection/ledger/tree/state.ts',
  'lib/protection/ledger/actions.ts',
];
const STALE_AFTER_SECONDS = 3 * 60 * 60;

/** Gives the name of a template made from the migrations as they are now, making it if there is none. */
export async function ensureTemplate(ownerUrl: string): Promise<string> {
  const sql = adminConnection(ownerUrl);
  try {
    const prefix = `template_${hashOfMigrations()}_`;
    await dropStale(sql, prefix);
    const [kept] = await sql<{ datname: string }[]>`
      select datname from pg_database where starts_with(datname, ${prefix}) order by datname desc limit 1`;
    if (kept) return kept.datname;
    const draft = databaseName('draft');
    await sql`create database ${sql(draft)}`;
    await migrate(inDatabase(ownerUrl, draft), APP);
    await guarded(inDatabase(ownerUrl, draft));
    // Copying needs that nobody is connected to it.
    await sql`alter database ${sql(draft)} allow_connections false`;
    const name = databaseName(prefix.slice(0, -1));
    await sql`alter database ${sql(draft)} rename to ${sql(name)}`;
    return name;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function guarded(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  await guardWrites(sql).finally(() => sql.end({ timeout: 5 }));
}

function hashOfMigrations(): string {
  const hash = createHash('sha256');
  const files = SOURCES.flatMap((source) =>
    source.endsWith('.ts') ? [source] : readdirSync(source).map((file) => join(source, file)),
  );
  for (const file of files.filter((path) => /\.(sql|json|ts)$/.test(path)).sort()) {
    hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex').slice(0, 12);
}

async function dropStale(sql: Sql, prefixInUse: string): Promise<void> {
  const before = Math.floor(Date.now() / 1000) - STALE_AFTER_SECONDS;
  const found = await sql<{ datname: string }[]>`
    select datname from pg_database
    where datname ~ '^(test|draft|template_[0-9a-f]+)_[0-9]+_[0-9a-f]+$' and not starts_with(datname, ${prefixInUse})
      and split_part(datname, '_', -2)::bigint < ${before}`;
  for (const { datname } of found) await sql`drop database if exists ${sql(datname)} with (force)`;
}
