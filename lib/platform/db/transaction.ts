/**
 * Every read and write of an org's data happens in a transaction that begins with `app.begin_act`: it sets the org for
 * row-level security (nothing is seen without it) and tells the version of the org's metadata. No session state lives
 * outside the transaction, so a pooler in transaction mode may stand between.
 *
 * Round trips are the cost. Statements that do not need each other's answers are started together and awaited together:
 * postgres.js sends them in one go. All statements are prepared (drizzle's too), else each costs a second trip.
 */
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import type postgres from 'postgres';
import { env } from '@/lib/platform/env';
import { notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { client } from './client';
import { lostItsConnection, wrapDatabaseErrors } from './errors';

export interface Tx {
  orgId: Id;
  /** The org's metadata version when the transaction began. */
  metaVersion: number;
  readonly db: PostgresJsDatabase;
  /** What is to be done once the transaction is gone, committed or not: telling of what was found in it. */
  readonly afterwards: (() => Promise<void>)[];
  /** The same connection for hand-written statements: tx.sql`select …`. */
  sql: postgres.TransactionSql;
}

/** A statement, or a part of one, that has not been sent. */
export type Statement = postgres.PendingQuery<postgres.Row[]>;

export type Isolation = 'read committed' | 'repeatable read';

/**
 * Runs `act` in one transaction in an org. Commits when it resolves, rolls back when it throws.
 * Never start one inside another: each holds a connection of the pool.
 * @throws not_found when the org does not exist; database errors as ours, without parameters.
 */
export async function inOrg<T>(orgId: Id, act: (tx: Tx) => Promise<T>, isolation?: Isolation): Promise<T> {
  return begun(orgId, act, (sql) => sql<Begun>`select app.begin_act(${orgId}) as version`, isolation);
}

type Begun = [{ version: string | null }];

async function begun<T>(
  orgId: Id,
  act: (tx: Tx) => Promise<T>,
  begin: (sql: postgres.TransactionSql) => Promise<Begun>,
  isolation?: Isolation,
): Promise<T> {
  let afterwards: Tx['afterwards'] = [];
  try {
    return await inTransaction(async (sql) => {
      const [row] = await begin(sql);
      if (row.version === null) throw notFound('The organisation');
      const tx = txOn(sql, orgId, Number(row.version));
      afterwards = tx.afterwards;
      return act(tx);
    }, isolation);
  } finally {
    for (const left of afterwards) await left();
  }
}

/**
 * Who may write without `mutate`, and so without an event: counters and times of use (`lib/protection/touch/`), the rows a job
 * keeps of its own progress, and the making of an org. The tests' database knows the tables of each
 * (`lib/tools/testing/write-guard.ts`) and refuses every other write.
 */
export type Writer = 'touch' | 'job' | 'new_org';

/** As `inOrg`, for one of the few that write without an event. */
export async function writeInOrg<T>(orgId: Id, writer: Writer, act: (tx: Tx) => Promise<T>): Promise<T> {
  const begin = (sql: postgres.TransactionSql) =>
    sql<Begun>`select app.begin_act(${orgId}) as version, set_config('app.writer', ${writer}, true)`;
  return begun(orgId, act, begin);
}

/** Lets a transaction that only reads write what a writer may: an event's notice. One that changes data goes on as it is. */
export const writeAlso = (tx: Tx, writer: Writer): Promise<unknown> =>
  tx.sql`select set_config('app.writer', coalesce(nullif(current_setting('app.writer', true), ''), ${writer}), true)`.execute();

/** What a change shares its org with while it runs. */
export type Concurrency = 'with other changes' | 'alone';

/**
 * A transaction that changes an org's data: as `inOrg`, and no change of the metadata commits between the metadata it
 * reads and its own commit. A change of the metadata itself runs `alone`.
 */
export async function changeInOrg<T>(orgId: Id, concurrency: Concurrency, act: (tx: Tx) => Promise<T>): Promise<T> {
  return begun(
    orgId,
    act,
    (sql) => sql<Begun>`select app.begin_change(${orgId}, ${concurrency === 'alone'}) as version`,
  );
}

/** A transaction that sees one moment: for pages that put several queries together. */
export function readInOrg<T>(orgId: Id, act: (tx: Tx) => Promise<T>): Promise<T> {
  return inOrg(orgId, act, 'repeatable read');
}

/**
 * A transaction in no org yet: making one, listing them, finding the users of an address at sign-in.
 *
 * A connection that turns out to be dead when it is first used (the database was started anew) costs nobody anything:
 * as long as `act` was not called, nothing was done, and another connection is taken.
 */
export async function inTransaction<T>(
  act: (sql: postgres.TransactionSql) => Promise<T>,
  isolation: Isolation = 'read committed',
): Promise<T> {
  let began = false;
  let decided = false;
  const run = () =>
    client().begin(`isolation level ${isolation}`, async (sql) => {
      began = true;
      // Not the value itself: of a list the driver would await each element.
      const done = { value: await act(sql) };
      decided = true;
      return done;
    });
  const { value } = await wrapDatabaseErrors(
    () => onLiveConnection(run, () => !began),
    () => decided,
  );
  return value;
}

/** Of the pool's connections more than one may be dead and not known to be. */
const MOST_TRIES = 3;

/** @param nothingDone asked after a connection turned out to be dead */
async function onLiveConnection<T>(run: () => Promise<T>, nothingDone: () => boolean): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await run();
    } catch (error) {
      if (tries === MOST_TRIES || !nothingDone() || !lostItsConnection(error)) throw error;
    }
  }
}

/** Asks one question outside a transaction, which changes nothing: so it may be asked anew on another connection. */
export function ask<Row extends postgres.Row>(
  question: (sql: postgres.Sql) => postgres.PendingQuery<Row[]>,
): Promise<Row[]> {
  return wrapDatabaseErrors(() =>
    onLiveConnection(
      async (): Promise<Row[]> => await question(client()),
      () => true,
    ),
  );
}

/** A `Tx` on a transaction's connection. drizzle is made when it is asked for: most hot paths never do. */
export function txOn(sql: postgres.TransactionSql, orgId: Id, metaVersion: number): Tx {
  let db: PostgresJsDatabase | undefined;
  return {
    orgId,
    metaVersion,
    afterwards: [],
    sql,
    get db() {
      db ??= drizzleOn(sql);
      return db;
    },
  };
}

/**
 * drizzle on a transaction's connection, its statements prepared. Of a client it uses two things: the options of the pool,
 * and `unsafe`, which here sends on that connection.
 */
function drizzleOn(sql: postgres.TransactionSql): PostgresJsDatabase {
  const prepare = env().DATABASE_PREPARE;
  const unsafe: postgres.Sql['unsafe'] = (query, parameters, options) =>
    sql.unsafe(query, parameters, { ...options, prepare });
  const used = new Map<string | symbol, unknown>([
    ['options', client().options],
    ['unsafe', unsafe],
  ]);
  return drizzle(new Proxy(client(), { get: (_, name) => used.get(name) }));
}
