import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { env } from '../env';

export type Sql = postgres.Sql;

let shared: Sql | undefined;

/** The process's pool of connections as the app's role. Made at first use. */
export function client(): Sql {
  shared ??= connect(env().DATABASE_URL);
  return shared;
}

/** A pool of its own, for tools and tests. Times stay text: drizzle maps them. */
export function connect(url: string, options: postgres.Options<Record<string, never>> = {}): Sql {
  const sql = postgres(url, {
    max: 16,
    prepare: env().DATABASE_PREPARE,
    connect_timeout: 10,
    onnotice: () => {},
    connection: { application_name: 'careledger' },
    ...options,
  });
  drizzle(sql); // sets the parsers of `sql.options`, once, for raw and drizzle queries alike
  return sql;
}

/** Whether the database answers. */
export async function ping(): Promise<boolean> {
  try {
    await client()`select 1`;
    return true;
  } catch {
    return false;
  }
}

/** Ends the pool; the next `client()` makes a new one. */
export async function closeClient(): Promise<void> {
  const ending = shared;
  shared = undefined;
  await ending?.end({ timeout: 5 });
}
