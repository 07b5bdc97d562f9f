import { beforeEach, describe, expect, test } from 'vitest';
import { selectModule } from '@/lib/admin/settings/compliance/select-module';
import { setHipaaEnabled } from '@/lib/admin/settings/compliance/set-hipaa-enabled';
import { markField } from '@/lib/admin/settings/mark-field';
import { createRecord } from '@/lib/crm/records/create';
import { deleteRecords } from '@/lib/crm/records/recycle';
import { updateRecord } from '@/lib/crm/records/update';
import { listNotices } from '@/lib/people/notices/queries';
import type { Id } from '@/lib/platform/ids';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { fieldIdOf } from '@/lib/tools/testing/health-org';
import { tellReminders } from './tell';

let org: TestOrg;
const NOON = Date.parse('2030-05-01T12:00:00Z');
const at = (minutes: number) => new Date(NOON + minutes * 60_000);

beforeEach(async () => {
  org = await makeOrg();
  expect(await tellReminders(org.orgId, at(0))).toBe(0);
});

const REQUIRED = {
  Tasks: { Subject: 'Zqsecret' },
  Calls: { Subject: 'Zqsecret', Call_Type: 'Inbound', Call_Start_Time: at(60).toISOString() },
  Events: { Event_Title: 'Zqsecret', Start_DateTime: at(60).toISOString(), End_DateTime: at(90).toISOString() },
};

async function add(module: keyof typeof REQUIRED, minutes: number): Promise<Id> {
  const field = module === 'Calls' ? 'Reminder' : 'Remind_At';
  const values = { ...REQUIRED[module], [field]: at(minutes).toISOString() };
  return (await createRecord(org.admin, { module, values, ownerId: org.operator.actor.id })).id;
}

const told = async () =>
  (await listNotices(org.operator)).notices.map(({ words, href }) => [words, href] as const).reverse();

describe('a reminder', () => {
  test.each([
    ['Tasks', 'Task'],
    ['Events', 'Meeting'],
    ['Calls', 'Call'],
  ] as const)('of %s tells the owner at its time, once, by ids only', async (module, singular) => {
    const id = await add(module, 5);
    expect(await tellReminders(org.orgId, at(4))).toBe(0);
    expect(await tellReminders(org.orgId, at(6))).toBe(1);
    expect(await tellReminders(org.orgId, at(7))).toBe(0);
    expect(await told()).toEqual([[`Reminder of a ${singular.toLowerCase()} of yours.`, `/m/${module}/${id}`]]);
    expect((await listNotices(org.admin)).notices).toEqual([]);
    const rows = await ownerSql()`select facts::text as facts from notices where org_id = ${org.orgId}`;
    expect(rows.map(({ facts }) => JSON.parse(facts))).toEqual([{ what: singular }]);
  });

  test('that fell due while no worker was there is told when one is back, each once', async () => {
    for (const minutes of [1, 2, 300]) await add('Tasks', minutes);
    expect(await tellReminders(org.orgId, at(200))).toBe(2);
    expect(await tellReminders(org.orgId, at(100))).toBe(0);
    expect(await tellReminders(org.orgId, at(400))).toBe(1);
    expect(await told()).toHaveLength(3);
  });

  test('that is put off is told at its new time, and not for a record in the recycle bin', async () => {
    const id = await add('Tasks', 5);
    const gone = await add('Tasks', 5);
    await deleteRecords(org.operator, { module: 'Tasks', ids: [gone] });
    await updateRecord(org.operator, { module: 'Tasks', id, values: { Remind_At: at(50).toISOString() } });
    expect(await tellReminders(org.orgId, at(40))).toBe(0);
    expect(await tellReminders(org.orgId, at(60))).toBe(1);
  });

  test('is told by two workers at once only once', async () => {
    await add('Tasks', 5);
    const counts = await Promise.all([1, 2, 3].map(() => tellReminders(org.orgId, at(6))));
    expect(counts.sort()).toEqual([0, 0, 1]);
  });

  test('whose time is protected is not told, since that would say when it is', async () => {
    await setHipaaEnabled(org.admin, { enabled: true });
    await selectModule(org.admin, { module: 'Tasks' });
    const fieldId = await fieldIdOf(org, 'Tasks', 'Remind_At');
    await markField(org.admin, { module: 'Tasks', fieldId, encrypt: false, reason: 'For a test' });
    await add('Tasks', 5);
    expect(await tellReminders(org.orgId, at(6))).toBe(0);
    expect(await told()).toEqual([]);
  });

  test('of another organisation is not told', async () => {
    const other = await makeOrg();
    await add('Tasks', 5);
    await tellReminders(other.orgId, at(0));
    expect(await tellReminders(other.orgId, at(6))).toBe(0);
  });
});
