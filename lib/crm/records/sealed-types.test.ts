/** Symptoms ticked from a list, a yes or no, a percentage: sealed like any other value. */
import { beforeAll, expect, test } from 'vitest';
import { markField } from '@/lib/admin/settings/mark-field';
import type { Id } from '@/lib/platform/ids';
import { reveal } from '@/lib/protection/disclose/reveal';
import { ownerSql } from '@/lib/tools/testing/database';
import { addContact, addFields, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import type { TestOrg } from '@/lib/tools/testing/make-org';
import { restClient } from '@/lib/tools/testing/rest';
import { listRecords } from './list';
import { updateRecord } from './update';

const NAMES = ['Symptoms', 'Pregnant', 'Saturation'];
const LIST = ['zqcough', 'zqfever', 'zqnausea'];
const FIRST = { Symptoms: ['zqcough', 'zqnausea'], Pregnant: true, Saturation: 97.25 };

let org: TestOrg;
let before: Id;
const read = (id: Id) =>
  reveal(org.operator, { module: 'Contacts', recordId: id, fields: NAMES, purpose: 'treatment' });

beforeAll(async () => {
  org = await makeHealthOrg();
  await addFields(org, 'Contacts', ['Symptoms'], { type: 'multi_pick_list' });
  await addFields(org, 'Contacts', ['Pregnant'], { type: 'checkbox' });
  await addFields(org, 'Contacts', ['Saturation'], { type: 'percent' });
  const options = { pickList: LIST.map((value) => ({ value, label: value })) };
  await ownerSql()`update fields set options = ${JSON.stringify(options)}::text::jsonb
    where org_id = ${org.orgId} and api_name = 'Symptoms'`;
  before = await addContact(org, FIRST);
  for (const name of NAMES) {
    await markField(org.admin, { module: 'Contacts', fieldId: await fieldIdOf(org, 'Contacts', name), encrypt: true });
  }
});

test('values that were there are sealed and come back whole', async () => {
  expect(await read(before)).toMatchObject(FIRST);
  const [row] = await ownerSql()`select "values" from records where id = ${before}`;
  for (const name of NAMES) expect(row?.values).not.toHaveProperty(name);
});

test('values written and changed afterwards are sealed, by the screen and by the API', async () => {
  const rest = await restClient(org, org.operator);
  const made = await rest('POST', '/crm/v8/Contacts', { data: [{ Last_Name: 'Typed', ...FIRST, Pregnant: false }] });
  const { id } = made.body.data[0].details;
  expect(await read(id)).toMatchObject({ ...FIRST, Pregnant: false });
  await updateRecord(org.operator, { module: 'Contacts', id, values: { Symptoms: ['zqfever'], Saturation: '88' } });
  const { body } = await rest('GET', `/crm/v8/Contacts/${id}?fields=${NAMES.join(',')}`);
  expect(body.data[0]).toMatchObject({ Symptoms: ['zqfever'], Pregnant: false, Saturation: 88 });
});

test('a checkbox and a list leave no token, and are not searched; a percentage is found by its value', async () => {
  const left = await ownerSql()`
    select distinct f.api_name from blind_index b join fields f on f.org_id = b.org_id and f.id = b.field_id
    where b.org_id = ${org.orgId}`;
  expect(left).toEqual([{ api_name: 'Saturation' }]);
  const by = (field: string, operator: string, value: string) =>
    listRecords(org.operator, 'Contacts', { columns: [], filters: [{ field, operator, value }] });
  await expect(by('Pregnant', 'equals', 'true')).rejects.toMatchObject({ code: 'forbidden' });
  await expect(by('Symptoms', 'contains', 'zqcough')).rejects.toMatchObject({ code: 'forbidden' });
  expect((await by('Saturation', 'equals', '97.25')).rows.map(({ id }) => id)).toContain(before);
});

test('nothing of them stands in the rows of the records', async () => {
  const rows =
    await ownerSql()`select "values", name, k1, k2, k3, k4, k5, k6, k7, k8 from records where org_id = ${org.orgId}`;
  expect(JSON.stringify(rows)).not.toMatch(/zqcough|zqfever|zqnausea|97\.25|Pregnant/);
});
