import { beforeAll, describe, expect, test } from 'vitest';
import { createRecord } from '@/lib/crm/records/create';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { createModule } from './create-module';
import { getModuleSetup, listModules } from './queries';
import { eventsOf } from './testing/events';
import { updateModule } from './update-module';

let org: TestOrg;
let other: TestOrg;

beforeAll(async () => {
  org = await makeOrg();
  other = await makeOrg();
});

describe('createModule', () => {
  test('adds a module with a required name field in a standard layout, and leaves its event', async () => {
    const { id, apiName } = await createModule(org.admin, { singular: 'Referral', plural: 'Referrals' });
    expect(apiName).toBe('Referrals');
    const metadata = await org.metadata();
    const module = metadata.modules.at(-1);
    expect(module).toMatchObject({ apiName, custom: true, nameFields: ['Name'] });
    expect(module?.fields).toMatchObject([{ apiName: 'Name', label: 'Referral Name', required: true, indexSlot: 1 }]);
    expect(module?.layouts[0]).toMatchObject({ name: 'Standard', sections: [{ name: 'Referral Information' }] });
    expect(await eventsOf(org, id)).toMatchObject([{ action: 'module.create', outcome: 'done', module: 'Referrals' }]);
    await createRecord(org.operator, { module: 'Referrals', values: { Name: 'R-1' } });
  });

  test('numbers an API name that is taken or reserved, and keeps it to letters, digits and underscores', async () => {
    const events = await createModule(org.admin, { singular: 'Event entry', plural: 'Events' });
    expect(events.apiName).toBe('Events1');
    const notes = await createModule(org.admin, { singular: 'Ward note', plural: 'Notes' });
    expect(notes.apiName).toBe('Notes1');
    const wards = await createModule(org.admin, { singular: 'Sjúkradeild', plural: 'Sjúkradeildir №2' });
    expect(wards.apiName).toBe('Sjukradeildir_No2');
  });

  test.each([
    ['a reserved API name', { singular: 'Bed', plural: 'Beds', apiName: 'settings' }, 'apiName'],
    ['a malformed API name', { singular: 'Bed', plural: 'Beds', apiName: 'be ds' }, 'apiName'],
    ['an API name of every object', { singular: 'Bed', plural: 'Beds', apiName: 'constructor' }, 'apiName'],
    ['no plural', { singular: 'Bed', plural: '  ' }, 'plural'],
    ['a plural too long', { singular: 'Bed', plural: 'B'.repeat(51) }, 'plural'],
  ])('refuses %s by name', async (_what, input, field) => {
    await expect(createModule(org.admin, input)).rejects.toMatchObject({
      code: 'invalid',
      fields: { [field]: expect.any(String) },
    });
  });

  test('refuses names another module has, in any case', async () => {
    await expect(createModule(org.admin, { singular: 'contact', plural: 'LEADS' })).rejects.toMatchObject({
      code: 'conflict',
      fields: { singular: expect.any(String), plural: expect.any(String) },
    });
    await expect(createModule(org.admin, { singular: 'Bed', plural: 'Beds', apiName: 'leads' })).rejects.toMatchObject({
      code: 'conflict',
      fields: { apiName: expect.any(String) },
    });
  });

  test('gives two administrators who race for one name one module and one conflict', async () => {
    const both = await Promise.allSettled(
      [1, 2].map(() => createModule(org.admin, { singular: 'Ward', plural: 'Wards' })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('refuses a profile without the right, and the attempt is an event', async () => {
    await expect(createModule(org.operator, { singular: 'Bed', plural: 'Beds' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const events = await eventsOf(org, null, org.operator);
    expect(events.at(-1)).toMatchObject({ action: 'module.create', outcome: 'refused' });
  });
});

describe('updateModule', () => {
  test('renames a module on the screens, keeps its API name, and leaves old and new in its event', async () => {
    await updateModule(org.admin, { module: 'Contacts', singular: 'Patient', plural: 'Patients' });
    const module = (await org.metadata()).modules.find(({ apiName }) => apiName === 'Contacts');
    expect(module).toMatchObject({ singular: 'Patient', plural: 'Patients' });
    const [event] = await eventsOf(org, module?.id ?? '');
    expect(event).toMatchObject({ action: 'module.update', module: 'Contacts' });
    expect(JSON.parse(event?.facts ?? '')).toEqual({
      old: { singular: 'Contact', plural: 'Contacts' },
      new: { singular: 'Patient', plural: 'Patients' },
    });
    await updateModule(org.admin, { module: 'Contacts', singular: 'Patient', plural: 'Patients' });
    expect(await eventsOf(org, module?.id ?? '')).toHaveLength(1);
  });

  test('refuses the name of another module, a wrong profile, and finds no module of another org', async () => {
    const names = { singular: 'Lead', plural: 'People' };
    await expect(updateModule(org.admin, { module: 'Deals', ...names })).rejects.toMatchObject({ code: 'conflict' });
    await expect(updateModule(org.officer, { module: 'Deals', ...names })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(updateModule(other.admin, { module: 'Referrals', singular: 'A', plural: 'B' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('the queries', () => {
  test('list modules with fields, layouts and the records that are not in the recycle bin', async () => {
    await createRecord(other.operator, { module: 'Leads', values: { Last_Name: 'Silva' } });
    const modules = await listModules(other.admin);
    expect(modules.map(({ plural }) => plural)).toContain('Meetings');
    expect(modules.find(({ apiName }) => apiName === 'Leads')).toMatchObject({
      hipaa: false,
      records: { count: 1, capped: false },
      layouts: ['Standard'],
    });
  });

  test('refuse whoever may not manage modules, and find no module of another org', async () => {
    await expect(listModules(org.operator)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(getModuleSetup(org.officer, 'Leads')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(getModuleSetup(other.admin, 'Referrals')).rejects.toMatchObject({ code: 'not_found' });
  });
});
