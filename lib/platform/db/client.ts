/**
 * The connections to PostgreSQL. The driver is postgres.js with our patch (`patches/`,
 * docs/decisions/2026-11-29-a-mended-driver.md): when the database goes away, only what ran on a lost connection fails,
 * nothing waits longer than the process' patience, and the next requests find a connection that works.
 */
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { sessionAttributes } from '@/lib/platform/database-url';
import { env } from '@/lib/platform/env';
import { internal } from '@/lib/platform/errors';
import { once } from '@/lib/platform/once';

export type Sql = postgres.Sql;

/** The pool, and how long its statements may take: null for as long as a person waits. */
const own = once('platform/db/client', () => ({ pool: null as Sql | null, patienceS: null as number | null }));

/** Jobs and tools wait for statements that no person waits for. */
const LONG_PATIENCE_S = 1800;

/** For jobs and tools, before they first ask: their statements may take half an hour. */
export function bePatient(): void {
  own.patienceS = LONG_PATIENCE_S;
}

/** The process's pool of connections as the app's role. Made at first use. */
export function client(): Sql {
  own.pool ??= connect(env().DATABASE_URL);
  return own.pool;
}

/** A pool of its own, for tools and tests. Times stay text: drizzle maps them. */
export function connect(url: string, options: postgres.Options<Record<string, never>> = {}): Sql {
  const sql = postgres(url, {
    max: 16,
    prepare: env().DATABASE_PREPARE,
    connect_timeout: Math.min(10, env().DATABASE_PATIENCE_S),
    response_timeout: own.patienceS ?? env().DATABASE_PATIENCE_S,
    // A database that comes back is used at once; one that is away refuses at once.
    backoff: () => 0.1,
    onnotice: () => {},
    connection: { application_name: 'careledger' },
    target_session_attrs: sessionAttributes(url),
    ...options,
  });
  if (!('response_timeout' in sql.options)) {
    throw internal('The database driver lacks its patch: run "node lib/tools/dev/patch.mjs".');
  }
  drizzle(sql); // sets the parsers of `sql.options`, once, for raw and drizzle queries alike
  return sql;
}

/** Ends the pool; the next `client()` makes a new one. */
export async function closeClient(): Promise<void> {
  const ending = own.pool;
  own.pool = null;
  await ending?.end({ timeout: 5 });
}
