/** Disclosure budgets: a brake that no door, program or hurry goes around. */
import { test as base, describe, expect } from 'vitest';
import { getComplianceOverview } from '@/lib/admin/settings/compliance/queries';
import { raiseBudget } from '@/lib/admin/settings/compliance/raise-budget';
import { setBudgets, setProfileBudgets } from '@/lib/admin/settings/compliance/set-budgets';
import { markField } from '@/lib/admin/settings/mark-field';
import { openConversation } from '@/lib/chat/conversations/open';
import { pickUp } from '@/lib/chat/conversations/pick-up';
import { printList, printRecord } from '@/lib/crm/exports/print/print';
import { startRecordExport } from '@/lib/crm/exports/records/export';
import { startSubjectExport } from '@/lib/crm/exports/subject/export';
import { notesOfPage } from '@/lib/crm/notes/queries';
import { createNote } from '@/lib/crm/notes/write';
import { listApprovals } from '@/lib/people/approvals/queries';
import { listNotices } from '@/lib/people/notices/queries';
import { beginJob } from '@/lib/platform/background/life';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { slowDownMs, USUAL_BUDGETS } from '@/lib/protection/compliance/budgets';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { setBudgetsOf } from '@/lib/tools/testing/budgets';
import { makeAvailable, makeVisitor, startChat } from '@/lib/tools/testing/chat';
import { ownerSql } from '@/lib/tools/testing/database';
import { contextOf, insertUser, type TestOrg } from '@/lib/tools/testing/factories';
import { addContact, eventsOf, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { confirmHolds } from '@/lib/tools/testing/holds';
import { restClient } from '@/lib/tools/testing/rest';
import { exportRecords } from '@/lib/ways-in/jobs/handlers/export';
import { spendApart, withBudget } from './budget';
import { reveal } from './reveal';

interface World {
  org: TestOrg;
  /** A contact with a marked phone number. */
  patient: Id;
  open(ctx?: Context): Promise<unknown>;
  usedBy(ctx: Context, kind?: string): Promise<{ hour: number; day: number }>;
  /** As if all that was disclosed so far had been so much earlier. */
  age(minutes: number): Promise<unknown>;
  limit(hour: number, day: number): Promise<void>;
}

async function makeWorld(): Promise<World> {
  const org = await makeHealthOrg();
  const patient = await addContact(org, { Phone: '+15554445566' });
  await markField(org.admin, { module: 'Contacts', fieldId: await fieldIdOf(org, 'Contacts', 'Phone'), encrypt: true });
  return {
    org,
    patient,
    open: (ctx = org.operator) =>
      reveal(ctx, { module: 'Contacts', recordId: patient, fields: ['Phone'], purpose: 'treatment' }),
    usedBy: (ctx, kind = 'one') => usedBy(org, ctx, kind),
    age: (minutes) => ownerSql()`
      update disclosure_use set slot = slot - make_interval(mins => ${minutes}) where org_id = ${org.orgId}`,
    limit: (hour, day) => setBudgetsOf(org.orgId, { one: { hour, day } }),
  };
}

async function usedBy(org: TestOrg, ctx: Context, kind: string): Promise<{ hour: number; day: number }> {
  const [row] = await ownerSql()<{ hour: number; day: number }[]>`
    select coalesce(sum(used) filter (where slot > now() - interval '65 minutes'), 0)::int as hour,
      coalesce(sum(used), 0)::int as day
    from disclosure_use
    where org_id = ${org.orgId} and user_id = ${ctx.actor.id} and kind = ${kind}
      and slot > now() - interval '1445 minutes'`;
  return row ?? { hour: 0, day: 0 };
}

/** Each test has an organisation of its own, so that they wait side by side for answers that are held back. */
const test = base.extend<{ world: World }>({
  world: async ({ task: _ }, use) => use(await makeWorld()),
});

describe.concurrent('a person', () => {
  test('is stopped at the hour’s budget, told when it goes on, and the attempt is an event that opened nothing', async ({
    world: { org, open, usedBy, limit },
  }) => {
    await limit(2, 10);
    expect(await open()).toEqual({ Phone: '+15554445566' });
    await open();
    await expect(open()).rejects.toMatchObject({
      code: 'limited',
      reason: 'BUDGET_SPENT',
      message: expect.stringMatching(
        /^You have reached 2 records opened one by one an hour. It goes on in 6\d minutes.$/,
      ),
      facts: { budget: 'one', limit: 2, resetSeconds: expect.any(Number) },
    });
    const events = await eventsOf(org, 'record.reveal');
    expect(events.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'refused']);
    expect(events[2]?.facts).toMatchObject({ reason: 'BUDGET_SPENT', limit: 2 });
    expect(await usedBy(org.operator)).toEqual({ hour: 2, day: 2 });
  });

  test('goes on after the hour, and is stopped at the day’s budget until the day has passed', async ({
    world: { org, open, usedBy, age, limit },
  }) => {
    await limit(2, 3);
    await open();
    await open();
    await age(70);
    await open();
    await age(70);
    await expect(open()).rejects.toMatchObject({
      message: expect.stringContaining('3 records opened one by one a day'),
    });
    await age(24 * 60);
    await open();
    expect(await usedBy(org.operator)).toEqual({ hour: 1, day: 1 });
  });

  test('never discloses more than the budget within an hour, however it falls over an hour’s edge', async ({
    world: { org, open, age, limit },
  }) => {
    await limit(4, 100);
    await open();
    await age(10);
    for (let n = 0; n < 3; n++) await open();
    await expect(open()).rejects.toMatchObject({ reason: 'BUDGET_SPENT' });
    // The first of four is out of the hour, the other three are not.
    await age(56);
    await open();
    await expect(open()).rejects.toMatchObject({ reason: 'BUDGET_SPENT' });
    const [most] = await ownerSql()`
      select max(within)::int as n from (
        select sum(used) over (order by slot range between interval '1 hour' preceding and current row) as within
        from disclosure_use where org_id = ${org.orgId} and kind = 'one') s`;
    expect(most?.n).toBe(4);
    // It goes on when the three are out of it: 9 minutes from now, or a slot's length more.
    await expect(open()).rejects.toMatchObject({
      facts: { resetSeconds: expect.toSatisfy((s) => s >= 0 && s <= 600) },
    });
  });

  test('whose database role is the app’s cannot lower, rewrite or forget what was counted', async ({
    world: { org, open, usedBy },
  }) => {
    await open();
    for (const statement of [
      'update disclosure_use set used = 0',
      'delete from disclosure_use',
      'insert into disclosure_use (org_id, user_id, kind, slot, used) select org_id, user_id, kind, now(), -5 from disclosure_use',
    ]) {
      await expect(inOrg(org.orgId, (tx) => tx.sql.unsafe(statement))).rejects.toThrow('42501');
    }
    const back = inOrg(
      org.orgId,
      (tx) => tx.sql`select app.spend_disclosure(${org.operator.actor.id}, 'one', -1, 9, 9)`,
    );
    await expect(back).rejects.toThrow('22023');
    expect(await usedBy(org.operator)).toEqual({ hour: 1, day: 1 });
  });

  test('does not overshoot with twenty requests side by side', async ({ world: { org, open, usedBy, limit } }) => {
    await limit(5, 100);
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => open()));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    expect(await usedBy(org.operator)).toEqual({ hour: 5, day: 5 });
    const events = await eventsOf(org, 'record.reveal');
    expect(events.filter(({ outcome }) => outcome === 'done')).toHaveLength(5);
  });

  test('has a budget of their own: another’s stop is not theirs; what is refused or not found costs nothing', async ({
    world: { org, open, usedBy, limit },
  }) => {
    await limit(1, 10);
    await open();
    await expect(open()).rejects.toMatchObject({ code: 'limited' });
    const id = await insertUser(org, 'Second Operator', org.profileIds.Operator, org.roleIds.CEO);
    const second = contextOf(org.orgId, { id, name: 'Second Operator', profile: 'Operator', ownerIds: null });
    const nothing = { module: 'Contacts', recordId: '7', fields: ['Phone'], purpose: 'treatment' } as const;
    await expect(reveal(second, nothing)).rejects.toMatchObject({ code: 'not_found' });
    await expect(open(org.admin)).rejects.toMatchObject({ code: 'forbidden' });
    expect([await usedBy(second), await usedBy(org.admin)]).toEqual([
      { hour: 0, day: 0 },
      { hour: 0, day: 0 },
    ]);
    expect(await open(second)).toEqual({ Phone: '+15554445566' });
  });

  test('spends the same budget on a reveal, a printed record and everything about one record', async ({
    world: { org, patient, open, usedBy, limit },
  }) => {
    await limit(3, 10);
    const ref = { module: 'Contacts', recordId: patient };
    await open();
    await printRecord(org.operator, 'Contacts', patient);
    await startSubjectExport(org.operator, { ...ref, purpose: 'patient_request', attachments: false });
    expect(await usedBy(org.operator)).toEqual({ hour: 3, day: 3 });
    await expect(printRecord(org.operator, 'Contacts', patient)).rejects.toMatchObject({ reason: 'BUDGET_SPENT' });
    const again = startSubjectExport(org.operator, { ...ref, purpose: 'patient_request', attachments: false });
    await expect(again).rejects.toMatchObject({ reason: 'BUDGET_SPENT' });
    expect((await eventsOf(org, 'record.print')).at(-1)).toMatchObject({ outcome: 'refused' });
  });

  test('spends the larger budget on what leaves together, and their programs spend it with them', async ({
    world: { org, usedBy },
  }) => {
    await setBudgetsOf(org.orgId, { bulk: { hour: 5, day: 10 } });
    await printList(org.operator, 'Contacts', { columns: ['Phone'] });
    const program: Context = { ...org.operator, actor: { ...org.operator.actor, kind: 'client', name: 'Sync' } };
    await spendApart(program, 'bulk', 4);
    expect(await usedBy(org.operator, 'bulk')).toEqual({ hour: 5, day: 5 });
    await expect(printList(org.operator, 'Contacts', { columns: ['Phone'] })).rejects.toMatchObject({
      reason: 'BUDGET_SPENT',
    });
    await printList(org.operator, 'Contacts', { columns: ['Owner'] });
  });
});

