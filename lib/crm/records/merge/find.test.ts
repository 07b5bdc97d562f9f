import { beforeAll, expect, test } from 'vitest';
import { createField } from '@/lib/admin/customization/create-field';
import { markField } from '@/lib/admin/settings/mark-field';
import type { Id } from '@/lib/platform/ids';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { addContact, eventsOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { findDuplicates } from './find';

let org: TestOrg;
let first: Id;
let second: Id;

const module = 'Contacts';
const find = (recordId: Id, by?: string[], ctx = org.operator) => findDuplicates(ctx, { module, recordId, by });

beforeAll(async () => {
  org = await makeHealthOrg();
  const { id } = await createField(org.admin, { module, label: 'SSN', type: 'single_line' });
  await markField(org.admin, { module, fieldId: id, encrypt: true });
  first = await addContact(org, { Email: 'Ann@example.org', Phone: '555-010-0001', SSN: '999-46-1590' });
  second = await addContact(org, { Email: 'ann@example.org', Phone: '555-010-0002', SSN: '999-46-1590' });
  await addContact(org, { Email: 'ben@example.org', Phone: '555-010-0003', SSN: '999-46-1591' });
});

test('those with the same e-mail address are found, however it is written', async () => {
  const { duplicates, fields } = await find(first);
  expect(duplicates.map(({ id, same }) => ({ id, same }))).toEqual([{ id: second, same: ['Email'] }]);
  expect(fields.filter(({ chosen }) => chosen).map(({ apiName }) => apiName)).toEqual(
    expect.arrayContaining(['Email', 'Phone']),
  );
});

test('a protected field is looked through only where it is asked for by name', async () => {
  const before = (await eventsOf(org, 'record.search')).length;
  const { fields } = await find(first);
  expect(fields.find(({ apiName }) => apiName === 'SSN')).toMatchObject({ chosen: false });
  expect(await eventsOf(org, 'record.search')).toHaveLength(before);
});

test('an encrypted field is compared for those who may search it, and that is an event without the value', async () => {
  const { duplicates } = await find(first, ['SSN']);
  expect(duplicates).toMatchObject([{ id: second, same: ['SSN'] }]);
  const event = (await eventsOf(org, 'record.search')).at(-1);
  expect(event).toMatchObject({ outcome: 'done', fields: ['SSN'], facts: { rows: 1 } });
  expect(JSON.stringify(event)).not.toContain('999-46');
});

test('a field that the asker may not search is neither offered nor compared', async () => {
  const { fields } = await find(first, undefined, org.admin);
  expect(fields.map(({ apiName }) => apiName)).not.toContain('SSN');
  await expect(find(first, ['SSN'], org.admin)).rejects.toMatchObject({ code: 'invalid' });
});

test('is refused without the right to view, and is nothing to another organisation', async () => {
  await expect(find(first, undefined, org.officer)).rejects.toMatchObject({ code: 'forbidden' });
  const other = await makeOrg();
  await expect(find(first, undefined, other.operator)).rejects.toMatchObject({ code: 'not_found' });
});
