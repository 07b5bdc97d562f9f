/**
 * How much work a guess at a password costs. Only failures count, so however many right sign-ins come at once, nobody is
 * asked for any. Counted in the database, in one statement, so it holds across processes; under pseudonyms, so the table
 * names nobody. Nobody keeps another out: after many failures a guess needs a proof of work (`guess.ts`), and a browser in
 * which an address has signed in before is counted apart.
 */
import type postgres from 'postgres';
import { inTransaction } from '@/lib/platform/db/transaction';
import { pseudonymOf } from './secret';

interface Limit {
  most: number;
  withinMinutes: number;
  workMinutes: number;
}

/** After ten wrong ones an address needs work for each guess; after a hundred an IP address (a practice shares one). */
const ADDRESS_LIMIT: Limit = { most: 10, withinMinutes: 15, workMinutes: 15 };
const IP_LIMIT: Limit = { most: 100, withinMinutes: 15, workMinutes: 15 };

/** A second of a desk's browser at first; twice as much each time the failures double; some ten seconds at most. */
const FIRST_BITS = 16;
const MOST_BITS = 20;

export interface SignInSource {
  email: string;
  ip: string | null;
  /** A browser in which this address has signed in (`device-token.ts`). */
  device?: string | null;
}

/** Whose guesses these are. The failures of a known browser are its own; those of all others are the address's. */
export const whoKey = ({ email, device }: SignInSource): Buffer =>
  device ? pseudonymOf('sign-in by device', `${device} ${email}`) : pseudonymOf('sign-in by address', email);
const ipKey = (ip: string): Buffer => pseudonymOf('sign-in by ip', ip);

/** The bits of work that a guess from `source` needs now; null for none. */
export async function workFor(source: SignInSource, at: Date): Promise<number | null> {
  const who = whoKey(source);
  const keys = [who, ...(source.ip === null || source.device ? [] : [ipKey(source.ip)])];
  const rows = await inTransaction(
    (sql) => sql<{ key: Buffer; heat: number }[]>`
      select key, heat from limits.failed_sign_ins
      where key in ${sql(keys)} and locked_until > ${at.toISOString()}::timestamptz`,
  );
  if (rows.length === 0) return null;
  return Math.max(...rows.map(({ key, heat }) => bitsFor(heat, who.equals(key) ? ADDRESS_LIMIT : IP_LIMIT)));
}

const bitsFor = (heat: number, { most }: Limit): number =>
  Math.min(MOST_BITS, FIRST_BITS + Math.floor(Math.log2(Math.max(1, heat / most))));

/** Counts a failure. */
export async function countFailure(source: SignInSource, at: Date): Promise<void> {
  await inTransaction(async (sql) => {
    const counted = [count(sql, whoKey(source), ADDRESS_LIMIT, at)];
    if (source.ip !== null) counted.push(count(sql, ipKey(source.ip), IP_LIMIT, at));
    await Promise.all(counted);
    await forgetOld(sql, at);
  });
}

/** Forgets the failures of an address, or of a known browser, whose owner has signed in. */
export async function forgetFailures(source: SignInSource): Promise<void> {
  await inTransaction((sql) => sql`delete from limits.failed_sign_ins where key = ${whoKey(source)}`);
}

/** Notes that a proof was used. @returns whether it was the first time. */
export async function spendProof(challenge: string, until: Date): Promise<boolean> {
  return inTransaction(async (sql) => {
    const [used] = await sql`
      insert into limits.spent_proofs (token, expires_at)
      values (${pseudonymOf('sign-in proof spent', challenge)}, ${until.toISOString()}::timestamptz)
      on conflict (token) do nothing returning 1`;
    await sql`delete from limits.spent_proofs where expires_at < now() - interval '1 hour'`;
    return used !== undefined;
  });
}

/** What is counted as `heat` goes down again after an hour without a failure. */
function count(sql: postgres.TransactionSql, key: Buffer, limit: Limit, at: Date) {
  const now = at.toISOString();
  const since = new Date(at.getTime() - limit.withinMinutes * 60_000).toISOString();
  const until = new Date(at.getTime() + limit.workMinutes * 60_000).toISOString();
  return sql`
    insert into limits.failed_sign_ins as f (key, failures, last_failed_at)
    values (${key}, array[${now}::timestamptz], ${now}::timestamptz)
    on conflict (key) do update set
      last_failed_at = ${now}::timestamptz,
      heat = case when f.last_failed_at < ${now}::timestamptz - interval '1 hour' then 1 else f.heat + 1 end,
      (failures, locked_until) = (
        select
          case when count(*) >= ${limit.most} or f.locked_until > ${now}::timestamptz then '{}' else array_agg(t) end,
          case when count(*) >= ${limit.most} or f.locked_until > ${now}::timestamptz then ${until}::timestamptz
            else f.locked_until end
        from unnest(f.failures || ${now}::timestamptz) as t
        where t > ${since}::timestamptz)`.execute();
}

/** Keeps the table small: strangers make up addresses. */
async function forgetOld(sql: postgres.TransactionSql, at: Date): Promise<void> {
  const old = new Date(at.getTime() - 3_600_000).toISOString();
  await sql`
    delete from limits.failed_sign_ins where key in (
      select key from limits.failed_sign_ins where last_failed_at < ${old}::timestamptz
      order by last_failed_at limit 100 for update skip locked)`;
}
