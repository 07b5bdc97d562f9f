/** Brings a database up to date, as its owner, and gives the app's role its rights. */
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as migrateTables } from 'drizzle-orm/postgres-js/migrator';
import { Logger, runMigrations } from 'graphile-worker';
import postgres, { type Sql } from 'postgres';
import { primaryUrl } from '@/lib/platform/db/primary';
import { assertNotNewer, MIGRATIONS } from './newer-database';
import { StartError } from './start-error';

/** The migrations grant to this role, which cannot sign in; the app's own role is a member, whatever its name. */
const GROUP = 'careledger_app_role';
/** Two starts at once migrate one after the other. */
const LOCK = 7_219_004;
const MONTHS_OF_LEDGER_AHEAD = 24;

/**
 * Runs what is missing: the queue's migrations, then ours in `drizzle/`. Idempotent.
 * @throws StartError when the database is of a newer version; when a role is missing or has rights that would let it pass row-level security.
 */
export async function migrate(ownerUrl: string, appUser: string): Promise<void> {
  const url = await primaryUrl(ownerUrl);
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await sql`select pg_advisory_lock(${LOCK})`;
    await assertNotNewer(sql);
    await assertAppRole(sql, appUser);
    await ensureGroup(sql);
    await runMigrations({ connectionString: url, schema: 'graphile_worker', logger: new Logger(() => () => {}) });
    await migrateTables(drizzle(sql), { migrationsFolder: MIGRATIONS });
    await sql`select app.ensure_ledger_partitions(${MONTHS_OF_LEDGER_AHEAD})`;
    await sql`grant ${sql(GROUP)} to ${sql(appUser)}`;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function assertAppRole(sql: Sql, appUser: string): Promise<void> {
  const [role] = await sql<{ passes: boolean; owner: boolean }[]>`
    select rolsuper or rolbypassrls as passes, rolname = current_user as owner from pg_roles where rolname = ${appUser}`;
  if (!role) {
    throw new StartError(
      `The role "${appUser}" of DATABASE_URL does not exist. Make it: CREATE ROLE "${appUser}" LOGIN PASSWORD '…';`,
    );
  }
  if (role.passes || role.owner) {
    throw new StartError(
      `The role "${appUser}" of DATABASE_URL would pass row-level security. Use one that is no superuser, has no BYPASSRLS and is not the owner.`,
    );
  }
}

async function ensureGroup(sql: Sql): Promise<void> {
  const [found] = await sql`select from pg_roles where rolname = ${GROUP}`;
  if (found) return;
  try {
    await sql`create role ${sql(GROUP)} nologin`;
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === '42710') return; // Made meanwhile, by the start of another database of this cluster.
    if (code !== '42501') throw error;
    throw new StartError(
      `The owner of DATABASE_OWNER_URL may not make roles. Once, as a superuser: CREATE ROLE ${GROUP} NOLOGIN; GRANT ${GROUP} TO <owner> WITH ADMIN OPTION;`,
    );
  }
}