describe.concurrent('through other doors', () => {
  test('a program of theirs is answered 429 with Retry-After, and spends what they have', async ({
    world: { org, patient, usedBy },
  }) => {
    await setBudgetsOf(org.orgId, { bulk: { hour: 2, day: 10 } });
    const ask = await restClient(org, org.operator);
    const path = `/crm/v8/Contacts/${patient}?fields=Phone`;
    for (let n = 0; n < 2; n++) expect((await ask('get', path)).status).toBe(200);
    const refused = await ask('get', path);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3500);
    expect(JSON.stringify(refused.body)).not.toContain('5554445566');
    expect((await eventsOf(org, 'record.list')).at(-1)).toMatchObject({ outcome: 'refused' });
    expect((await ask('get', `/crm/v8/Contacts/${patient}?fields=Email`)).status).toBe(200);
    expect(await usedBy(org.operator, 'bulk')).toEqual({ hour: 2, day: 2 });
  });

  test('an export over the budget ends without a file, and one without marked columns costs nothing', async ({
    world: { org, usedBy },
  }) => {
    await addContact(org, { Phone: '+15554445577' });
    await setBudgetsOf(org.orgId, { bulk: { hour: 3, day: 10 } });
    const run = async (columns: string[]) => {
      const { jobId } = await startRecordExport(org.operator, { module: 'Contacts', columns, bom: false });
      await beginJob(org.orgId, jobId);
      await exportRecords(org.orgId, jobId, new AbortController().signal);
      return jobId;
    };
    await run(['Email']);
    expect(await usedBy(org.operator, 'bulk')).toEqual({ hour: 0, day: 0 });
    await run(['Phone']);
    expect(await usedBy(org.operator, 'bulk')).toEqual({ hour: 2, day: 2 });
    await expect(run(['Phone'])).rejects.toMatchObject({ reason: 'BUDGET_SPENT' });
    expect((await eventsOf(org, 'export.finish')).map(({ outcome }) => outcome)).toEqual(['done', 'done', 'refused']);
  });

  test('a conversation counts once, opened to look or picked up to answer, and one too many waits for others', async ({
    world: { org, usedBy, limit },
  }) => {
    await limit(2, 10);
    await makeAvailable(org.operator);
    const visitor = await makeVisitor(org);
    const chats = [
      await startChat(visitor),
      await startChat(await makeVisitor(org)),
      await startChat(await makeVisitor(org)),
    ];
    const [answered = '', looked = '', refused = ''] = chats.map(({ id }) => id);
    await pickUp(org.operator, { conversationId: answered });
    await openConversation(org.operator, { conversationId: answered });
    expect(await usedBy(org.operator)).toEqual({ hour: 1, day: 1 });
    await openConversation(org.operator, { conversationId: looked });
    await openConversation(org.operator, { conversationId: looked });
    expect(await usedBy(org.operator)).toEqual({ hour: 2, day: 2 });
    for (const act of [openConversation, pickUp]) {
      await expect(act(org.operator, { conversationId: refused })).rejects.toMatchObject({ reason: 'BUDGET_SPENT' });
    }
    const [still] = await ownerSql()`
      select status, operator_id from chat_conversations where org_id = ${org.orgId} and id = ${refused}`;
    expect(still).toMatchObject({ status: 'waiting', operator_id: null });
  });

  test('notes of a record count once an hour a person and door; a spent budget keeps back the notes, not the page', async ({
    world: { org, patient, usedBy, limit },
  }) => {
    await limit(1, 10);
    const ref = { module: 'Contacts', recordId: patient };
    const other = { module: 'Contacts', recordId: await addContact(org, { Phone: '+15554445588' }) };
    for (const { recordId } of [ref, other]) {
      await createNote(org.operator, { module: 'Contacts', recordId, body: 'Allergic to penicillin' });
    }
    for (let n = 0; n < 3; n++) expect((await notesOfPage(org.operator, ref)).notes).toHaveLength(1);
    expect(await usedBy(org.operator)).toEqual({ hour: 1, day: 1 });
    const kept = await notesOfPage(org.operator, other);
    expect(kept).toEqual({ notes: null, count: 0, spent: expect.stringContaining('You have reached 1 records') });
    expect((await eventsOf(org, 'note.view')).at(-1)).toMatchObject({ outcome: 'refused', facts: { limit: 1 } });

    const ask = await restClient(org, org.operator);
    expect((await ask('get', `/crm/v8/Contacts/${patient}/Notes?fields=Note_Content`)).status).toBe(200);
    expect(await usedBy(org.operator, 'bulk')).toEqual({ hour: 1, day: 1 });
    await setBudgetsOf(org.orgId, { bulk: { hour: 1, day: 1 } });
    const refused = await ask('get', '/crm/v8/Notes?fields=Note_Content');
    expect(refused.status).toBe(429);
    expect(JSON.stringify(refused.body)).not.toContain('penicillin');
  });
});

