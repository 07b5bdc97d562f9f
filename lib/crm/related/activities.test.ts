/** The activities of a record: what is open, what is over, and nothing of what may not be read. */
import { beforeAll, describe, expect, test } from 'vitest';
import { selectModule } from '@/lib/admin/settings/compliance/select-module';
import { setHipaaEnabled } from '@/lib/admin/settings/compliance/set-hipaa-enabled';
import { markField } from '@/lib/admin/settings/mark-field';
import { setSharing } from '@/lib/admin/settings/sharing';
import { createRecord } from '@/lib/crm/records/create';
import { deleteRecords } from '@/lib/crm/records/recycle';
import { updateRecord } from '@/lib/crm/records/update';
import type { Context } from '@/lib/platform/context';
import type { Id } from '@/lib/platform/ids';
import { expectAbsent } from '@/lib/tools/testing/absent';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { fieldIdOf } from '@/lib/tools/testing/health-org';
import { activitiesOf } from './activities';
import { relatedLists } from './list';

const NOW = new Date('2026-03-09T03:30:00Z');

let org: TestOrg;
let other: TestOrg;
let account: Id;
let person: Id;

const make = async (module: string, values: Record<string, unknown>, ctx: Context = org.operator) =>
  (await createRecord(ctx, { module, values })).id;
const task = (Subject: string, Due_Date: string, Status = 'Not Started', ctx?: Context) =>
  make('Tasks', { Subject, Due_Date, Status, What_Id: account }, ctx);
const found = (ctx: Context = org.operator, recordId = account, module = 'Accounts') =>
  activitiesOf(ctx, { module, recordId }, NOW);
const names = (list: readonly { name: string | null }[] | undefined) => list?.map(({ name }) => name);

beforeAll(async () => {
  org = await makeOrg();
  other = await makeOrg();
  account = await make('Accounts', { Account_Name: 'Acme' });
  person = await make('Contacts', { Last_Name: 'Linden' });
  await task('Whenever', '');
  await task('Long ago', '2019-01-01', 'In Progress');
  await task('Done', '2026-03-01', 'Completed');
  await task('Today', '2026-03-09');
  await make('Events', {
    Event_Title: 'Going on',
    Start_DateTime: '2026-03-09T03:00:00Z',
    End_DateTime: '2026-03-09T04:00:00Z',
    What_Id: account,
  });
  await make('Events', {
    Event_Title: 'Held',
    Start_DateTime: '2026-03-08T03:00:00Z',
    End_DateTime: '2026-03-08T04:00:00Z',
    What_Id: account,
    Who_Id: person,
  });
  const call = { Call_Type: 'Outbound', What_Id: account };
  const Call_Start_Time = '2026-03-08T01:00:00Z';
  await make('Calls', { ...call, Subject: 'Missed its time', Call_Start_Time, Outbound_Call_Status: 'Scheduled' });
  await make('Calls', { ...call, Subject: 'Logged', Call_Start_Time });
  const gone = await task('Thrown away', '2026-03-08');
  await deleteRecords(org.operator, { module: 'Tasks', ids: [gone] });
});

