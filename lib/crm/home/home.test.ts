/** What one's home tells of records: one's own, of the day, and nothing that a list would not tell. */
import { beforeAll, describe, expect, test } from 'vitest';
import { selectModule } from '@/lib/admin/settings/compliance/select-module';
import { setHipaaEnabled } from '@/lib/admin/settings/compliance/set-hipaa-enabled';
import { markField } from '@/lib/admin/settings/mark-field';
import { getField, getModule } from '@/lib/crm/modules/definition';
import { createRecord } from '@/lib/crm/records/create';
import { getRecord } from '@/lib/crm/records/get';
import { deleteRecords } from '@/lib/crm/records/recycle';
import { updateRecord } from '@/lib/crm/records/update';
import type { Context } from '@/lib/platform/context';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { listAgenda } from './agenda';
import { listChangedByOthers } from './changed';
import { listRecent } from './recent';
import { listDueTasks } from './tasks';

const NOW = new Date('2026-03-09T03:30:00Z');
/** There it is still the evening of March 8, the day on which clocks were put forward. */
const inChicago = (ctx: Context): Context => ({ ...ctx, timeZone: 'America/Chicago' });

let org: TestOrg;
let other: TestOrg;

const make = async (ctx: Context, module: string, values: Record<string, unknown>) =>
  (await createRecord(ctx, { module, values })).id;
const task = (ctx: Context, Subject: string, Due_Date: string, Status = 'Not Started') =>
  make(ctx, 'Tasks', { Subject, Due_Date, Status });

beforeAll(async () => {
  org = await makeOrg();
  other = await makeOrg();
});

describe('my tasks', () => {
  beforeAll(async () => {
    await task(org.operator, 'Call back', '2026-03-08');
    await task(org.operator, 'Long ago', '2019-01-01', 'In Progress');
    await task(org.operator, 'Without a status', '2026-03-01', '');
    await task(org.operator, 'Done', '2026-03-08', 'Completed');
    await task(org.operator, 'Tomorrow', '2026-03-09');
    await make(org.operator, 'Tasks', { Subject: 'Whenever', Status: 'Not Started' });
    await task(org.admin, 'Of somebody else', '2026-03-08');
    const gone = await task(org.operator, 'Thrown away', '2026-03-08');
    await deleteRecords(org.operator, { module: 'Tasks', ids: [gone] });
    await task(other.operator, 'Of another organisation', '2026-03-08');
  });

  test('are those due by today where I am, and not done: today’s first, the longest overdue last', async () => {
    const found = await listDueTasks(inChicago(org.operator), NOW);
    expect(found?.rows.map(({ name, isOverdue }) => [name, isOverdue])).toEqual([
      ['Call back', false],
      ['Without a status', true],
      ['Long ago', true],
    ]);
    expect(found).toMatchObject({ due: 1, overdue: 2 });
    expect((await listDueTasks({ ...org.operator, timeZone: 'UTC' }, NOW))?.rows[0]).toMatchObject({
      name: 'Tomorrow',
      isOverdue: false,
    });
  });

  test('are none for whoever may not view tasks, and for another organisation its own', async () => {
    expect(await listDueTasks(org.officer, NOW)).toBeNull();
    expect((await listDueTasks(other.operator, NOW))?.rows.map(({ name }) => name)).toEqual([
      'Of another organisation',
    ]);
  });

  test('are not told where the profile hides when they are due, or whether they are done', async () => {
    const tasks = getModule(await org.metadata(), 'Tasks');
    for (const name of ['Due_Date', 'Status']) {
      const fields = { [getField(tasks, name).id]: 'hidden' as const };
      const limited = { ...org.operator, rights: { ...org.operator.rights, fields } };
      expect(await listDueTasks(limited, NOW)).toBeNull();
    }
  });
});