describe.concurrent('officers', () => {
  test('are told near the end and at it, once each, with a name and no value; the first is an event too', async ({
    world: { org, open, limit },
  }) => {
    await limit(5, 100);
    for (let n = 0; n < 5; n++) await open();
    for (let n = 0; n < 2; n++) await expect(open()).rejects.toMatchObject({ code: 'limited' });
    const { notices } = await listNotices(org.officer);
    const words = notices.map((notice) => notice.words).filter((text) => text.includes('one by one'));
    expect(words).toEqual([
      'Olga Operator was stopped at 5 an hour or 100 a day records opened one by one.',
      'Olga Operator came near 5 an hour or 100 a day records opened one by one.',
    ]);
    expect(await eventsOf(org, 'budget.near')).toMatchObject([
      { subjectId: org.operator.actor.id, facts: { budget: 'one', hour: 4, hourLimit: 5 } },
    ]);
    const { budgetUse } = await getComplianceOverview(org.officer);
    expect(budgetUse).toMatchObject([{ name: 'Olga Operator', kind: 'one', hour: 5, day: 5, share: 1 }]);
  });
});

// Looks at every connection of the database: nobody else may be at work.
describe('an answer', () => {
  test('is not held back up to half of the budget, then more with each record, at most four seconds', () => {
    expect([0, 0.5, 0.75, 1, 5].map(slowDownMs)).toEqual([0, 0, 2000, 4000, 4000]);
  });

  test('is held back after its transaction has ended, so that nobody waits for it', async ({
    world: { org, open, usedBy, limit },
  }) => {
    await limit(4, 100);
    await open();
    await open();
    const slow = open();
    const other = withBudget(org.operator, async (spend) => {
      while ((await usedBy(org.operator)).hour < 3) await new Promise((done) => setTimeout(done, 20));
      const [row] = await ownerSql()`
        select count(*)::int as waiting from pg_stat_activity
        where datname = current_database() and state like 'idle in transaction%'`;
      expect(spend).toBeTypeOf('function');
      return Number(row?.waiting);
    });
    expect(await Promise.race([slow.then(() => 'answered'), other.then(() => 'held back')])).toBe('held back');
    expect(await other).toBe(0);
    expect(await slow).toEqual({ Phone: '+15554445566' });
  });
});

