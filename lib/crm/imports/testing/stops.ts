/**
 * Stops a statement of the application in the middle of its transaction, at its nth write, until it is let go; or refuses
 * that write and all after it, as a full disk does.
 */
import type { ReservedSql } from 'postgres';
import { ownerSql } from '@/lib/tools/testing/database';

const LOCK = 4_711_001;

/** All that the steps of an import write to. */
const TABLES = [
  'records',
  'links',
  'unique_values',
  'ledger_entries',
  'jobs',
  'import_problems',
  'import_mappings',
  'before_images',
  'merges',
  'conversions',
  'notes',
];

export class Stops {
  readonly #sql: ReservedSql;

  private constructor(sql: ReservedSql) {
    this.#sql = sql;
  }

  static async make(): Promise<Stops> {
    const sql = await ownerSql().reserve();
    await sql.unsafe(`
      create sequence stop_count;
      create table stop_at (n bigint, "table" text, is_full boolean);
      insert into stop_at values (null, null, false);
      create function stop_here() returns trigger language plpgsql security definer set search_path = public as $$
      declare
        stop stop_at := (select s from stop_at s);
        writes bigint;
      begin
        if tg_table_name <> coalesce(stop."table", tg_table_name) then return null; end if;
        writes := nextval('stop_count');
        if stop.is_full and writes >= stop.n then
          raise exception 'could not extend file: No space left on device' using errcode = 'disk_full';
        end if;
        if writes = stop.n then perform pg_advisory_xact_lock(${LOCK}); end if;
        return null;
      end $$;
      ${TABLES.map((table) => `create trigger a_stop before insert or update or delete on ${table} for each statement execute function stop_here();`).join('\n')}`);
    return new Stops(sql);
  }

  /** The nth write from now on waits; only those to one table count, if it is named. */
  async set(n: number, table: string | null = null): Promise<void> {
    await this.#sql`select pg_advisory_lock(${LOCK})`;
    await this.#sql`update stop_at set n = ${n}, "table" = ${table}`;
    await this.#sql`alter sequence stop_count restart`;
  }

  /** As on a full disk, from the nth write on, until it is let go. */
  async fill(n: number, table: string | null = null): Promise<void> {
    await this.#sql`update stop_at set n = ${n}, "table" = ${table}, is_full = true`;
    await this.#sql`alter sequence stop_count restart`;
  }

  async isReached(): Promise<boolean> {
    const waiting = await this.#sql`
      select from pg_locks where locktype = 'advisory' and objid = ${LOCK} and not granted
        and database = (select oid from pg_database where datname = current_database())`;
    return waiting.length > 0;
  }

  async letGo(): Promise<void> {
    await this.#sql`update stop_at set n = null, is_full = false`;
    await this.#sql`select pg_advisory_unlock(${LOCK})`;
  }

  end(): void {
    this.#sql.release();
  }
}
