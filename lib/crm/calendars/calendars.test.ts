/** A calendar tells no more than lists do, and its days are those of whoever looks. */
import { beforeAll, describe, expect, test } from 'vitest';
import { selectModule } from '@/lib/admin/settings/compliance/select-module';
import { setHipaaEnabled } from '@/lib/admin/settings/compliance/set-hipaa-enabled';
import { markField } from '@/lib/admin/settings/mark-field';
import { setSharing } from '@/lib/admin/settings/sharing';
import { daysOf, turn } from '@/lib/crm/records/calendar-span';
import { createRecord } from '@/lib/crm/records/create';
import { listRecords } from '@/lib/crm/records/list';
import type { Context } from '@/lib/platform/context';
import { insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { addFields, eventsOf, fieldIdOf } from '@/lib/tools/testing/health-org';
import { type Calendar, type CalendarRequest, getCalendar } from './get';

let org: TestOrg;
const inChicago = (ctx: Context): Context => ({ ...ctx, timeZone: 'America/Chicago' });

const task = async (Subject: string, Due_Date: string, ctx: Context = org.operator) =>
  (await createRecord(ctx, { module: 'Tasks', values: { Subject, Due_Date } })).id;
const meeting = (Event_Title: string, Start_DateTime: string) =>
  createRecord(org.operator, {
    module: 'Events',
    values: { Event_Title, Start_DateTime, End_DateTime: '2026-12-31T00:00:00Z' },
  });
const calendar = (module: string, request: CalendarRequest = {}, ctx: Context = org.operator) =>
  getCalendar(ctx, module, { at: '2026-03-09', ...request });
const namesOn = ({ days }: Calendar, day: string) =>
  days.find((one) => one.day === day)?.entries.map(({ name }) => name);

beforeAll(async () => {
  org = await makeOrg();
  for (let n = 1; n <= 7; n += 1) await task(`Call ${n}`, '2026-03-12');
  await task('Before', '2026-03-01');
  await task('Last', '2026-03-31');
  await task('Next month', '2026-04-20');
});

describe('the days shown', () => {
  test('are whole weeks from a Sunday around the month, or the week of a day', () => {
    const march = daysOf('2026-03-09', 'month');
    expect([march[0], march.at(-1), march.length]).toEqual(['2026-03-01', '2026-04-04', 35]);
    expect(daysOf('2026-05-31', 'month')).toHaveLength(42);
    expect(daysOf('2026-02-10', 'month')).toHaveLength(28);
    expect(daysOf('2026-03-09', 'week')).toEqual(
      [8, 9, 10, 11, 12, 13, 14].map((n) => `2026-03-${`${n}`.padStart(2, '0')}`),
    );
    expect([turn('2026-01-31', 'month', 1), turn('2026-01-31', 'month', -1)]).toEqual(['2026-02-01', '2025-12-01']);
    expect(turn('2026-03-01', 'week', -1)).toBe('2026-02-22');
  });

  test('hold the records of their date, so many at most, and count the others', async () => {
    const found = await calendar('Tasks');
    expect(found).toMatchObject({ by: 'Due_Date', at: '2026-03-09', span: 'month', cut: false });
    expect(namesOn(found, '2026-03-01')).toEqual(['Before']);
    expect(namesOn(found, '2026-03-31')).toEqual(['Last']);
    expect(namesOn(found, '2026-03-12')).toHaveLength(4);
    expect(found.days.find(({ day }) => day === '2026-03-12')?.hidden).toEqual({ records: 3, over: false });
    const week = await calendar('Tasks', { span: 'week' });
    expect(namesOn(week, '2026-03-12')).toHaveLength(7);
  });

  test('lead to a list of all of their records', async () => {
    const day = (await calendar('Tasks')).days.find((one) => one.day === '2026-03-12');
    const filters = [{ field: 'Due_Date', operator: 'between', value: day?.between }];
    expect((await listRecords(org.operator, 'Tasks', { filters })).rows).toHaveLength(7);
  });

  test('are those where the asker is, on a day of 23 hours too', async () => {
    await meeting('First minute', '2026-03-08T06:00:00Z');
    await meeting('Last minute', '2026-03-09T04:59:59Z');
    await meeting('The day before', '2026-03-08T05:59:59Z');
    const found = await calendar('Events', { span: 'week' }, inChicago(org.operator));
    expect(namesOn(found, '2026-03-08')).toEqual(['First minute', 'Last minute']);
    const day = found.days.find((one) => one.day === '2026-03-08');
    const filters = [{ field: 'Start_DateTime', operator: 'between', value: day?.between }];
    expect((await listRecords(org.operator, 'Events', { filters })).rows).toHaveLength(2);
    expect(
      namesOn(await calendar('Events', { at: '2026-03-08' }, { ...org.operator, timeZone: 'UTC' }), '2026-03-08'),
    ).toEqual(['The day before', 'First minute']);
  });

  test('are found by the time at which records were made, and by a date without an index, as filters leave them', async () => {
    const today = (await getCalendar(org.operator, 'Tasks', { by: 'Created_Time' })).today;
    expect(namesOn(await getCalendar(org.operator, 'Tasks', { by: 'Created_Time', span: 'week' }), today)).toHaveLength(
      10,
    );
    const own = await makeOrg();
    await addFields(own, 'Leads', ['Recall_On'], { type: 'date' });
    for (const [name, day] of [
      ['Ann', '2026-03-10'] as const,
      ['Ben', '2026-03-10'] as const,
      ['Cy', '2026-05-10'] as const,
    ]) {
      await createRecord(own.operator, { module: 'Leads', values: { Last_Name: name, Recall_On: day } });
    }
    const filters = [{ field: 'Last_Name', operator: 'not_equal', value: 'Ben' }];
    expect(namesOn(await calendar('Leads', { by: 'Recall_On', filters }, own.operator), '2026-03-10')).toEqual(['Ann']);
    expect(namesOn(await calendar('Leads', { by: 'Recall_On', search: 'Ben' }, own.operator), '2026-03-10')).toEqual([
      'Ben',
    ]);
  });

  test.each([
    ['a day that is none', { at: '2026-02-30' }],
    ['a day of no calendar', { at: '9999-12-31' }],
    ['a field that is no date', { by: 'Subject' }],
    ['a field that is not there', { by: 'Nope' }],
  ])('are refused for %s', async (_, request) => {
    await expect(calendar('Tasks', request)).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('who sees a calendar', () => {
  test('another organisation sees its own, and whoever may not view is refused', async () => {
    const other = await makeOrg();
    expect((await calendar('Tasks', {}, other.operator)).days.flatMap(({ entries }) => entries)).toEqual([]);
    await expect(calendar('Tasks', {}, org.officer)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('records that the asker may not see stand on no day, and are not counted', async () => {
    const own = await makeOrg();
    const carl = await insertUser(own, 'Carl', own.profileIds.Operator, own.roleIds.Manager);
    for (let n = 0; n < 6; n += 1) {
      const values = { Subject: `His ${n}`, Due_Date: '2026-03-12' };
      await createRecord(own.admin, { module: 'Tasks', values, ownerId: carl });
    }
    await task('Mine', '2026-03-12', own.operator);
    await setSharing(own.admin, { module: 'Tasks', sharing: 'private' });
    const mine: Context = { ...own.operator, ownerIds: [own.operator.actor.id] };
    const found = await calendar('Tasks', {}, mine);
    expect(namesOn(found, '2026-03-12')).toEqual(['Mine']);
    expect(found.days.every(({ hidden }) => hidden.records === 0)).toBe(true);
  });

  test('a protected date makes no calendar for anybody, with an event; a hidden one is not there', async () => {
    const own = await makeOrg();
    await task('Secret', '2026-03-12', own.operator);
    const fieldId = await fieldIdOf(own, 'Tasks', 'Due_Date');
    const fields = { [fieldId]: 'hidden' as const };
    const limited = { ...own.operator, rights: { ...own.operator.rights, fields } };
    await expect(calendar('Tasks', { by: 'Due_Date' }, limited)).rejects.toMatchObject({ reason: 'NO_SUCH_FIELD' });
    await setHipaaEnabled(own.admin, { enabled: true });
    await selectModule(own.admin, { module: 'Tasks' });
    await markField(own.admin, { module: 'Tasks', fieldId, encrypt: true });
    for (const ctx of [own.operator, own.admin]) {
      await expect(calendar('Tasks', { by: 'Due_Date' }, ctx)).rejects.toMatchObject({ code: 'forbidden' });
      expect((await eventsOf(own, 'record.list')).at(-1)).toMatchObject({ outcome: 'refused', fields: ['Due_Date'] });
    }
    expect((await calendar('Tasks', {}, own.operator)).by).not.toBe('Due_Date');
  });

  test('a search by a protected value is an event, and its candidates are opened to be sure', async () => {
    const own = await makeOrg();
    await setHipaaEnabled(own.admin, { enabled: true });
    await selectModule(own.admin, { module: 'Contacts' });
    await markField(own.admin, {
      module: 'Contacts',
      fieldId: await fieldIdOf(own, 'Contacts', 'Department'),
      encrypt: true,
    });
    const { id } = await createRecord(own.operator, {
      module: 'Contacts',
      values: { Last_Name: 'Doe', Department: 'Zqward' },
    });
    await createRecord(own.operator, { module: 'Contacts', values: { Last_Name: 'Roe', Department: 'Other' } });
    const filters = [{ field: 'Department', operator: 'equals', value: 'Zqward' }];
    const asked = { by: 'Created_Time', span: 'week', filters } as const;
    const found = await getCalendar(own.operator, 'Contacts', asked);
    expect(found.days.flatMap(({ entries }) => entries)).toMatchObject([{ id, name: 'Doe' }]);
    expect((await eventsOf(own, 'record.search')).at(-1)).toMatchObject({ fields: ['Department'], facts: { rows: 1 } });
    await expect(getCalendar(own.admin, 'Contacts', asked)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(getCalendar(own.operator, 'Contacts', { ...asked, from: 'url' })).rejects.toMatchObject({
      reason: 'PROTECTED_IN_URL',
    });
  });
});