describe('the activities of a record', () => {
  test('are of all three kinds together: the open by their time, overdue said, those that are over the latest first', async () => {
    const activities = await found();
    expect(activities?.open.map(({ name, isOverdue }) => [name, isOverdue])).toEqual([
      ['Long ago', true],
      ['Missed its time', true],
      ['Today', false],
      ['Going on', false],
      ['Whenever', false],
    ]);
    expect(names(activities?.closed)).toEqual(['Held', 'Logged', 'Done']);
    expect(activities).toMatchObject({ counts: { open: 5, closed: 3 }, more: false });
    expect(activities?.addable.map(({ module, lookup }) => [module, lookup])).toEqual([
      ['Tasks', 'What_Id'],
      ['Events', 'What_Id'],
      ['Calls', 'What_Id'],
    ]);
    expect(names((await found(org.operator, person, 'Contacts'))?.closed)).toEqual(['Held']);
  });

  test('are no other list of the record, and none where nothing of theirs can point', async () => {
    const lists = await relatedLists(org.operator, { module: 'Accounts', recordId: account });
    expect(lists.some(({ module }) => ['Tasks', 'Events', 'Calls'].includes(module.apiName))).toBe(false);
    const lead = await make('Leads', { Last_Name: 'Bell', Company: 'Bell Ltd' });
    expect(await found(org.operator, lead, 'Leads')).toBeNull();
  });

  test('move to those that are over when completed, by an ordinary change, and back', async () => {
    const id = await task('Complete me', '2026-03-10');
    const one = (await found())?.open.find((activity) => activity.id === id);
    expect(one).toMatchObject({ completable: true, movable: true, version: 1, status: 'Not Started' });
    await updateRecord(org.operator, { module: 'Tasks', id, values: { Status: 'Completed' }, version: 1 });
    expect((await found())?.closed[0]).toMatchObject({ name: 'Complete me', completable: false });
    await updateRecord(org.operator, { module: 'Tasks', id, values: { Status: 'Not Started' }, version: 2 });
    expect(names((await found())?.open)).toContain('Complete me');
  });
});

describe('whoever may not see', () => {
  test('the record, or is of another organisation, gets none; nor does one without a module get its activities', async () => {
    await expect(found(other.operator)).rejects.toMatchObject({ code: 'not_found' });
    await expect(found(org.officer)).rejects.toMatchObject({ code: 'forbidden' });
    const modules = { ...org.operator.rights.modules, Calls: [] };
    const seen = await found({ ...org.operator, rights: { ...org.operator.rights, modules } });
    expect(names(seen?.open)).not.toContain('Missed its time');
    expect(seen?.counts.closed).toBe(2);
  });

  test('when something is due sees it in no order of times, but in a list like any other', async () => {
    const fields = { [await fieldIdOf(org, 'Tasks', 'Due_Date')]: 'hidden' as const };
    const ctx = { ...org.operator, rights: { ...org.operator.rights, fields } };
    expect(names((await found(ctx))?.open)).toEqual(['Missed its time', 'Going on']);
    const lists = await relatedLists(ctx, { module: 'Accounts', recordId: account });
    expect(lists.some(({ module }) => module.apiName === 'Tasks')).toBe(true);
    expectAbsent(JSON.stringify(lists), '2019-01-01');
  });

  test('tasks of others in a Private module sees and counts none, and changes nothing without the right to edit', async () => {
    await task('Of the administrator', '2026-03-09', 'Not Started', org.admin);
    expect(names((await found())?.open)).toContain('Of the administrator');
    await setSharing(org.admin, { module: 'Tasks', sharing: 'private' });
    const activities = await found();
    expect(names(activities?.open)).not.toContain('Of the administrator');
    expect(activities?.counts.open).toBe(activities?.open.length);
    const modules = { ...org.operator.rights.modules, Tasks: ['view' as const] };
    const reading = await found({ ...org.operator, rights: { ...org.operator.rights, modules } });
    expect(reading?.open.filter(({ module }) => module === 'Tasks').some((one) => one.completable || one.movable)).toBe(
      false,
    );
    expect(reading?.addable.some(({ module }) => module === 'Tasks')).toBe(false);
  });

  test('a marked name gets none, and a marked date takes its kind out of the order', async () => {
    await setHipaaEnabled(org.admin, { enabled: true });
    await selectModule(org.admin, { module: 'Calls' });
    const nameId = await fieldIdOf(org, 'Calls', 'Subject');
    await markField(org.admin, { module: 'Calls', fieldId: nameId, encrypt: true });
    const activities = await found();
    expect(activities?.open.find(({ module }) => module === 'Calls')?.name).toBeNull();
    expectAbsent(JSON.stringify(activities), 'Missed its time');
    const fieldId = await fieldIdOf(org, 'Calls', 'Call_Start_Time');
    await markField(org.admin, { module: 'Calls', fieldId, encrypt: true });
    expect((await found())?.open.some(({ module }) => module === 'Calls')).toBe(false);
  });
});
