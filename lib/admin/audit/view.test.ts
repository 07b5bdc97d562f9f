import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { markField } from '@/lib/admin/settings/mark-field';
import { updateRecord } from '@/lib/crm/records/update';
import type { Context } from '@/lib/platform/context';
import { expectAbsent } from '@/lib/tools/testing/absent';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { addContact, eventsOf, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { openEntryDetails } from './details';
import { auditQuerySchema } from './query';
import { viewLedger } from './view';

const view = (ctx: Context, query: object = {}, page = {}) => viewLedger(ctx, auditQuerySchema.parse(query), page);

describe('looking is an event', () => {
  let org: TestOrg;
  beforeEach(async () => {
    org = await makeOrg();
  });
  const views = async () => (await eventsOf(org, 'ledger.view')).map((event) => event.facts);

  test('one for a filter, and another when the filter is another', async () => {
    await view(org.officer);
    await view(org.officer, { action: 'group:phi' });
    await view(org.officer, {});
    expect(await views()).toEqual([{ range: '30d' }, { action: 'group:phi', range: '30d' }, { range: '30d' }]);
  });

  test('none for paging, or for the same filter again, whatever page is asked for first', async () => {
    await view(org.officer, {}, { after: '9223372036854775807' });
    await view(org.officer, {}, { after: '9000000000000000000' });
    await view(org.officer);
    expect(await views()).toHaveLength(1);
  });

  test('each person has their own', async () => {
    await view(org.officer);
    await view(org.admin);
    await view(org.officer);
    expect(await views()).toHaveLength(2);
  });

  test('it is not in what it shows, but in what is shown next', async () => {
    expect((await view(org.officer)).lines.map((line) => line.action)).not.toContain('ledger.view');
    expect((await view(org.officer, { range: 'all' })).lines[0]).toMatchObject({
      action: 'ledger.view',
      what: 'Viewed the audit log',
      who: { name: 'Otto Officer' },
    });
  });

  test('an attempt without the right shows nothing and is an event', async () => {
    const none = { ...org.operator, rights: { ...org.operator.rights, org: [] } };
    await expect(view(none)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await eventsOf(org, 'ledger.view')).toMatchObject([{ outcome: 'refused', actorId: org.operator.actor.id }]);
  });
});

describe('what is shown', () => {
  let org: TestOrg;
  let contact: string;
  beforeAll(async () => {
    org = await makeHealthOrg();
    contact = await addContact(org, { Department: 'Radiology-9931', Phone: '5559931' });
    await updateRecord(org.operator, {
      module: 'Contacts',
      id: contact,
      values: { Department: 'Oncology-9931', Phone: '5559932' },
    });
  });

  test('an entry is a sentence with labels; values are not in it', async () => {
    const { lines } = await view(org.officer, { action: 'record.update' });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      what: 'Changed a record',
      group: 'records',
      module: { apiName: 'Contacts', label: 'Contacts', mayOpen: false },
      recordId: contact,
      fields: expect.arrayContaining(['Department', 'Phone']),
      hasDetail: true,
    });
    expectAbsent(JSON.stringify(lines), 'Radiology', 'Oncology', '5559931', '5559932');
  });

  test('what is sealed in an entry is opened when it is asked for', async () => {
    const [line] = (await view(org.officer, { action: 'record.update' })).lines;
    const details = await openEntryDetails(org.officer, line?.id ?? '');
    expect(details.changes).toEqual(
      expect.arrayContaining([
        { field: 'Department', old: 'Radiology-9931', new: 'Oncology-9931' },
        { field: 'Phone', old: '5559931', new: '5559932' },
      ]),
    );
  });

  test('but not the values of a field that is marked by now', async () => {
    const [line] = (await view(org.officer, { action: 'record.update' })).lines;
    const phone = await fieldIdOf(org, 'Contacts', 'Phone');
    await markField(org.admin, { module: 'Contacts', fieldId: phone, encrypt: true });
    const details = await openEntryDetails(org.officer, line?.id ?? '');
    expect(details.changes.map((change) => change.field)).toEqual(['Department']);
  });

  test('nor of an entry that the asker may not see', async () => {
    const [line] = (await view(org.officer, { action: 'record.update' })).lines;
    const id = line?.id ?? '';
    const somebody = { ...org.operator, actor: { ...org.operator.actor, id: '1' }, ownerIds: ['1'] };
    await expect(openEntryDetails(somebody, id)).rejects.toMatchObject({ code: 'not_found' });
    const other = await makeOrg();
    await expect(openEntryDetails(other.officer, id)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('who saw a record stands beside its entries, only where one record is looked at', async () => {
    expect((await view(org.officer, { module: 'Contacts' })).whoSaw).toBeNull();
    expect((await view(org.officer, { module: 'Contacts', record: contact })).whoSaw).toEqual([]);
  });

  test('people and modules to filter by: those below for an operator, everybody for the officer', async () => {
    const officer = await view(org.officer);
    expect(officer.people.map((person) => person.name)).toEqual(['Ada Admin', 'Olga Operator', 'Otto Officer']);
    expect(officer.modules).toContainEqual({ apiName: 'Contacts', label: 'Contacts' });
    expect((await view(org.operator)).people.map((person) => person.name)).toEqual(['Olga Operator']);
  });
});
