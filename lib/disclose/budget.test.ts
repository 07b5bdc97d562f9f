/** Disclosure budgets: a brake that no door, program or hurry goes around. */
import { beforeEach, describe, expect, test } from 'vitest';
import { listApprovals } from '../approvals/queries';
import { beginJob } from '../background/life';
import { openConversation } from '../chat/conversations/open';
import { pickUp } from '../chat/conversations/pick-up';
import { slowDownMs, USUAL_BUDGETS } from '../compliance/budgets';
import type { Context } from '../context';
import { printList, printRecord } from '../exports/print/print';
import { startRecordExport } from '../exports/records/export';
import { startSubjectExport } from '../exports/subject/export';
import type { Id } from '../ids';
import { exportRecords } from '../jobs/handlers/export';
import { listNotices } from '../notices/queries';
import { getComplianceOverview } from '../settings/compliance/queries';
import { setBudgets } from '../settings/compliance/set-budgets';
import { markField } from '../settings/mark-field';
import { setBudgetsOf } from '../testing/budgets';
import { makeAvailable, makeVisitor, startChat } from '../testing/chat';
import { ownerSql } from '../testing/database';
import { contextOf, insertUser, type TestOrg } from '../testing/factories';
import { addContact, eventsOf, fieldIdOf, makeHealthOrg } from '../testing/health-org';
import { confirmHolds } from '../testing/holds';
import { restClient } from '../testing/rest';
import { spendApart, withBudget } from './budget';
import { reveal } from './reveal';

let org: TestOrg;
let patient: Id;
beforeEach(async () => {
  org = await makeHealthOrg();
  patient = await addContact(org, { Phone: '+15554445566' });
  await markField(org.admin, { module: 'Contacts', fieldId: await fieldIdOf(org, 'Contacts', 'Phone'), encrypt: true });
});

const open = (ctx: Context = org.operator) =>
  reveal(ctx, { module: 'Contacts', recordId: patient, fields: ['Phone'], purpose: 'treatment' });

const usedBy = async (ctx: Context, kind = 'one') => {
  const [row] = await ownerSql()`
    select hour_used as hour, day_used as day from disclosure_use
    where org_id = ${org.orgId} and user_id = ${ctx.actor.id} and kind = ${kind}`;
  return row ?? { hour: 0, day: 0 };
};

/** As if the present hour, or day, had begun so long ago. */
const age = (what: 'hour_start' | 'day_start', hours: number) => {
  const sql = ownerSql();
  return sql`update disclosure_use set ${sql(what)} = now() - make_interval(hours => ${hours}) where org_id = ${org.orgId}`;
};

const limit = (hour: number, day: number) => setBudgetsOf(org.orgId, { one: { hour, day } });

describe('a person', () => {
  test('is stopped at the hour’s budget, told when it goes on, and the attempt is an event that opened nothing', async () => {
    await limit(2, 10);
    expect(await open()).toEqual({ Phone: '+15554445566' });
    await open();
    await expect(open()).rejects.toMatchObject({
      code: 'limited',
      reason: 'BUDGET_SPENT',
      message: 'You have reached 2 records opened one by one an hour. It goes on in 60 minutes.',
      facts: { budget: 'one', limit: 2, resetSeconds: expect.any(Number) },
    });
    const events = await eventsOf(org, 'record.reveal');
    expect(events.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'refused']);
    expect(events[2]?.facts).toMatchObject({ reason: 'BUDGET_SPENT', limit: 2 });
    expect(await usedBy(org.operator)).toEqual({ hour: 2, day: 2 });
  });

  test('goes on after the hour, and is stopped at the day’s budget until the day has passed', async () => {
    await limit(2, 3);
    await open();
    await open();
    await age('hour_start', 1);
    await open();
    await age('hour_start', 1);
    await expect(open()).rejects.toMatchObject({
      message: expect.stringContaining('3 records opened one by one a day'),
    });
    await age('day_start', 24);
    await open();
    expect(await usedBy(org.operator)).toEqual({ hour: 1, day: 1 });
  });

  test('does not overshoot with twenty requests side by side', async () => {
    await limit(5, 100);
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => open()));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    expect(await usedBy(org.operator)).toEqual({ hour: 5, day: 5 });
    const events = await eventsOf(org, 'record.reveal');
    expect(events.filter(({ outcome }) => outcome === 'done')).toHaveLength(5);
  });

  test('has a budget of their own: another’s stop is not theirs; what is refused or not found costs nothing', async () => {
    await limit(1, 10);
    await open();
    await expect(open()).rejects.toMatchObject({ code: 'limited' });
    const id = await insertUser(org, 'Second Operator', org.profileIds.Operator, org.roleIds.CEO);
    const second = contextOf(org.orgId, id, 'Second Operator', 'Operator', null);
    const nothing = { module: 'Contacts', recordId: '7', fields: ['Phone'], purpose: 'treatment' } as const;
    await expect(reveal(second, nothing)).rejects.toMatchObject({ code: 'not_found' });
    await expect(open(org.admin)).rejects.toMatchObject({ code: 'forbidden' });
    expect([await usedBy(second), await usedBy(org.admin)]).toEqual([
      { hour: 0, day: 0 },
      { hour: 0, day: 0 },
    ]);
    expect(await open(second)).toEqual({ Phone: '+15554445566' });
  });

  test('spends the same budget on a reveal, a printed record and everything about one record', async () => {
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

  test('spends the larger budget on what leaves together, and their programs spend it with them', async () => {
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

describe('through other doors', () => {
  test('a program of theirs is answered 429 with Retry-After, and spends what they have', async () => {
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

  test('an export over the budget ends without a file, and one without marked columns costs nothing', async () => {
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

  test('a conversation opened to look counts; one picked up to answer does not', async () => {
    await limit(1, 10);
    await makeAvailable(org.operator);
    const visitor = await makeVisitor(org);
    const chats = [
      await startChat(visitor),
      await startChat(await makeVisitor(org)),
      await startChat(await makeVisitor(org)),
    ];
    const [answered = '', looked = '', refused = ''] = chats.map(({ id }) => id);
    await pickUp(org.operator, { conversationId: answered });
    expect(await usedBy(org.operator)).toEqual({ hour: 0, day: 0 });
    await openConversation(org.operator, { conversationId: looked });
    await openConversation(org.operator, { conversationId: looked });
    expect(await usedBy(org.operator)).toEqual({ hour: 1, day: 1 });
    const attempt = openConversation(org.operator, { conversationId: refused });
    await expect(attempt).rejects.toMatchObject({ reason: 'BUDGET_SPENT' });
  });
});

describe('officers', () => {
  test('are told near the end and at it, once each, with a name and no value; the first is an event too', async () => {
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

describe('an answer', () => {
  test('is not held back up to half of the budget, then more with each record, at most four seconds', () => {
    expect([0, 0.5, 0.75, 1, 5].map(slowDownMs)).toEqual([0, 0, 2000, 4000, 4000]);
  });

  test('is held back after its transaction has ended, so that nobody waits for it', async () => {
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

describe('the budgets', () => {
  const wider = { ...USUAL_BUDGETS, one: { hour: 600, day: 3000 } };

  test('are larger when somebody else confirms, and smaller at once', async () => {
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

  test('are set by those who manage compliance', async () => {
    await expect(setBudgets(org.operator, wider)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
