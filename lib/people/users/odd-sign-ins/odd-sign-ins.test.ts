/** Sign-ins that are unusual for their person: what is told, to whom, how often, and how little is read for it. */
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { hashPassword } from '@/lib/people/auth/password';
import { listNotices } from '@/lib/people/notices/queries';
import { mailNotices } from '@/lib/people/outbox/mail-notices';
import type { Context } from '@/lib/platform/context';
import type { CountryTable } from '@/lib/platform/country-table';
import type { Id } from '@/lib/platform/ids';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { asAppRole } from '@/lib/tools/testing/attacker';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { watchStatements } from '@/lib/tools/testing/statements/record';
import { listMySessions } from '../account';
import { listCurrentSessions } from '../current-sessions';
import { openSession } from '../open-session';
import { signIn } from '../sign-in';
import { lookAtSignIns } from './look';

const DAY_MS = 86_400_000;
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const none = Promise.resolve(null);
/** Portugal for all of 203.0.113., Germany for everything else. */
const table: Promise<CountryTable> = Promise.resolve({
  size: 2,
  countryOf: (ip: string) => (ip.startsWith('203.0.113.') ? 'PT' : 'DE'),
});

let org: TestOrg;
beforeEach(async () => {
  org = await makeOrg();
});

const enter = async (at: Date, ip: string | null = '192.0.2.9', clinic = org): Promise<Id> => {
  const { id, name } = clinic.operator.actor;
  const opening = { by: 'passkey', factorAt: at, ip, requestId: randomUUID(), userAgent: FIREFOX } as const;
  return (await openSession({ orgId: clinic.orgId, id, name }, opening, at)).sessionId;
};
const look = (at = new Date(), countries: Promise<CountryTable | null> = none, orgId = org.orgId) =>
  lookAtSignIns(orgId, at, countries);
const wordsOf = async (ctx: Context) => (await listNotices(ctx)).notices.map(({ words }) => words);
const told = () => eventsOf(org.orgId, 'user.sign_in_odd');

/** Sign-ins of Olga at an hour (UTC) on each of so many days before today; looked at, so that only the last is to be. */
async function usedToCome(days: number, hour = 9, clinic = org): Promise<void> {
  const { orgId } = clinic;
  const first = await enter(onDay(1, hour), '192.0.2.9', clinic);
  await asOwner(
    orgId,
    (tx) => tx.sql`
    insert into sessions (org_id, id, user_id, secret_hash, created_at, last_seen_at, ip, signed_in_by)
    select org_id, id - n, user_id, secret_hash, created_at - n * interval '1 day', last_seen_at - n * interval '1 day',
      ip, signed_in_by
    from sessions, generate_series(1, ${days - 1}::int) n where org_id = ${orgId} and id = ${first}`,
  );
  await asOwner(orgId, (tx) => tx.sql`update sessions set looked_at = created_at where org_id = ${orgId}`);
}

const TODAY = new Date().toISOString().slice(0, 10);
const onDay = (daysAgo: number, hour: number, minute = 0): Date =>
  new Date(Date.parse(`${TODAY}T00:00:00Z`) + (hour * 60 + minute) * 60_000 - daysAgo * DAY_MS);

