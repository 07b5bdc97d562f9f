import { beforeAll, expect, test } from 'vitest';
import { getField, getModule, hasMark } from '@/lib/crm/modules/definition';
import type { Id } from '@/lib/platform/ids';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { eventsOf, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { markField } from './mark-field';
import { unmarkField } from './unmark-field';

let org: TestOrg;
let fieldId: Id;
beforeAll(async () => {
  org = await makeHealthOrg();
  fieldId = await fieldIdOf(org, 'Contacts', 'Phone');
  await markField(org.admin, { module: 'Contacts', fieldId, encrypt: true });
});

const isMarked = async () => hasMark(getField(getModule(await org.metadata(), 'Contacts'), 'Phone'));

test('a profile that may not manage compliance is refused, and the refusal is an event', async () => {
  const attempt = unmarkField(org.officer, { module: 'Contacts', fieldId });
  await expect(attempt).rejects.toMatchObject({ code: 'forbidden' });
  expect(await eventsOf(org, 'field.unmark')).toMatchObject([{ outcome: 'refused', subjectId: fieldId }]);
  expect(await isMarked()).toBe(true);
});

test('another org does not find the field', async () => {
  const other = await makeOrg();
  await expect(unmarkField(other.admin, { module: 'Contacts', fieldId })).rejects.toMatchObject({ code: 'not_found' });
  expect(await isMarked()).toBe(true);
});

test('a module that does not exist is not found', async () => {
  await expect(unmarkField(org.admin, { module: 'Nothing', fieldId })).rejects.toMatchObject({ code: 'not_found' });
});

test('the mark goes, with its event, which says that the values stay encrypted; a second time nothing happens', async () => {
  await unmarkField(org.admin, { module: 'Contacts', fieldId });
  await unmarkField(org.admin, { module: 'Contacts', fieldId });
  expect(await isMarked()).toBe(false);
  const events = (await eventsOf(org, 'field.unmark')).filter(({ outcome }) => outcome === 'done');
  expect(events).toMatchObject([{ subjectId: fieldId, fields: ['Phone'], facts: { encrypted: true } }]);
});