describe('my meetings and calls', () => {
  const meeting = (ctx: Context, Event_Title: string, Start_DateTime: string) =>
    make(ctx, 'Events', { Event_Title, Start_DateTime, End_DateTime: '2026-03-20T12:00:00Z' });

  beforeAll(async () => {
    await meeting(org.operator, 'First minute', '2026-03-08T06:00:00Z');
    await meeting(org.operator, 'Last minute', '2026-03-09T04:59:59Z');
    await meeting(org.operator, 'The day before', '2026-03-08T05:59:59Z');
    await meeting(org.operator, 'The day after', '2026-03-09T05:00:00Z');
    await meeting(org.admin, 'Of somebody else', '2026-03-08T12:00:00Z');
    const Call_Start_Time = '2026-03-08T18:00:00Z';
    await make(org.operator, 'Calls', { Subject: 'A call', Call_Type: 'Outbound', Call_Start_Time });
  });

  test('are those of today where I am, in order, on a day of 23 hours too', async () => {
    const found = await listAgenda(inChicago(org.operator), NOW);
    expect(found?.map(({ name, kind }) => [name, kind])).toEqual([
      ['First minute', 'Meeting'],
      ['A call', 'Call'],
      ['Last minute', 'Meeting'],
    ]);
  });

  test('are none for another organisation, and not told to whoever views neither', async () => {
    expect(await listAgenda(inChicago(other.operator), NOW)).toEqual([]);
    expect(await listAgenda(org.officer, NOW)).toBeNull();
  });
});

describe('records of mine that others changed, and those I was busy with', () => {
  test('are told with who, without what; my own changes are none of them', async () => {
    const id = await make(org.operator, 'Leads', { Last_Name: 'Bell', Company: 'Bell Ltd' });
    expect(await listChangedByOthers(org.operator)).toEqual([]);
    await updateRecord(org.admin, { module: 'Leads', id, values: { Company: 'Zqnew' } });
    const found = await listChangedByOthers(org.operator);
    expect(found).toMatchObject([{ id, name: 'Bell', kind: 'Lead', by: 'Ada Admin' }]);
    expect(JSON.stringify(found)).not.toContain('Zqnew');
    expect(await listChangedByOthers(org.admin)).toEqual([]);
    expect(await listChangedByOthers(other.operator)).toEqual([]);
    expect(await listChangedByOthers(org.officer)).toEqual([]);
  });

  test('are mine alone, each once, the last first, and none that is gone or that I may not see any more', async () => {
    const [first, second] = [
      await make(org.operator, 'Accounts', { Account_Name: 'First Ltd' }),
      await make(org.operator, 'Accounts', { Account_Name: 'Second Ltd' }),
    ];
    await updateRecord(org.operator, { module: 'Accounts', id: first, values: { Account_Name: 'First again' } });
    const named = async (ctx: Context) => (await listRecent(ctx)).map(({ name }) => name);
    expect((await named(org.operator)).slice(0, 2)).toEqual(['First again', 'Second Ltd']);
    await deleteRecords(org.operator, { module: 'Accounts', ids: [second] });
    expect(await named(org.operator)).not.toContain('Second Ltd');
    const modules = { Accounts: [] };
    const limited = { ...org.operator, rights: { ...org.operator.rights, modules } };
    expect(await named(limited)).not.toContain('First again');
    expect(await named(org.officer)).toEqual([]);
    expect(await named(other.operator)).toEqual(['Of another organisation']);
  });

  test('have no name of protected fields, and tasks are not told by a protected date', async () => {
    await setHipaaEnabled(org.admin, { enabled: true });
    for (const [name, field] of [
      ['Leads', 'Last_Name'],
      ['Tasks', 'Due_Date'],
    ] as const) {
      await selectModule(org.admin, { module: name });
      const { id: fieldId } = getField(getModule(await org.metadata(), name), field);
      await markField(org.admin, { module: name, fieldId, encrypt: true });
    }
    expect(await listDueTasks(org.operator, NOW)).toBeNull();
    const [lead] = await listChangedByOthers(org.operator);
    await getRecord(org.operator, 'Leads', lead?.id ?? '0');
    const told = JSON.stringify([await listChangedByOthers(org.operator), await listRecent(org.operator)]);
    expect(told).toContain(`Lead ${lead?.id.slice(-6)}`);
    expect(told).not.toContain('Bell');
  });
});
