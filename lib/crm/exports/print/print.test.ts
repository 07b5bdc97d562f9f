import { beforeAll, describe, expect, test } from 'vitest';
import { setRestriction } from '@/lib/admin/settings/compliance/set-restriction';
import { markField } from '@/lib/admin/settings/mark-field';
import { createRecord } from '@/lib/crm/records/create';
import type { Context } from '@/lib/platform/context';
import { linesOfOrg } from '@/lib/tools/testing/accounting';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { addContact, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { confirmHolds } from '@/lib/tools/testing/holds';
import { asksPurpose } from './asks-purpose';
import { printList, printRecord } from './print';

const SSN = '999-46-1590';
let org: TestOrg;
let id: string;

beforeAll(async () => {
  org = await makeHealthOrg();
  await markField(org.admin, { module: 'Contacts', fieldId: await fieldIdOf(org, 'Contacts', 'Phone'), encrypt: true });
  await addContact(org, { Last_Name: 'Aldrin', Email: 'b@example.org' });
  id = await addContact(org, { Last_Name: 'Reynolds', Phone: SSN, Email: 'a@example.org' });
});

describe('the print view', () => {
  test('leaves out at a closed door what it names, of a record and of a list', async () => {
    await setRestriction(org.admin, { door: 'export', restricted: true });
    const record = await printRecord(org.operator, 'Contacts', id);
    expect(record).toMatchObject({ withheld: ['Phone'], record: { name: 'Reynolds', masked: [] } });
    const list = await printList(org.operator, 'Contacts', { columns: ['Phone', 'Email', 'Owner'] });
    expect(list).toMatchObject({ withheld: ['Phone'], count: { records: 2, more: false } });
    expect(list.columns.map(({ apiName }) => apiName)).toEqual(['Name', 'Email', 'Owner']);
    expect(JSON.stringify([record, list])).not.toContain(SSN);
    expect(record.sections.flatMap(({ fields }) => fields).map(({ apiName }) => apiName)).not.toContain('Phone');
  });

  test('opens a marked field at an open door for those who may reveal, and is an event that names it', async () => {
    await setRestriction(org.admin, { door: 'export', restricted: false });
    await confirmHolds(org);
    expect((await printRecord(org.operator, 'Contacts', id)).record.values.Phone).toBe(SSN);
    expect((await printRecord(org.admin, 'Contacts', id)).record.values.Phone).toBeUndefined();
    await printList(org.operator, 'Contacts', { columns: ['Phone'] });
    expect((await eventsOf(org.orgId, 'record.print')).slice(-3)).toMatchObject([
      { fields: ['Phone'], facts: { rows: 1, withheld: [] } },
      { fields: [], facts: { rows: 1, withheld: ['Phone'] } },
      { fields: ['Phone'], facts: { rows: 2, withheld: [] } },
    ]);
  });

  test('asks what for before a marked value is opened, those who would get one alone, and leaves one line with it', async () => {
    const before = await linesOfOrg(org.orgId);
    const events = (await eventsOf(org.orgId, 'record.print')).length;
    const asked = [{ recordId: id }, { columns: ['Phone'] }, { columns: ['Email'] }];
    const asksOf = (ctx: Context) => Promise.all(asked.map((of) => asksPurpose(ctx, 'Contacts', of)));
    expect(await asksOf(org.operator)).toEqual([true, true, false]);
    expect(await asksOf(org.admin)).toEqual([false, false, false]);
    await expect(asksPurpose(org.officer, 'Contacts', { recordId: id })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(asksPurpose(org.operator, 'Contacts', { recordId: '1' })).rejects.toMatchObject({ code: 'not_found' });
    expect([await linesOfOrg(org.orgId), (await eventsOf(org.orgId, 'record.print')).length]).toEqual([before, events]);
    await printRecord(org.operator, 'Contacts', id, 'research');
    expect((await linesOfOrg(org.orgId)).slice(before.length)).toMatchObject([{ exit: 'print', purpose: 'research' }]);
  });

  test('prints a list as its address has it: filtered and sorted, but by no protected field', async () => {
    const filters = [{ field: 'Email', operator: 'starts_with', value: 'a' }];
    expect((await printList(org.operator, 'Contacts', { filters })).records.map(({ name }) => name)).toEqual([
      'Reynolds',
    ]);
    const sorted = await printList(org.operator, 'Contacts', { sort: { field: 'Email', order: 'asc' } });
    expect(sorted.records.map(({ name }) => name)).toEqual(['Reynolds', 'Aldrin']);
    const byPhone = [{ field: 'Phone', operator: 'equals', value: SSN }];
    await expect(printList(org.operator, 'Contacts', { filters: byPhone })).rejects.toMatchObject({ code: 'invalid' });
    await expect(printList(org.operator, 'Contacts', { sort: { field: 'Phone', order: 'asc' } })).rejects.toMatchObject(
      { code: 'forbidden' },
    );
  });

  test('is refused without the right to export; another org finds nothing', async () => {
    await expect(printRecord(org.officer, 'Contacts', id)).rejects.toMatchObject({ code: 'forbidden' });
    const noExport = { ...org.operator, rights: { ...org.operator.rights, everyModule: ['view'] as const } };
    await expect(printRecord(noExport, 'Contacts', id)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(printList(noExport, 'Contacts', {})).rejects.toMatchObject({ code: 'forbidden' });
    const other = await makeOrg();
    await expect(printRecord(other.operator, 'Contacts', id)).rejects.toMatchObject({ code: 'not_found' });
    await createRecord(other.operator, { module: 'Contacts', values: { Last_Name: 'Elsewhere' } });
    expect((await printList(org.operator, 'Contacts', {})).records).toHaveLength(2);
  });
});
