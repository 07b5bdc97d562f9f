/**
 * How often signing in may fail. Only failures count, so however many right sign-ins come at once, nobody is locked out.
 * Counted in the database, in one statement, so it holds across processes; under pseudonyms, so the table names nobody.
 * Nobody keeps another out: a browser in which an address has signed in before is counted apart, and neither the failures
 * of strangers at that address nor those of its network lock it.
 */
import type postgres from 'postgres';
import { inTransaction } from '@/lib/db/transaction';
import { pseudonymOf } from './secret';

interface Limit {
  most: number;
  withinMinutes: number;
  lockMinutes: number;
}

/** Ten wrong ones lock an address; a hundred lock an IP address (a practice shares one). */
const ADDRESS_LIMIT: Limit = { most: 10, withinMinutes: 15, lockMinutes: 15 };
const IP_LIMIT: Limit = { most: 100, withinMinutes: 15, lockMinutes: 15 };

export interface SignInSource {
  email: string;
  ip: string | null;
  /** A browser in which this address has signed in (`device-token.ts`). */
  device?: string | null;
}

/** The failures of a known browser are its own; those of all others are the address's. */
const whoKey = ({ email, device }: SignInSource): Buffer =>
  device ? pseudonymOf('sign-in by device', `${device} ${email}`) : pseudonymOf('sign-in by address', email);
const ipKey = (ip: string): Buffer => pseudonymOf('sign-in by ip', ip);

/** Whether signing in from `source` is refused for now, right password or not. */
export async function isLocked(source: SignInSource, at: Date): Promise<boolean> {
  const keys = [whoKey(source), ...(source.ip === null || source.device ? [] : [ipKey(source.ip)])];
  const rows = await inTransaction(
    (sql) => sql`
      select 1 from limits.failed_sign_ins
      where key in ${sql(keys)} and locked_until > ${at.toISOString()}::timestamptz`,
  );
  return rows.length > 0;
}

/** Counts a failure. True when it locked the address or the IP address, or they were locked. */
export async function countFailure(source: SignInSource, at: Date): Promise<boolean> {
  return inTransaction(async (sql) => {
    const counted = [count(sql, whoKey(source), ADDRESS_LIMIT, at)];
    if (source.ip !== null) counted.push(count(sql, ipKey(source.ip), IP_LIMIT, at));
    const locked = await Promise.all(counted);
    await forgetOld(sql, at);
    return source.device ? locked[0] === true : locked.some(Boolean);
  });
}

/** Forgets the failures of an address, or of a known browser, whose owner has signed in. */
export async function forgetFailures(source: SignInSource): Promise<void> {
  await inTransaction((sql) => sql`delete from limits.failed_sign_ins where key = ${whoKey(source)}`);
}

async function count(sql: postgres.TransactionSql, key: Buffer, limit: Limit, at: Date): Promise<boolean> {
  const now = at.toISOString();
  const since = new Date(at.getTime() - limit.withinMinutes * 60_000).toISOString();
  const until = new Date(at.getTime() + limit.lockMinutes * 60_000).toISOString();
  const [row] = await sql<[{ locked: boolean }]>`
    insert into limits.failed_sign_ins as f (key, failures, last_failed_at)
    values (${key}, array[${now}::timestamptz], ${now}::timestamptz)
    on conflict (key) do update set
      last_failed_at = ${now}::timestamptz,
      (failures, locked_until) = (
        select
          case when count(*) >= ${limit.most} then '{}' else array_agg(t) end,
          case when count(*) >= ${limit.most} then ${until}::timestamptz else f.locked_until end
        from unnest(f.failures || ${now}::timestamptz) as t
        where t > ${since}::timestamptz)
    returning locked_until is not null and locked_until > ${now}::timestamptz as locked`;
  return row.locked;
}

/** Keeps the table small: strangers make up addresses. */
async function forgetOld(sql: postgres.TransactionSql, at: Date): Promise<void> {
  const old = new Date(at.getTime() - 3_600_000).toISOString();
  await sql`
    delete from limits.failed_sign_ins where key in (
      select key from limits.failed_sign_ins where last_failed_at < ${old}::timestamptz
      order by last_failed_at limit 100 for update skip locked)`;
}
