import { expect, test } from 'vitest';
import { fieldsWithMark, getField, getModule } from '@/lib/crm/modules/definition';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { addContact, addFields, eventsOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { confirmHolds } from '@/lib/tools/testing/holds';
import { expectNowhereInDatabase } from '@/lib/tools/testing/matchers';
import { markField } from '../mark-field';
import { deselectModule } from './deselect-module';
import { forgetMarks } from './forget-marks';
import { getComplianceOverview } from './queries';
import { restoreMarks } from './restore-marks';
import { selectModule } from './select-module';
import { setHipaaEnabled } from './set-hipaa-enabled';

const marksOf = async (org: TestOrg, module: string) =>
  fieldsWithMark(getModule(await org.metadata(), module)).map((field) => field.apiName);

/** HIPAA was on with SSN and Allergies of Contacts marked, and is off. */
async function makeSwitchedOff(): Promise<TestOrg> {
  const org = await makeHealthOrg();
  await addFields(org, 'Contacts', ['SSN', 'Allergies'], { marked: true });
  await setHipaaEnabled(org.admin, { enabled: false, confirmation: (await org.metadata()).orgName });
  return org;
}

test('switching HIPAA on again marks nothing by itself, and offers what was marked', async () => {
  const org = await makeSwitchedOff();
  await setHipaaEnabled(org.admin, { enabled: true });
  expect(await marksOf(org, 'Contacts')).toEqual([]);
  expect((await getComplianceOverview(org.admin)).offers).toEqual([
    { module: 'Contacts', plural: 'Contacts', fields: ['SSN', 'Allergies'] },
  ]);
});

test('restoring selects the module, marks the fields, is one event, and ends the offer', async () => {
  const org = await makeSwitchedOff();
  await setHipaaEnabled(org.admin, { enabled: true });
  expect(await restoreMarks(org.admin, { modules: ['Contacts'] })).toEqual({ fields: 2 });
  expect(await marksOf(org, 'Contacts')).toEqual(['SSN', 'Allergies']);
  expect((await getComplianceOverview(org.admin)).offers).toEqual([]);
  expect(await eventsOf(org, 'compliance.restore_marks')).toMatchObject([
    { outcome: 'done', facts: { restored: { Contacts: ['SSN', 'Allergies'] }, views: 0 } },
  ]);
  await expect(restoreMarks(org.admin, { modules: ['Contacts'] })).rejects.toMatchObject({ code: 'not_found' });
});

test('what was encrypted is encrypted all along: off, on, and restored', async () => {
  const org = await makeHealthOrg();
  const [fieldId = ''] = await addFields(org, 'Contacts', ['SSN']);
  await addContact(org, { SSN: '999-77-1234' });
  await markField(org.admin, { module: 'Contacts', fieldId, encrypt: true });
  await deselectModule(org.admin, { module: 'Contacts', confirmation: 'Contacts' });
  await expectNowhereInDatabase(['999-77-1234']);
  await addContact(org, { SSN: '999-77-5678' });
  await expectNowhereInDatabase(['999-77-1234', '999-77-5678']);
  await restoreMarks(org.admin, { modules: ['Contacts'] });
  expect(getField(getModule(await org.metadata(), 'Contacts'), 'SSN')).toMatchObject({ marked: true, sealed: true });
});

test('a name that came back while nothing was marked is hidden again', async () => {
  const org = await makeHealthOrg();
  const fieldId = getField(getModule(await org.metadata(), 'Contacts'), 'Last_Name').id;
  const recordId = await addContact(org, { Last_Name: 'Quackenbush' });
  const nameNow = async () => (await ownerSql()`select name from records where id = ${recordId}`)[0]?.name;
  await markField(org.admin, { module: 'Contacts', fieldId, encrypt: false, reason: 'Tried out' });
  expect(await nameNow()).toBeNull();
  await deselectModule(org.admin, { module: 'Contacts', confirmation: 'Contacts' });
  expect(await nameNow()).toBeNull();
  await confirmHolds(org);
  expect(await nameNow()).toBe('Quackenbush');
  await restoreMarks(org.admin, { modules: ['Contacts'] });
  expect(await nameNow()).toBeNull();
});

test('marks of several modules are restored by choice; the others stay on offer', async () => {
  const org = await makeHealthOrg();
  await selectModule(org.admin, { module: 'Leads' });
  await addFields(org, 'Contacts', ['SSN'], { marked: true });
  await addFields(org, 'Leads', ['Symptoms'], { marked: true });
  await deselectModule(org.admin, { module: 'Contacts', confirmation: 'Contacts' });
  await deselectModule(org.admin, { module: 'Leads', confirmation: 'Leads' });
  await restoreMarks(org.admin, { modules: ['Leads'] });
  expect(await marksOf(org, 'Leads')).toEqual(['Symptoms']);
  expect((await getComplianceOverview(org.admin)).offers.map(({ module }) => module)).toEqual(['Contacts']);
});

test('is refused as a whole where it would pass 25 marked fields', async () => {
  const org = await makeSwitchedOff();
  await setHipaaEnabled(org.admin, { enabled: true });
  await selectModule(org.admin, { module: 'Contacts' });
  const names = Array.from({ length: 24 }, (_, n) => `New_${n}`);
  await addFields(org, 'Contacts', names, { marked: true });
  await expect(restoreMarks(org.admin, { modules: ['Contacts'] })).rejects.toMatchObject({
    code: 'limited',
    facts: { limit: 25, module: 'Contacts' },
  });
  expect(await marksOf(org, 'Contacts')).toHaveLength(24);
  expect((await eventsOf(org, 'compliance.restore_marks')).at(-1)).toMatchObject({ outcome: 'refused' });
});

test('is refused while HIPAA is off, and to a profile that may not manage compliance', async () => {
  const org = await makeSwitchedOff();
  const modules = ['Contacts'];
  await expect(restoreMarks(org.admin, { modules })).rejects.toMatchObject({ reason: 'HIPAA_DISABLED' });
  await expect(restoreMarks(org.operator, { modules })).rejects.toMatchObject({ code: 'forbidden' });
  expect(await eventsOf(org, 'compliance.restore_marks')).toMatchObject([{ outcome: 'refused' }]);
});

test('another org’s marks are not offered and not restored', async () => {
  await makeSwitchedOff();
  const other = await makeOrg();
  await setHipaaEnabled(other.admin, { enabled: true });
  expect((await getComplianceOverview(other.admin)).offers).toEqual([]);
  await expect(restoreMarks(other.admin, { modules: ['Contacts'] })).rejects.toMatchObject({ code: 'not_found' });
});

test('the offer can be given up, which is an event; it needs the right', async () => {
  const org = await makeSwitchedOff();
  await setHipaaEnabled(org.admin, { enabled: true });
  await expect(forgetMarks(org.operator, { modules: ['Contacts'] })).rejects.toMatchObject({ code: 'forbidden' });
  await forgetMarks(org.admin, { modules: ['Contacts'] });
  expect((await getComplianceOverview(org.admin)).offers).toEqual([]);
  expect((await eventsOf(org, 'compliance.update')).at(-1)).toMatchObject({
    facts: { setting: 'removedMarks', forgotten: ['Contacts'] },
  });
});

test('a field marked again by hand is no longer on offer, nor after it is deliberately unmarked', async () => {
  const org = await makeSwitchedOff();
  await setHipaaEnabled(org.admin, { enabled: true });
  await selectModule(org.admin, { module: 'Contacts' });
  const fieldId = getField(getModule(await org.metadata(), 'Contacts'), 'SSN').id;
  await markField(org.admin, { module: 'Contacts', fieldId, encrypt: true });
  expect((await getComplianceOverview(org.admin)).offers).toMatchObject([{ fields: ['Allergies'] }]);
});
