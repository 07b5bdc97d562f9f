import { beforeAll, expect, test } from 'vitest';
import { flushUsage } from '@/lib/admin/api-clients/usage';
import { addContact, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { restClient } from '@/lib/tools/testing/rest';
import { markField } from '../mark-field';
import { previewMark } from './preview';
import { previewRestriction } from './preview-restriction';

let org: TestOrg;
beforeAll(async () => {
  org = await makeHealthOrg();
  await addContact(org, { Last_Name: 'Read', Phone: '555-010-2030', Email: 'read@example.org' });
  const rest = await restClient(org, org.operator);
  await rest('GET', '/crm/v8/Contacts?fields=Phone,Email');
  await flushUsage();
});

test('a mark says which programs read the field in the last 30 days', async () => {
  const choice = { module: 'Contacts', fieldId: await fieldIdOf(org, 'Contacts', 'Phone') };
  const { use } = await previewMark(org.admin, choice);
  expect(use).toMatchObject({ clients: [{ name: expect.stringMatching(/^Program/), fields: ['Phone'] }], exports: 0 });
  const unread = { module: 'Contacts', fieldId: await fieldIdOf(org, 'Contacts', 'Title') };
  expect((await previewMark(org.admin, unread)).use.clients).toEqual([]);
});

test('closing the API door says which programs get marked values no more', async () => {
  expect(await previewRestriction(org.admin, { door: 'api' })).toEqual({ clients: [], exports: 0 });
  await markField(org.admin, {
    module: 'Contacts',
    fieldId: await fieldIdOf(org, 'Contacts', 'Phone'),
    encrypt: true,
  });
  const { clients } = await previewRestriction(org.admin, { door: 'api' });
  expect(clients).toMatchObject([{ fields: ['Phone'], lastDay: new Date().toISOString().slice(0, 10) }]);
  expect((await previewRestriction(org.admin, { door: 'export' })).exports).toBe(0);
  expect((await previewRestriction(org.admin, { door: 'third_party' })).clients).toEqual([]);
});

test('is refused to those who may not manage compliance, and tells nothing of another org', async () => {
  await expect(async () => previewRestriction(org.operator, { door: 'api' })).rejects.toMatchObject({
    code: 'forbidden',
  });
  const other = await makeOrg();
  expect(await previewRestriction(other.admin, { door: 'api' })).toEqual({ clients: [], exports: 0 });
});
