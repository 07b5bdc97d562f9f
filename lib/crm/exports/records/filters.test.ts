import { beforeAll, describe, expect, test } from 'vitest';
import { setRestriction } from '@/lib/admin/settings/compliance/set-restriction';
import { markField } from '@/lib/admin/settings/mark-field';
import { createRecord } from '@/lib/crm/records/create';
import { eventsOf } from '@/lib/tools/testing/events';
import type { TestOrg } from '@/lib/tools/testing/factories';
import { fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { confirmHolds } from '@/lib/tools/testing/holds';
import { expectNowhereInDatabase } from '@/lib/tools/testing/matchers';
import { planRecordExport, startRecordExport } from './export';

const SSN = '999-46-1590';
const everything = { module: 'Contacts', bom: false };
let org: TestOrg;

const setExport = async (restricted: boolean) => {
  await setRestriction(org.admin, { door: 'export', restricted });
  await confirmHolds(org);
};

beforeAll(async () => {
  org = await makeHealthOrg();
  for (const Last_Name of ['Reynolds', 'Yundt']) {
    await createRecord(org.operator, { module: 'Contacts', values: { Last_Name, Phone: SSN } });
  }
  const fieldId = await fieldIdOf(org, 'Contacts', 'Phone');
  await markField(org.admin, { module: 'Contacts', fieldId, encrypt: true });
});

describe('the filters of an export', () => {
  test('are none by what may not leave, and a search finds nobody by it', async () => {
    const filters = [{ field: 'Phone', operator: 'equals', value: SSN }];
    await setExport(true);
    for (const start of [planRecordExport, startRecordExport]) {
      await expect(start(org.operator, { ...everything, filters })).rejects.toMatchObject({
        code: 'forbidden',
        fields: { Phone: expect.any(String) },
      });
    }
    const closed = await planRecordExport(org.operator, { ...everything, search: SSN });
    expect(closed).toMatchObject({ count: { records: 0 }, unsearched: ['Phone'], filesLeave: false });
    expect((await planRecordExport(org.operator, everything)).unsearched).toEqual([]);
    await setExport(false);
    const open = await planRecordExport(org.operator, { ...everything, search: SSN });
    expect(open).toMatchObject({ count: { records: 2 }, unsearched: [], filesLeave: true });
    for (const restricted of [false, true]) {
      await setExport(restricted);
      await expect(planRecordExport(org.admin, { ...everything, filters })).rejects.toMatchObject({
        code: 'forbidden',
      });
    }
  });

  test('are an event where they are by a marked field, without its value', async () => {
    await setExport(false);
    const filters = [{ field: 'Phone', operator: 'equals', value: SSN }];
    const before = (await eventsOf(org.orgId, 'record.search')).length;
    await planRecordExport(org.operator, { ...everything, filters });
    const events = await eventsOf(org.orgId, 'record.search');
    expect(events).toHaveLength(before + 1);
    expect(events.at(-1)).toMatchObject({ module: 'Contacts', fields: ['Phone'], facts: { rows: 2 } });
    await expectNowhereInDatabase([SSN]);
  });
});
