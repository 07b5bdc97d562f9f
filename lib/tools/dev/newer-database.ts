/** An older version does not work on a newer database: it would not know what its rows mean, nor whom they protect. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres, { type Sql } from 'postgres';
import { StartError } from './start-error';

export const MIGRATIONS = join(import.meta.dirname, '..', '..', '..', 'drizzle');

/** @throws StartError when the database has had migrations that this version does not know. Nothing is changed. */
export async function assertNotNewer(sql: Sql): Promise<void> {
  const [log] = await sql<{ made: boolean }[]>`
    select to_regclass('drizzle.__drizzle_migrations') is not null as made`;
  if (!log?.made) return;
  const applied = await sql<{ at: string | null }[]>`select created_at::text as at from drizzle.__drizzle_migrations`;
  const known = knownMigrations();
  const unknown = applied.filter(({ at }) => at === null || !known.has(at)).length;
  if (unknown === 0) return;
  throw new StartError(
    `This database belongs to a newer version of Careledger: it has had ${unknown} ${unknown === 1 ? 'change' : 'changes'} that this version does not know. Start that version or a later one, or restore a backup from before the upgrade. Nothing was changed.`,
  );
}

/** The same by an address of its own, for programs that work on a database which others look after. */
export async function assertKnown(ownerUrl: string): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, connect_timeout: 30, onnotice: () => {} });
  try {
    await assertNotNewer(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** By the time that stands in the journal, which a migration keeps for ever. */
function knownMigrations(): ReadonlySet<string> {
  const journal = JSON.parse(readFileSync(join(MIGRATIONS, 'meta', '_journal.json'), 'utf8'));
  return new Set((journal.entries as { when: number }[]).map(({ when }) => String(when)));
}
