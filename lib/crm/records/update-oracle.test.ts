import { beforeAll, describe, expect, test } from 'vitest';
import { markField } from '@/lib/admin/settings/mark-field';
import type { Id } from '@/lib/platform/ids';
import { ownerSql } from '@/lib/tools/testing/database';
import type { TestOrg } from '@/lib/tools/testing/factories';
import { addContact, addFields, eventsOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { getRecord } from './get';
import { updateRecord } from './update';

let org: TestOrg;
let id: Id;

beforeAll(async () => {
  org = await makeHealthOrg();
  const names = ['Diagnosis', 'Allergies'];
  const ids = await addFields(org, 'Contacts', names);
  id = await addContact(org, { Diagnosis: 'Gout' });
  for (const fieldId of ids) {
    await markField(org.admin, { module: 'Contacts', fieldId, encrypt: false, reason: 'Tried out first' });
  }
});

const versionOf = async () => (await getRecord(org.admin, 'Contacts', id)).record.version;

describe('writing to a marked field that is not encrypted', () => {
  test.each([
    ['the value it holds', 'Diagnosis', 'Gout'],
    ['another value', 'Diagnosis', 'Asthma'],
    ['nothing where nothing is', 'Allergies', ''],
  ])('answers the same, whether one gives %s', async (_what, field, value) => {
    const before = await versionOf();
    const events = (await eventsOf(org, 'record.update')).length;
    expect(await updateRecord(org.admin, { module: 'Contacts', id, values: { [field]: value } })).toMatchObject({
      version: before + 1,
    });
    const after = await eventsOf(org, 'record.update');
    expect(after).toHaveLength(events + 1);
    expect(after.at(-1)).toMatchObject({ fields: [field], outcome: 'done' });
  });

  test('of a field that is not marked, what is the same already is no change', async () => {
    const before = await versionOf();
    await updateRecord(org.admin, { module: 'Contacts', id, values: { Last_Name: 'Doe' } });
    expect(await versionOf()).toBe(before);
    const [row] = await ownerSql()`select version from records where id = ${id}`;
    expect(row?.version).toBe(before);
  });
});