describe('an unusual sign-in', () => {
  test('by its hour is told to its person by a notice that goes by mail too, with its event of facts only', async () => {
    await usedToCome(40);
    const id = await enter(onDay(0, 3, 12));
    expect(await look(onDay(0, 3, 13))).toBe(1);
    expect(await wordsOf(org.operator)).toEqual([
      `A sign-in to your account is unusual (Firefox on Linux, ${TODAY} 03:12, UTC). At 03:12 (UTC), while in the 8 weeks before no sign-in was within two hours of that time of day. If it was not you, end that session, change your password, and tell an administrator.`,
    ]);
    expect(await told()).toMatchObject([
      {
        actorId: '0',
        subjectId: org.operator.actor.id,
        facts: { day: TODAY, time: '03:12', zone: 'UTC', weeks: 8, session: id },
      },
    ]);
    const [notice] = await ownerSql()`
      select to_mail, kind from notices where org_id = ${org.orgId} and user_id = ${org.operator.actor.id}`;
    expect(notice).toMatchObject({ to_mail: true, kind: 'account.odd_sign_in' });
    expect(await mailNotices(org.orgId, onDay(0, 4))).toBe(1);
    for (const ctx of [org.admin, org.officer]) expect(await wordsOf(ctx)).toEqual([]);
  });

  test('is compared in the person’s own time zone', async () => {
    await usedToCome(40);
    await asOwner(
      org.orgId,
      (tx) => tx.sql`
      update users set time_zone = 'Asia/Tokyo' where org_id = ${org.orgId} and id = ${org.operator.actor.id}`,
    );
    await enter(onDay(0, 3, 12));
    expect(await look(onDay(0, 3, 13))).toBe(1);
    expect((await told())[0]?.facts).toMatchObject({ day: TODAY, time: '12:12', zone: 'Asia/Tokyo' });
  });

  test('after wrong passwords is told with their number: those of that person since the sign-in before', async () => {
    const email = `olga-${randomUUID()}@test.example`;
    const password = 'correct horse battery staple';
    const hash = await hashPassword(password);
    await asOwner(
      org.orgId,
      (tx) => tx.sql`
      update users set email = ${email}, password_hash = ${hash} where id = ${org.operator.actor.id}`,
    );
    const attempt = () => ({
      email,
      password,
      ip: `2001:db8::${randomUUID().slice(0, 4)}`,
      userAgent: FIREFOX,
      requestId: 'r',
    });
    const guess = (times: number) =>
      Promise.all(Array.from({ length: times }, () => signIn({ ...attempt(), password: 'wrong' }).catch(() => {})));
    await guess(4);
    await signIn(attempt());
    expect(await look()).toBe(0);
    await guess(6);
    const { sessionId } = await signIn(attempt());
    expect(await look()).toBe(1);
    expect((await told()).map(({ facts }) => facts)).toEqual([
      expect.objectContaining({ wrongPasswords: 6, session: sessionId }),
    ]);
    await signIn(attempt());
    expect(await look()).toBe(0);
    expect((await listMySessions(org.operator)).map(({ odd }) => odd)).toEqual([[], ['After 6 wrong passwords'], []]);
  });

  test('from a new country is told by a table alone, once', async () => {
    await usedToCome(3);
    await enter(onDay(0, 9), '203.0.113.7');
    await enter(onDay(0, 9, 1), null);
    expect(await look(onDay(0, 10), none)).toBe(0);
    expect(await told()).toEqual([]);
    await enter(onDay(0, 9, 2), '203.0.113.7');
    expect(await look(onDay(0, 10), table)).toBe(0);
    const other = await makeOrg();
    await usedToCome(3, 9, other);
    await enter(onDay(0, 9), '203.0.113.7', other);
    await enter(onDay(0, 9, 1), '203.0.113.8', other);
    expect(await look(onDay(0, 10), table, other.orgId)).toBe(1);
    expect((await wordsOf(other.operator))[0]).toContain(
      'From Portugal, while none of 3 sign-ins before came from there.',
    );
    expect((await eventsOf(other.orgId, 'user.sign_in_odd'))[0]?.facts).toMatchObject({
      country: 'PT',
      signInsBefore: 3,
    });
  });

  test('after a long pause is told with its days', async () => {
    await enter(onDay(93, 9));
    expect(await look()).toBe(0);
    await enter(onDay(0, 9));
    expect(await look(onDay(0, 10))).toBe(1);
    expect((await told())[0]?.facts).toMatchObject({ pauseDays: 93 });
  });

  test('has a mark with its reason in the list of one’s own sessions and in that of the administrator; others have none', async () => {
    await usedToCome(40);
    const at = onDay(0, 3, 12);
    const odd = await enter(at);
    await look(at);
    const usual = await enter(new Date(at.getTime() + 60_000));
    const shown = new Date(at.getTime() + 120_000);
    const reasons = ['At 03:12 (UTC), while in the 8 weeks before no sign-in was within two hours of that time of day'];
    const mine = await listMySessions(org.operator, shown);
    const all = (await listCurrentSessions(org.admin, {}, shown)).sessions;
    for (const list of [mine, all]) {
      const marks = new Map<Id, string[]>(list.map((one) => [one.id, one.odd]));
      expect([marks.get(odd), marks.get(usual)]).toEqual([reasons, []]);
    }
  });
});

describe('nothing is said', () => {
  test('of the first sign-ins, of usual ones, and of those of before an upgrade', async () => {
    await enter(onDay(0, 3));
    await enter(onDay(0, 15));
    expect(await look(onDay(0, 16))).toBe(0);
    await usedToCome(40);
    await enter(onDay(0, 9, 30));
    expect(await look(onDay(0, 10))).toBe(0);
    expect([await told(), await wordsOf(org.operator)]).toEqual([[], []]);
  });

  test('to another organisation, nor is anything of it looked at', async () => {
    const other = await makeOrg();
    await usedToCome(40);
    await usedToCome(40, 3, other);
    await Promise.all([enter(onDay(0, 3, 12)), enter(onDay(0, 3, 12), '192.0.2.9', other)]);
    expect(await look(onDay(0, 4), none, other.orgId)).toBe(0);
    expect(await told()).toEqual([]);
    expect(await look(onDay(0, 4))).toBe(1);
    expect(await wordsOf(other.operator)).toEqual([]);
    expect(await eventsOf(other.orgId, 'user.sign_in_odd')).toEqual([]);
  });

  test('of an hour by a clock that is ahead, which holds up nothing after it', async () => {
    await usedToCome(40);
    await enter(onDay(-400, 3, 12));
    expect(await look(onDay(0, 3, 13))).toBe(0);
    await enter(onDay(0, 3, 14));
    expect(await look(onDay(0, 3, 15))).toBe(1);
  });
});

