/** Accounts that nobody uses: who is warned, who is deactivated, who never is, however often and by however many it is looked. */
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { getDormantRule, updateDormantRule } from '@/lib/admin/settings/dormant-accounts';
import { confirmApproval } from '@/lib/people/approvals/decide';
import { listApprovals } from '@/lib/people/approvals/queries';
import { loadContext } from '@/lib/people/auth/load-context';
import { listNotices } from '@/lib/people/notices/queries';
import { mailNotices } from '@/lib/people/outbox/mail-notices';
import { type Context, systemContext } from '@/lib/platform/context';
import { type Id, newId } from '@/lib/platform/ids';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { contextOf, insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { APPROVAL_HANDLERS } from '@/lib/ways-in/jobs/approval-handlers';
import { createUser } from '../create-user';
import { listUsers } from '../queries';
import { resetFactors } from '../reset-factors';
import { resetPassword } from '../reset-password';
import { setUserActive } from '../set-user-active';
import { signIn } from '../sign-in';
import { deactivateDormant } from './deactivate';
import { settleDormant } from './settle';

const DAY_MS = 86_400_000;
const NONE = { warned: 0, deactivated: 0 };
const RULE = { warnDays: 60, deactivateDays: 90 };

let org: TestOrg;
beforeEach(async () => {
  org = await makeOrg();
  await updateDormantRule(org.admin, RULE);
});

/** So many days from now: everybody of the test was made a moment ago. */
const day = (days: number, plusMs = 0): Date => new Date(Date.now() + days * DAY_MS + plusMs);
const settle = (at: Date, orgId = org.orgId) => settleDormant(orgId, at);

/** Somebody came: straight into the row. */
const cameOn = (id: Id, at: Date, of = org) =>
  asOwner(
    of.orgId,
    (tx) => tx.sql`
    update users set last_sign_in_at = ${at.toISOString()}::timestamptz where org_id = ${of.orgId} and id = ${id}`,
  );
/** All but those who are named. */
async function othersCameOn(at: Date, ...ids: Id[]): Promise<void> {
  await asOwner(
    org.orgId,
    (tx) => tx.sql`
    update users set last_sign_in_at = ${at.toISOString()}::timestamptz
    where org_id = ${org.orgId} and id <> all(${ids}::bigint[])`,
  );
}
const isActive = async (id: Id): Promise<boolean> => {
  const [row] = await ownerSql()<{ active: boolean }[]>`select active from users where id = ${id}`;
  return row?.active === true;
};
const wordsOf = async (ctx: Context) => (await listNotices(ctx)).notices.map(({ words }) => words);
const olga = () => org.operator.actor.id;

describe('a warning', () => {
  test('comes after the days of the rule, by mail and a notice, and administrators are told in one', async () => {
    await othersCameOn(day(40), olga(), org.officer.actor.id);
    expect(await settle(day(59))).toEqual(NONE);
    expect(await settle(day(60, 60_000))).toEqual({ warned: 2, deactivated: 0 });
    expect(await wordsOf(org.operator)).toEqual([
      expect.stringMatching(/^You have not signed in for 60 days\. Sign in before \d{4}-\d\d-\d\d, or your account is/),
    ]);
    expect((await wordsOf(org.admin))[0]).toMatch(
      /^Not signed in for 60 days or longer: (Olga Operator, Otto Officer|Otto Officer, Olga Operator)\. They were told\. Who does not come is deactivated\.$/,
    );
    expect(await eventsOf(org.orgId, 'user.warn_dormant')).toContainEqual(
      expect.objectContaining({ subjectId: olga(), facts: { rule: 'dormant_accounts', afterDays: 60, days: 60 } }),
    );
    const mailed = await asOwner(
      org.orgId,
      (tx) => tx.sql`
      select user_id from notices where org_id = ${org.orgId} and to_mail and kind = 'account.dormant'`,
    );
    expect(mailed.map((row) => row.user_id)).toContain(olga());
    expect(await mailNotices(org.orgId, day(60))).toBeGreaterThan(0);
  });

  test('is once a stretch: not at the next run, nor by two workers at once; and anew after they came', async () => {
    await othersCameOn(day(200), olga());
    const both = await Promise.all([settle(day(61)), settle(day(61))]);
    expect(both.map(({ warned }) => warned).sort()).toEqual([0, 1]);
    expect(await settle(day(62))).toEqual(NONE);
    await cameOn(olga(), day(63));
    expect(await settle(day(100))).toEqual(NONE);
    expect(await settle(day(124))).toEqual({ warned: 1, deactivated: 0 });
    expect(await eventsOf(org.orgId, 'user.warn_dormant')).toHaveLength(2);
  });

  test('goes to nobody without a rule, in another organisation, or who is deactivated already', async () => {
    const other = await makeOrg();
    await setUserActive(org.admin, { id: olga(), active: false });
    await othersCameOn(day(100), olga());
    expect(await settle(day(100))).toEqual(NONE);
    expect(await settle(day(100), other.orgId)).toEqual(NONE);
    expect(await eventsOf(other.orgId, 'user.warn_dormant')).toEqual([]);
    expect(await wordsOf(other.admin)).toEqual([]);
  });

  test('counts days of 24 hours: the day on which clocks are put on or back changes nothing', async () => {
    // Berlin: on 2027-03-28 a day of 23 hours, on 2026-10-25 one of 25.
    const [spring, autumn] = [new Date('2027-03-27T12:00:00Z'), new Date('2027-10-30T12:00:00Z')];
    for (const from of [spring, autumn]) {
      await othersCameOn(new Date(from.getTime() + 61 * DAY_MS), olga());
      await cameOn(olga(), from);
      expect(await settle(new Date(from.getTime() + 60 * DAY_MS - 1))).toEqual(NONE);
      expect(await settle(new Date(from.getTime() + 60 * DAY_MS))).toEqual({ warned: 1, deactivated: 0 });
    }
  });
});

describe('a deactivation', () => {
  test('comes after its days, by the verb that deactivates anybody, and the ledger names the rule and the days', async () => {
    const email = `nora-${randomUUID()}@test.example`;
    const made = { name: 'Nora New', email, profileId: org.profileIds.Operator, roleId: org.roleIds.Manager };
    const { id, temporaryPassword: password } = await createUser(org.admin, made);
    const token = await signIn({ email, password, ip: null, userAgent: null, requestId: randomUUID() });
    await othersCameOn(day(91), id);
    expect(await settle(day(61))).toEqual({ warned: 1, deactivated: 0 });
    expect(await settle(day(89))).toEqual(NONE);
    expect(await settle(day(91))).toEqual({ warned: 0, deactivated: 1 });
    expect(await isActive(id)).toBe(false);
    expect(await loadContext(token, { requestId: randomUUID(), ip: null })).toEqual({
      state: 'none',
      reason: 'ended_by_administrator',
    });
    expect(await eventsOf(org.orgId, 'user.deactivate_dormant')).toMatchObject([
      { subjectId: id, actorId: '0', facts: { rule: 'dormant_accounts', afterDays: 90, days: 91 } },
    ]);
    expect((await eventsOf(org.orgId, 'user.update')).at(-1)).toMatchObject({
      subjectId: id,
      facts: { active: false, sessionsEnded: 1 },
    });
    const words = 'Nora New was deactivated: not signed in for 91 days.';
    for (const ctx of [org.admin, org.officer]) {
      expect((await wordsOf(ctx)).filter((one) => one.includes('Nora New was'))).toEqual([words]);
    }
    expect(await settle(day(92))).toEqual(NONE);
  });

  test('is off by default: whoever is warned stays', async () => {
    await updateDormantRule(org.admin, { warnDays: 60, deactivateDays: null });
    await confirmAll();
    await settle(day(100));
    expect(await settle(day(500))).toEqual(NONE);
    expect(await isActive(olga())).toBe(true);
  });

  test('needs a warning that has stood: the first run after years warns, and a clock a year ahead for an hour shuts out nobody', async () => {
    await othersCameOn(day(500), olga());
    expect(await settle(day(400))).toEqual({ warned: 1, deactivated: 0 });
    expect(await settle(day(406))).toEqual(NONE);
    // The clock is right again: the warning of the future is none.
    expect(await settle(day(95))).toEqual({ warned: 1, deactivated: 0 });
    expect(await isActive(olga())).toBe(true);
    expect(await settle(day(103))).toEqual({ warned: 0, deactivated: 1 });
  });

  test('spares who came between the look and the act, whatever the worker saw before', async () => {
    await othersCameOn(day(91), olga());
    await settle(day(61));
    await cameOn(olga(), day(90));
    expect(await deactivateDormant(systemContext(org.orgId, 'test'), olga(), day(91))).toBe(false);
    expect(await isActive(olga())).toBe(true);
    expect(await eventsOf(org.orgId, 'user.deactivate_dormant')).toEqual([]);
  });

  test('by two workers at once is one', async () => {
    await othersCameOn(day(91), olga());
    await settle(day(61));
    const both = await Promise.all([settle(day(91)), settle(day(91))]);
    expect(both.map(({ deactivated }) => deactivated).sort()).toEqual([0, 1]);
    expect(await eventsOf(org.orgId, 'user.deactivate_dormant')).toHaveLength(1);
  });

  test('leaves the administrator who came last, and nobody without one', async () => {
    const second = await insertUser(org, 'Ben Boss', org.profileIds.Administrator, org.roleIds.CEO);
    await cameOn(second, day(1));
    await settle(day(70));
    expect((await settle(day(95))).deactivated).toBe(3);
    expect([await isActive(org.admin.actor.id), await isActive(second)]).toEqual([false, true]);
    expect((await settle(day(500))).deactivated).toBe(0);
    expect(await isActive(second)).toBe(true);
  });

  test('never of who is named for the day the provider is away, nor of anybody while those names are not to be trusted', async () => {
    const { writeSetting } = await import('@/lib/protection/integrity/setting');
    const { mutate } = await import('@/lib/protection/mutate');
    await mutate(org.admin, 'settings.update', async (tx) => {
      await writeSetting(tx, 'only_sso', { only: true, exceptIds: [org.admin.actor.id] }, org.admin.actor.id);
      return { value: undefined, entries: [{ action: 'settings.update' }] };
    });
    await insertUser(org, 'Ben Boss', org.profileIds.Administrator, org.roleIds.CEO);
    await othersCameOn(day(95), olga(), org.admin.actor.id);
    expect(await settle(day(61))).toEqual({ warned: 1, deactivated: 0 });
    expect(await wordsOf(org.admin)).not.toContainEqual(expect.stringMatching(/^You have not/));
    await ownerSql()`update settings set value = '{"only":false,"exceptIds":[]}' where org_id = ${org.orgId} and key = 'only_sso'`;
    expect((await settle(day(91))).deactivated).toBe(0);
    expect([await isActive(olga()), await isActive(org.admin.actor.id)]).toEqual([true, true]);
  });

  test('says that a directory may bring somebody back', async () => {
    await asOwner(org.orgId, async (tx) => {
      await tx.sql`insert into scim_people (org_id, user_id, kept) values (${org.orgId}, ${olga()}, '{}')`;
      await tx.sql`
        insert into scim_connections (org_id, id, name, secret_hash, made_by, rules, created_at)
        values (${org.orgId}, ${newId()}, 'Entra', '\\x00', ${org.admin.actor.id}, '{}', now())`;
    });
    await othersCameOn(day(91), olga());
    await settle(day(61));
    await settle(day(91));
    expect(await eventsOf(org.orgId, 'user.deactivate_dormant')).toMatchObject([{ facts: { provisioned: true } }]);
    const words = await wordsOf(org.admin);
    expect(words.filter((one) => one.includes('may activate them again'))).toHaveLength(2);
  });

  test('counts whoever is activated again from then on', async () => {
    await othersCameOn(day(300), olga());
    await settle(day(61));
    await settle(day(91));
    await setUserActive(org.admin, { id: olga(), active: true }, day(100));
    expect(await settle(day(159))).toEqual(NONE);
    expect(await settle(day(161))).toEqual({ warned: 1, deactivated: 0 });
    expect(await settle(day(191))).toEqual({ warned: 0, deactivated: 1 });
  });
});

async function confirmAll(): Promise<void> {
  for (const { id } of (await listApprovals(org.officer)).waiting) {
    await confirmApproval(org.officer, { id }, APPROVAL_HANDLERS);
  }
}

describe('the rule', () => {
  test('is changed by who manages compliance, with an event and a notice; stricter at once', async () => {
    expect(await updateDormantRule(org.admin, { warnDays: 30, deactivateDays: 45 })).toEqual({ waits: false });
    expect((await eventsOf(org.orgId, 'settings.update')).at(-1)).toMatchObject({
      fields: ['warnDays', 'deactivateDays'],
      facts: { setting: 'dormant_accounts', old: RULE, new: { warnDays: 30, deactivateDays: 45 } },
    });
    expect((await wordsOf(org.officer))[0]).toBe(
      'Ada Admin changed what happens to accounts that nobody uses: warned after 30 days, deactivated after 45.',
    );
    await expect(updateDormantRule(org.operator, RULE)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(getDormantRule(org.operator)).rejects.toMatchObject({ code: 'forbidden' });
    const stale = { ...org.admin, sessionId: org.admin.actor.id, freshUntilMs: Date.now() - 1 };
    await expect(updateDormantRule(stale, RULE)).rejects.toMatchObject({ reason: 'STEP_UP' });
  });

  test.each([
    ['later', { warnDays: 60, deactivateDays: 120 }],
    ['not at all', { warnDays: null, deactivateDays: null }],
    ['warned later', { warnDays: 70, deactivateDays: 90 }],
  ])('that shuts out %s waits for a second person, and all is as before until then', async (_, looser) => {
    expect(await updateDormantRule(org.admin, looser)).toEqual({ waits: true });
    expect(await getDormantRule(org.admin)).toEqual({ ...RULE, waits: true });
    await expect(updateDormantRule(org.admin, looser)).rejects.toMatchObject({ code: 'conflict' });
    await confirmAll();
    expect(await getDormantRule(org.admin)).toEqual({ ...looser, waits: false });
  });

  test('confirmed after it was changed otherwise comes to nothing', async () => {
    await updateDormantRule(org.admin, { warnDays: 60, deactivateDays: 120 });
    await updateDormantRule(org.admin, { warnDays: 20, deactivateDays: 40 });
    await confirmAll();
    expect(await getDormantRule(org.admin)).toMatchObject({ warnDays: 20, deactivateDays: 40 });
  });

  test.each([
    [{ warnDays: 60, deactivateDays: 60 }, { deactivateDays: 'Give more days than those of the warning.' }],
    [{ warnDays: null, deactivateDays: 60 }, { warnDays: expect.stringContaining('Nobody is deactivated') }],
    [{ warnDays: 6, deactivateDays: null }, { warnDays: 'At least 7 days.' }],
    [{ warnDays: 60, deactivateDays: 731 }, { deactivateDays: 'At most 730 days.' }],
    [{ warnDays: 7.5, deactivateDays: null }, { warnDays: 'Give whole days.' }],
    [{ warnDays: Number.NaN, deactivateDays: null }, { warnDays: 'Give whole days.' }],
  ])('%o is refused in words, and nothing is lost', async (input, fields) => {
    await expect(updateDormantRule(org.admin, input)).rejects.toMatchObject({ code: 'invalid', fields });
    expect(await getDormantRule(org.admin)).toMatchObject(RULE);
  });

  test('that SQL wrote shuts out nobody', async () => {
    await othersCameOn(day(300), olga());
    await ownerSql()`
      update settings set value = '{"warnDays":7,"deactivateDays":8}' where org_id = ${org.orgId} and key = 'dormant_accounts'`;
    await settle(day(20));
    expect(await settle(day(120))).toEqual(NONE);
    expect(await isActive(olga())).toBe(true);
  });
});

describe('the list of people', () => {
  test('names who is dormant, and shows them alone; 90 days where nobody is warned', async () => {
    await othersCameOn(day(60), olga());
    const shown = async (at: Date, of: TestOrg) =>
      (await listUsers(of.admin, { dormant: true }, at)).users.map(({ name, dormant }) => [name, dormant]);
    expect(await shown(day(59), org)).toEqual([]);
    expect(await shown(day(61), org)).toEqual([['Olga Operator', true]]);
    expect((await listUsers(org.admin, {}, day(61))).users.filter(({ dormant }) => dormant)).toHaveLength(1);
    const other = await makeOrg();
    expect(await shown(day(89), other)).toEqual([]);
    expect(await shown(day(91), other)).toHaveLength(3);
    await expect(listUsers(org.operator, { dormant: true })).rejects.toMatchObject({ code: 'forbidden' });
  });
});

const waitingForLocks = async (): Promise<number> => {
  const [{ n }] = await ownerSql()<[{ n: number }]>`
    select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
  return n;
};

describe('two acts about one administrator at once', () => {
  test.each([
    ['a new password', (id: Id) => resetPassword(org.admin, { id })],
    ['second factors reset', (id: Id) => resetFactors(org.admin, { id, shownBy: 'in_person' })],
  ])(
    '%s, while another deactivates them: one follows the other, and neither is told to try again',
    async (name, reset) => {
      const id = await insertUser(org, 'Ben Boss', org.profileIds.Administrator, org.roleIds.CEO);
      const third = contextOf(org.orgId, {
        id: await insertUser(org, 'Tess Third', org.profileIds.Administrator, org.roleIds.CEO),
        name: 'Tess Third',
        profile: 'Administrator',
        ownerIds: null,
      });
      // Their row is held until both wait: in whichever order they took their locks.
      let letGo: () => void = () => {};
      const held = new Promise<void>((done) => {
        letGo = done;
      });
      const holding = ownerSql().begin(async (sql) => {
        await sql`select 1 from users where id = ${id} for update`;
        await held;
      });
      const resetting = Promise.allSettled([reset(id)]);
      await expect.poll(waitingForLocks, { timeout: 20_000 }).toBe(1);
      const deactivating = Promise.allSettled([setUserActive(third, { id, active: false })]);
      await expect.poll(waitingForLocks, { timeout: 20_000 }).toBe(2);
      letGo();
      await holding;
      const [[first], [other]] = [await resetting, await deactivating];
      expect(other).toMatchObject({ status: 'fulfilled' });
      if (name === 'a new password') expect(first).toMatchObject({ status: 'fulfilled' });
      else expect(first).toMatchObject({ reason: { message: 'This user has no second factor.' } });
      expect(await isActive(id)).toBe(false);
    },
  );
});
