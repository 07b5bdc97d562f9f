/**
 * This worker's presence in the database: one connection that holds its advisory locks (lib/platform/background/presence.ts).
 * When that connection ends, the locks are gone and another worker may take over the jobs, so this one must interrupt them.
 */
import { WORKER_PRESENT } from '@/lib/platform/background/presence';
import { connect, type Sql } from '@/lib/platform/db/client';
import { env } from '@/lib/platform/env';
import type { Id } from '@/lib/platform/ids';

/** First key of the locks that the pools of graphile-worker hold; the second is a hash of the pool's name. */
const POOLS = 7_219_006;

export class Presence {
  readonly #sql: Sql;
  readonly #running = new Set<Id>();
  #closing = false;

  private constructor(onLost: () => void) {
    this.#sql = connect(env().DATABASE_OWNER_URL, {
      max: 1,
      max_lifetime: null,
      onclose: () => {
        if (!this.#closing) onLost();
      },
    });
  }

  /** @param onLost called when the connection ended by itself. */
  static async open(onLost: () => void): Promise<Presence> {
    const presence = new Presence(onLost);
    try {
      await presence.#sql`select pg_advisory_lock_shared(${WORKER_PRESENT.high}, ${WORKER_PRESENT.low})`;
      return presence;
    } catch (error) {
      await presence.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#closing = true;
    await this.#sql.end({ timeout: 5 });
  }

  /** Shows that a pool lives, so that nobody takes its jobs from it. */
  async holdPool(poolId: string): Promise<void> {
    await this.#sql`select pg_advisory_lock(${POOLS}, hashtext(${poolId}))`;
  }

  /** Frees the jobs that dead pools had locked; graphile-worker by itself would wait four hours. */
  async freeJobsOfDeadPools(): Promise<void> {
    await this.#sql`
      select graphile_worker.force_unlock_workers(array(
        select distinct locked_by from graphile_worker.jobs
        where locked_by is not null and locked_at < now() - interval '5 seconds' and not exists (
          select from pg_locks
          where locktype = 'advisory' and granted and classid = ${POOLS}::oid
            and objid = (hashtext(locked_by)::bigint & 4294967295)::oid and objsubid = 2
            and database = (select oid from pg_database where datname = current_database()))))`;
  }

  /**
   * Gives back a try to each job that an outage cost one: those that pools which have ended still hold, which are freed,
   * and those named, by their ids in the queue, that nobody holds. They are taken up again soon.
   * @returns the named ones that somebody holds still.
   */
  giveBackTries(ended: string[], named: string[]): Promise<string[]> {
    return this.#sql.begin(async (sql) => {
      await sql`
        update graphile_worker._private_jobs
        set attempts = greatest(attempts - 1, 0), run_at = least(run_at, now() + interval '1 second')
        where locked_by = any(${ended}::text[]) or (locked_by is null and id = any(${named}::bigint[]))`;
      await sql`select graphile_worker.force_unlock_workers(${ended}::text[])`;
      const held = await sql<{ id: string }[]>`
        select id::text from graphile_worker._private_jobs where id = any(${named}::bigint[]) and locked_by is not null`;
      return held.map(({ id }) => id);
    });
  }

  /** Takes a job for this worker alone. False while another attempt, here or elsewhere, works on it. */
  async takeJob(jobId: Id): Promise<boolean> {
    if (this.#running.has(jobId)) return false;
    const [row] = await this.#sql<[{ taken: boolean }]>`select pg_try_advisory_lock(${jobId}::bigint) as taken`;
    if (row.taken) this.#running.add(jobId);
    return row.taken;
  }

  async giveBackJob(jobId: Id): Promise<void> {
    this.#running.delete(jobId);
    // Without a connection there is no lock either.
    await this.#sql`select pg_advisory_unlock(${jobId}::bigint)`.catch(() => {});
  }
}