describe.concurrent('the budgets', () => {
  const wider = { ...USUAL_BUDGETS, one: { hour: 600, day: 3000 } };

  test('are larger when somebody else confirms, and smaller at once', async ({ world: { org } }) => {
    const now = async () => (await org.metadata()).budgets;
    await setBudgets(org.admin, wider);
    expect(await now()).toEqual(USUAL_BUDGETS);
    expect((await listApprovals(org.officer)).waiting).toMatchObject([
      {
        words:
          'Larger disclosure budgets: 600 an hour and 3000 a day one by one, 20000 an hour and 100000 a day in bulk',
      },
    ]);
    await confirmHolds(org);
    expect(await now()).toEqual(wider);
    await setBudgets(org.admin, USUAL_BUDGETS);
    expect(await now()).toEqual(USUAL_BUDGETS);
  });

  test('of a profile take the place of everybody’s for its people; larger ones wait, and so does taking smaller ones away', async ({
    world: { org, open, limit },
  }) => {
    await limit(2, 10);
    const own = { one: { hour: 1, day: 10 }, bulk: USUAL_BUDGETS.bulk };
    const profileId = org.profileIds.Operator;
    const hourOf = async () => (await getComplianceOverview(org.officer)).budgets.profiles?.[profileId]?.one.hour;
    await setProfileBudgets(org.admin, { profileId, budgets: { ...own, bulk: { hour: 5, day: 5 } } });
    await open();
    await expect(open()).rejects.toMatchObject({ facts: { limit: 1 } });

    await setProfileBudgets(org.admin, { profileId, budgets: { ...own, one: { hour: 3, day: 10 } } });
    expect(await hourOf()).toBe(1);
    expect((await listApprovals(org.officer)).waiting[0]?.words).toContain('profile Operator: 3 an hour and 10 a day');
    await confirmHolds(org);
    expect(await hourOf()).toBe(3);
    await open();
    await open();
    await expect(open()).rejects.toMatchObject({ facts: { limit: 3 } });

    await setProfileBudgets(org.admin, { profileId, budgets: own });
    expect(await hourOf()).toBe(1);
    await setProfileBudgets(org.admin, { profileId, budgets: null });
    expect(await hourOf()).toBe(1);
    await expect(setProfileBudgets(org.operator, { profileId, budgets: null })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  test('of a person are raised for a day by an officer or a second administrator, with an event and a notice; never by themself', async ({
    world: { org, open, limit },
  }) => {
    await limit(1, 2);
    const userId = org.operator.actor.id;
    await open();
    await expect(open()).rejects.toMatchObject({ reason: 'BUDGET_SPENT' });
    await expect(raiseBudget(org.operator, { userId, times: 2 })).rejects.toMatchObject({ code: 'forbidden' });
    const own = raiseBudget(org.officer, { userId: org.officer.actor.id, times: 2 });
    await expect(own).rejects.toMatchObject({ message: 'Your own budgets are raised by somebody else.' });

    await raiseBudget(org.officer, { userId, times: 2 });
    await open();
    await expect(open()).rejects.toMatchObject({ facts: { limit: 2 } });
    expect((await eventsOf(org, 'budget.raise')).at(-1)).toMatchObject({ outcome: 'done', facts: { times: 2 } });
    const { notices } = await listNotices(org.operator);
    expect(notices.map(({ words }) => words)).toContain(
      `${org.officer.actor.name} raised the disclosure budgets of Olga Operator to 2 times as much for a day.`,
    );
    const { budgetUse } = await getComplianceOverview(org.officer);
    expect(budgetUse).toMatchObject([{ limit: { hour: 2, day: 4 }, raise: { times: 2 } }]);

    await raiseBudget(org.admin, { userId, times: 5 });
    const yesterday = new Date(Date.now() - 25 * 3_600_000);
    await open();
    await raiseBudget(org.admin, { userId, times: 10 }, yesterday);
    await expect(open()).rejects.toMatchObject({
      message: expect.stringContaining('2 records opened one by one a day'),
    });
  });

  test('that were written past Careledger count as no larger than the usual ones', async ({ world: { org } }) => {
    await asOwner(org.orgId, (tx) => tx.sql`update compliance_settings set hipaa_enabled = true`.execute());
    await ownerSql().begin(async (sql) => {
      await sql`select set_config('app.org_id', ${org.orgId}, true)`;
      const wide = JSON.stringify({ one: { hour: 9e6, day: 9e6 }, bulk: { hour: 9e6, day: 9e6 } });
      const raises = JSON.stringify([{ userId: org.operator.actor.id, times: 10, until: '2999-01-01T00:00:00Z' }]);
      await sql`update compliance_settings set budgets = ${wide}::text::jsonb, budget_raises = ${raises}::text::jsonb
        where org_id = ${org.orgId}`;
    });
    expect(await org.metadata()).toMatchObject({ intact: false, budgets: USUAL_BUDGETS, budgetRaises: [] });
  });

  test('are set by those who manage compliance', async ({ world: { org } }) => {
    await expect(setBudgets(org.operator, wider)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
