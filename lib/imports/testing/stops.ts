/** Stops a statement of the application in the middle of its transaction, at its nth write, until it is let go. */
import type { ReservedSql } from 'postgres';
import { ownerSql } from '../../testing/database';

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
      create table stop_at (n bigint, "table" text);
      insert into stop_at values (null, null);
      create function stop_here() returns trigger language plpgsql security definer set search_path = public as $$
      begin
        if tg_table_name = coalesce((select "table" from stop_at), tg_table_name) then
          if nextval('stop_count') = (select n from stop_at) then perform pg_advisory_xact_lock(${LOCK}); end if;
        end if;
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

  async isReached(): Promise<boolean> {
    const waiting = await this.#sql`
      select from pg_locks where locktype = 'advisory' and objid = ${LOCK} and not granted
        and database = (select oid from pg_database where datname = current_database())`;
    return waiting.length > 0;
  }

  async letGo(): Promise<void> {
    await this.#sql`update stop_at set n = null`;
    await this.#sql`select pg_advisory_unlock(${LOCK})`;
  }

  end(): void {
    this.#sql.release();
  }
}
