/**
 * Who is really at work, told by advisory locks: a worker holds one while it lives and one for each job it runs, on one
 * connection. PostgreSQL gives them back the moment that connection is gone, so nobody who died still counts as working.
 */
import type postgres from 'postgres';

/** A lock's two numbers, as `pg_locks` shows them. */
export interface LockKey {
  high: number;
  low: number;
  /** 1: one 64-bit key. 2: a pair of 32-bit keys. */
  form: 1 | 2;
}

const WORKERS = 7_219_005;

/** Shared by all workers: held while any is there. */
export const WORKER_PRESENT: LockKey = { high: WORKERS, low: 0, form: 2 };

/** Held by the worker that runs the job. Ids of jobs are the only 64-bit keys in use besides small numbers. */
export function jobLock(jobId: string): LockKey {
  const key = BigInt(jobId);
  return { high: Number(key >> 32n), low: Number(key & 0xffffffffn), form: 1 };
}

/** Whether somebody holds a lock. Any role may ask. */
export async function isHeld(sql: postgres.ISql, { high, low, form }: LockKey): Promise<boolean> {
  const [row] = await sql<[{ held: boolean }]>`
    select exists (
      select from pg_locks
      where locktype = 'advisory' and granted and classid = ${high}::oid and objid = ${low}::oid and objsubid = ${form}
        and database = (select oid from pg_database where datname = current_database())
    ) as held`;
  return row.held;
}