describe('whatever happens', () => {
  test('each is looked at once and told once: by two that look at once, and at the next time', async () => {
    await usedToCome(40);
    await enter(onDay(0, 3, 12));
    const at = onDay(0, 3, 13);
    expect((await Promise.all([look(at), look(at), look(at)])).sort()).toEqual([0, 0, 1]);
    expect(await look(at)).toBe(0);
    expect(await told()).toHaveLength(1);
    expect(await wordsOf(org.operator)).toHaveLength(1);
  });

  test('one that is killed in the middle has told nothing, and the next tells once', async () => {
    await usedToCome(40);
    await enter(onDay(0, 3, 12));
    const at = onDay(0, 3, 13);
    await ownerSql().begin(async (sql) => {
      // The notice cannot be written meanwhile: the look has its row and its facts, and waits.
      await sql`lock table notices in share mode`;
      const looking = look(at).catch((error) => error);
      const waiting = () => sql<{ pid: number }[]>`
        select pid from pg_locks where relation = 'notices'::regclass and not granted and database =
          (select oid from pg_database where datname = current_database())`;
      await expect.poll(async () => (await waiting()).length).toBe(1);
      const [one] = await waiting();
      await sql`select pg_terminate_backend(${one?.pid ?? 0})`;
      expect(await looking).toMatchObject({ code: 'unavailable' });
    });
    expect([await told(), await wordsOf(org.operator)]).toEqual([[], []]);
    expect(await look(at)).toBe(1);
    expect(await look(at)).toBe(0);
    expect([(await told()).length, (await wordsOf(org.operator)).length]).toEqual([1, 1]);
  });

  test('what was looked at is not looked at again, nor what was found taken back, by the app’s role', async () => {
    await usedToCome(40);
    await enter(onDay(0, 3, 12));
    await look(onDay(0, 3, 13));
    for (const column of ['looked_at', 'odd']) {
      const back = asAppRole(
        org.orgId,
        (tx) => tx.sql`update sessions set ${tx.sql(column)} = null where odd is not null`,
      );
      await expect(back).rejects.toThrow('CL006');
    }
  });

  test('a look reads by an index, at most 500 sign-ins of the person and 100 wrong passwords', async () => {
    await usedToCome(40);
    await enter(onDay(0, 3, 12));
    const sent = await watchStatements(() => look(onDay(0, 3, 13)));
    const reads = sent.filter(
      ({ text }) => /^\s*select/i.test(text) && /\bfrom (sessions|ledger_entries)\b/.test(text),
    );
    expect(reads.map(({ text }) => /limit \$(\d+)/.test(text) || /s\.id = /.test(text))).not.toContain(false);
    const limits = reads.map(({ text, parameters }) => parameters[Number(/limit \$(\d+)/.exec(text)?.[1] ?? 0) - 1]);
    expect(limits.filter((one) => one !== undefined).map(Number)).toEqual([200, 500, 100]);
    const plans = await asOwner(org.orgId, async (tx) => {
      await tx.sql`set local enable_seqscan = off`;
      await tx.sql`set local enable_bitmapscan = off`;
      await tx.sql`set local enable_sort = off`;
      const found: string[] = [];
      for (const { text, parameters } of reads) {
        const rows = await tx.sql.unsafe<{ 'QUERY PLAN': string }[]>(`explain ${text}`, parameters as never[]);
        found.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
      }
      return found;
    });
    const [queue, , earlier, wrong] = plans;
    expect(queue).toMatch(/Index (Only )?Scan using sessions_not_looked_at/);
    expect(earlier).toMatch(/Index Scan Backward using sessions_user/);
    expect(wrong).toMatch(/Index Cond: \(\(org_id = .* AND \(actor_id = .* AND \(id >= /);
    // Both stand in the index's own condition: no other entry of the person is read.
    expect(wrong).not.toMatch(/Filter: .*(action|facts)/);
    expect(plans.join('\n')).not.toMatch(/Seq Scan on (sessions|ledger_entries)/);
  });
});
