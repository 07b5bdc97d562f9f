/**
 * Looks at each sign-in after it was answered, so that what is unusual costs a sign-in no time and changes no answer.
 * Guarantees: a sign-in is looked at once, and its person told once, with its event, whatever dies when and however many look; each
 * look reads so many rows at most, by an index. Against: somebody else in one's account. Not against: who signs in as their
 * victim does, from the same country.
 */

import { MOST_WRONG, type OddFacts } from '@/lib/people/notices/kinds/sign-ins';
import { notify } from '@/lib/people/notices/notify';
import { clock } from '@/lib/platform/clock';
import { type Context, systemContext } from '@/lib/platform/context';
import { type CountryTable, countryTable } from '@/lib/platform/country-table';
import { isAway } from '@/lib/platform/db/errors';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { CareledgerError } from '@/lib/platform/errors';
import { BEFORE_ALL, firstIdAt, type Id } from '@/lib/platform/ids';
import { log } from '@/lib/platform/log';
import { mutate, unchanged, unrecorded } from '@/lib/protection/mutate';
import { deviceOf } from '../device';
import { type Earlier, oddFacts, SKEW_MS, wrongSince } from './reasons';

const BATCH = 200;
/** Those before that a sign-in is compared with. */
const MOST_EARLIER = 500;

/** Looks at the sign-ins of an org that were not looked at yet, the oldest first. @returns how many people were told of */
export async function lookAtSignIns(
  orgId: Id,
  at: Date = clock.now(),
  countries: Promise<CountryTable | null> = countryTable(),
): Promise<number> {
  const ctx = systemContext(orgId, 'odd-sign-ins');
  let told = 0;
  for (let after = BEFORE_ALL, batch: Id[] = []; ; after = batch.at(-1) ?? after) {
    batch = await notLookedAt(orgId, after);
    const table = batch.length > 0 ? await countries : null;
    for (const id of batch) if (await orNext(ctx, () => lookAt(ctx, id, table, at))) told += 1;
    if (batch.length < BATCH) return told;
  }
}

/** One that cannot be looked at holds up no other, and is tried again at the next time. */
async function orNext(ctx: Context, look: () => Promise<boolean>): Promise<boolean> {
  try {
    return await look();
  } catch (error) {
    if (isAway(error) || !(error instanceof CareledgerError)) throw error;
    log.warn({ event: 'user.sign_in_not_looked_at', orgId: ctx.orgId, code: error.reason ?? error.code });
    return false;
  }
}

async function notLookedAt(orgId: Id, after: Id): Promise<Id[]> {
  const rows = await inOrg(
    orgId,
    (tx) => tx.sql<{ id: Id }[]>`
      select id from sessions where org_id = ${tx.orgId} and looked_at is null and id > ${after}::bigint
      order by id limit ${BATCH}`,
  );
  return rows.map(({ id }) => id);
}

interface Row {
  userId: Id;
  zone: string;
  atMs: number;
  ip: string | null;
  userAgent: string | null;
}

/** One sign-in, in a transaction of its own. @returns whether it was unusual, and its person told */
function lookAt(ctx: Context, id: Id, countries: CountryTable | null, at: Date): Promise<boolean> {
  const action = 'user.sign_in_odd';
  return mutate<boolean>(ctx, action, async (tx) => {
    const session = await lockSession(tx, id);
    if (!session) return unchanged(false);
    const facts = await factsOf(tx, session, { id, countries, at });
    const marked = tx.sql`
      update sessions set looked_at = ${at.toISOString()}::timestamptz,
        odd = ${facts === null ? null : JSON.stringify(facts)}::text::jsonb
      where org_id = ${tx.orgId} and id = ${id}`;
    if (!facts) return unrecorded(false, 'looked_at', [marked]);
    const told = { ...known(facts), device: deviceOf(session.userAgent) };
    const subjectId = session.userId;
    await notify(tx, { userIds: [subjectId] }, { kind: 'account.odd_sign_in', facts: told }, at);
    return { value: true, writes: [marked], entries: [{ action, subjectId, facts: { ...known(facts), session: id } }] };
  });
}

const known = (facts: OddFacts): Record<string, string | number> =>
  Object.fromEntries(Object.entries(facts).flatMap(([name, fact]) => (fact === undefined ? [] : [[name, fact]])));

/** Locked: of two that look, the second sees that it was looked at. */
async function lockSession(tx: Tx, id: Id): Promise<Row | undefined> {
  const [row] = await tx.sql<Row[]>`
    select s.user_id as "userId", u.time_zone as zone, s.ip, s.user_agent as "userAgent",
      (extract(epoch from s.created_at) * 1000)::double precision as "atMs"
    from sessions s join users u on u.org_id = s.org_id and u.id = s.user_id
    where s.org_id = ${tx.orgId} and s.id = ${id} and s.looked_at is null
    for no key update of s`;
  return row;
}

interface Looking {
  id: Id;
  countries: CountryTable | null;
  at: Date;
}

async function factsOf(tx: Tx, session: Row, { id, countries, at }: Looking): Promise<OddFacts | null> {
  const { userId, zone, atMs, ip } = session;
  const countryOf = (address: string | null) => (address === null ? null : (countries?.countryOf(address) ?? null));
  const rows = await tx.sql<{ atMs: number; ip: string | null }[]>`
    select (extract(epoch from created_at) * 1000)::double precision as "atMs", ip from sessions
    where org_id = ${tx.orgId} and user_id = ${userId} and id <> ${id}
      and created_at <= ${new Date(atMs).toISOString()}::timestamptz
    order by last_seen_at desc limit ${MOST_EARLIER}`;
  const earlier: Earlier[] = rows.map((one) => ({ atMs: one.atMs, country: countryOf(one.ip) }));
  const wrong = await countWrong(tx, userId, { sinceMs: wrongSince(atMs, earlier), atMs });
  const isAhead = atMs > at.getTime() + SKEW_MS;
  return oddFacts({ atMs, zone, country: countryOf(ip), wrong, earlier, isCut: rows.length === MOST_EARLIER, isAhead });
}

/** Wrong passwords, up to `MOST_WRONG`: one that was not compared, since it lacked its proof of work, is no guess. */
async function countWrong(tx: Tx, userId: Id, { sinceMs, atMs }: { sinceMs: number; atMs: number }): Promise<number> {
  const [row] = await tx.sql<[{ count: number }]>`
    select count(*)::int as count from (
      select from ledger_entries
      where org_id = ${tx.orgId} and actor_id = ${userId} and action = 'user.sign_in_failed'
        and facts = '{"reason":"wrong_password"}' and id >= ${firstIdAt(sinceMs - SKEW_MS)}::bigint
        and at >= ${new Date(sinceMs).toISOString()}::timestamptz and at <= ${new Date(atMs).toISOString()}::timestamptz
      limit ${MOST_WRONG}) as wrong`;
  return row.count;
}
