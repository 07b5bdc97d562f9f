/** A field of several people, on every way that a value takes. */

import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { beforeAll, expect, test } from 'vitest';
import { createField } from '@/lib/admin/customization/create-field';
import { markField } from '@/lib/admin/settings/mark-field';
import { downloadExport } from '@/lib/crm/exports/download';
import { startRecordExport } from '@/lib/crm/exports/records/export';
import { importNow } from '@/lib/crm/imports/testing/dry-run';
import { uploadImport } from '@/lib/crm/imports/upload/upload';
import { getRecord } from '@/lib/crm/records/get';
import { setUserActive } from '@/lib/people/users/set-user-active';
import { beginJob } from '@/lib/platform/background/life';
import type { Id } from '@/lib/platform/ids';
import { expectAbsent } from '@/lib/tools/testing/absent';
import { addContact, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { insertUser, type TestOrg } from '@/lib/tools/testing/make-org';
import { type Rest, restClient } from '@/lib/tools/testing/rest';
import { exportRecords } from '@/lib/ways-in/jobs/handlers/export';

const module = 'Contacts';
let org: TestOrg;
let rest: Rest;
let [olga, ada]: [Id, Id] = ['', ''];
let fieldId: Id;

beforeAll(async () => {
  org = await makeHealthOrg();
  fieldId = (await createField(org.admin, { module, label: 'Care Team', type: 'multi_user' })).id;
  [olga, ada] = [org.operator.actor.id, org.admin.actor.id];
  rest = await restClient(org, org.operator);
});

const write = async (Care_Team: unknown) =>
  (await rest('POST', '/crm/v8/Contacts', { data: [{ Last_Name: 'Doe', Care_Team }] })).body.data[0];

const found = async (criteria: string): Promise<Id[]> => {
  const { status, body } = await rest('GET', `/crm/v8/Contacts/search?criteria=${encodeURIComponent(criteria)}`);
  return status === 204 ? [] : body.data.map(({ id }: { id: Id }) => id);
};

test('people are written by id or as they are read, each once, and read with their names and addresses', async () => {
  const { details } = await write([{ id: olga, name: 'any' }, ada, olga]);
  const { body } = await rest('GET', `/crm/v8/Contacts/${details.id}?fields=Care_Team`);
  expect(body.data[0].Care_Team).toEqual([
    { id: olga, name: 'Olga Operator', email: expect.stringContaining('@') },
    { id: ada, name: 'Ada Admin', email: expect.stringContaining('@') },
  ]);
  const emptied = await rest('PUT', `/crm/v8/Contacts/${details.id}`, { data: [{ Care_Team: [] }] });
  expect(emptied.body.data[0].code).toBe('SUCCESS');
  expect((await rest('GET', `/crm/v8/Contacts/${details.id}?fields=Care_Team`)).body.data[0].Care_Team).toBeNull();
});

test('its metadata is that of Zoho CRM', async () => {
  const { body } = await rest('GET', '/crm/v8/settings/fields?module=Contacts');
  const field = body.fields.find(({ api_name }: { api_name: string }) => api_name === 'Care_Team');
  expect(field).toMatchObject({ data_type: 'multiuserlookup', json_type: 'jsonarray', length: null, crypt: null });
});

test.each([
  ['somebody who is not there', () => [olga, '77']],
  ['a name', () => ['Olga Operator']],
  ['a number', () => [12]],
  ['more than 100', () => Array.from({ length: 101 }, (_, n) => String(n + 1))],
])('%s is refused by the name of the field', async (_, value) => {
  expect(await write(value())).toMatchObject({ code: 'INVALID_DATA', details: { api_name: 'Care_Team' } });
});

test('whoever was chosen and has left stays among the others, and is chosen nowhere anew', async () => {
  const leaver = await insertUser(org, 'Lea Leaver', org.profileIds.Operator, org.roleIds.Manager);
  const { id } = (await write([leaver, ada])).details;
  await setUserActive(org.admin, { id: leaver, active: false });
  const put = async (of: Id, Care_Team: Id[]) =>
    (await rest('PUT', `/crm/v8/Contacts/${of}`, { data: [{ Care_Team }] })).body.data[0].code;
  expect(await put(id, [leaver, ada])).toBe('SUCCESS');
  expect(await put(id, [leaver, olga])).toBe('SUCCESS');
  expect(await put(id, [olga])).toBe('SUCCESS');
  expect(await put(id, [leaver, olga])).toBe('INVALID_DATA');
  expect(await put((await write([ada])).details.id, [leaver])).toBe('INVALID_DATA');
});

test('a copy keeps whoever was chosen and has left, and points to what is gone as its record does', async () => {
  const leaver = await insertUser(org, 'Lou Leaver', org.profileIds.Operator, org.roleIds.Manager);
  const account = (await rest('POST', '/crm/v8/Accounts', { data: [{ Account_Name: 'Closing' }] })).body.data[0]
    .details;
  const data = [{ Last_Name: 'Copied', Care_Team: [leaver, ada], Account_Name: account.id }];
  const { id } = (await rest('POST', '/crm/v8/Contacts', { data })).body.data[0].details;
  await setUserActive(org.admin, { id: leaver, active: false });
  await rest('DELETE', `/crm/v8/Accounts/${account.id}`);
  const copy = await rest('POST', `/crm/v8/Contacts/${id}/actions/clone`);
  expect(copy.body.data[0].code).toBe('SUCCESS');
  const { record } = await getRecord(org.operator, module, copy.body.data[0].details.id);
  expect(record.values).toMatchObject({ Care_Team: [leaver, ada], Account_Name: account.id });
});

test.each([
  ['by its id', { by: 'id', action: 'overwrite' as const }],
  ['by a field', { by: 'Email', action: 'overwrite' as const }],
])(
  'a file over a record found %s keeps the people it names who have left, beside others, by id and by name',
  async (_, duplicates) => {
    const leaver = await insertUser(org, `Leo ${duplicates.by}`, org.profileIds.Operator, org.roleIds.Manager);
    const stranger = await insertUser(org, `Sam ${duplicates.by}`, org.profileIds.Operator, org.roleIds.Manager);
    const email = (n: number) => `kept-${duplicates.by.toLowerCase()}-${n}@example.org`;
    const ids: Id[] = [];
    for (const n of [1, 2, 3]) ids.push(await addContact(org, { Email: email(n), Care_Team: [leaver, ada] }));
    for (const id of [leaver, stranger]) await setUserActive(org.admin, { id, active: false });
    const cells = [`${leaver};${olga}`, `Leo ${duplicates.by}`, `${leaver};${stranger}`];
    const rows = cells.map((cell, n) => `${ids[n]},${email(n + 1)},${cell}\n`);
    const source = Readable.from([
      Buffer.from(`Record Id,Email,Care Team.id\n${rows.join('')}New,new${email(9)},${leaver}\n`),
    ]);
    const { importId } = await uploadImport(org.operator, { module, source });
    const mapping = { ...(duplicates.by === 'id' && { 0: 'id' }), 1: 'Email', 2: 'Care_Team' };
    const result = await importNow(org.operator, { module, importId, mapping, duplicates });
    expect(result).toMatchObject({ taken: 0, overwritten: 2, failed: 2 });
    const teams = await Promise.all(
      ids.map(async (id) => (await getRecord(org.operator, module, id)).record.values.Care_Team),
    );
    expect(teams).toEqual([[leaver, olga], [leaver], [leaver, ada]]);
  },
);

test('a file over a record that leaves bad cells empty lists none whose people stay, and each of a new record', async () => {
  const leaver = await insertUser(org, 'Lu Leaver', org.profileIds.Operator, org.roleIds.Manager);
  const id = await addContact(org, { Care_Team: [leaver, ada] });
  await setUserActive(org.admin, { id: leaver, active: false });
  const rows = `${id},Standing,${leaver};${ada}\n,Fresh,${leaver};${ada}\n`;
  const source = Readable.from([Buffer.from(`Record Id,Last Name,Care Team.id\n${rows}`)]);
  const { importId } = await uploadImport(org.operator, { module, source });
  const result = await importNow(org.operator, {
    module,
    importId,
    mapping: { 0: 'id', 1: 'Last_Name', 2: 'Care_Team' },
    duplicates: { by: 'id', action: 'overwrite' },
    columns: { 2: { reading: {}, bad: 'empty' } },
  });
  const problem = 'Somebody it names has left, and is chosen nowhere anew. The cell was left empty.';
  const problems = [{ row: 3, field: 'Care Team', problem }];
  expect(result).toMatchObject({ taken: 1, overwritten: 1, failed: 0, problems });
  expect(
    (await getRecord(org.operator, module, (await found('(Last_Name:equals:Fresh)'))[0] ?? '')).record.values,
  ).not.toHaveProperty('Care_Team');
  expect((await getRecord(org.operator, module, id)).record.values.Care_Team).toEqual([leaver, ada]);
});

test('somebody of another organisation is nobody here', async () => {
  const other = await makeHealthOrg();
  expect(await write([other.operator.actor.id])).toMatchObject({ code: 'INVALID_DATA' });
});

test('records are found by one of the people, by any of several, and by having none', async () => {
  const third = await insertUser(org, 'Tom Third', org.profileIds.Operator, org.roleIds.Manager);
  const both = (await write([third, ada])).details.id;
  const none = (await write([])).details.id;
  expect(await found(`(Care_Team:contains:${third})`)).toEqual([both]);
  expect(await found(`(Care_Team:in:${third},${ada})`)).toContain(both);
  const query = (where: string) =>
    rest('POST', '/crm/v8/coql', { select_query: `select id from Contacts where ${where}` });
  expect((await query(`Care_Team = '${third}'`)).body.data).toEqual([{ id: both }]);
  const without = (await query('Care_Team is null')).body.data.map(({ id }: { id: Id }) => id);
  expect(without).toContain(none);
  expect(without).not.toContain(both);
});

test('a file names people by name or address; its export has names and ids; who is not here is named', async () => {
  const source = Readable.from([Buffer.from('Last_Name,Care_Team\nFiled,"Olga Operator; ADA ADMIN"\nLost,Nobody\n')]);
  const { importId } = await uploadImport(org.operator, { module, source });
  const mapping = { 0: 'Last_Name', 1: 'Care_Team' };
  const result = await importNow(org.operator, {
    module,
    importId,
    mapping,
    duplicates: { by: null, action: 'create' },
  });
  expect(result).toMatchObject({ taken: 1, failed: 1, problems: [{ row: 3, field: 'Care Team' }] });
  const [id = ''] = await found('(Last_Name:equals:Filed)');
  const { jobId } = await startRecordExport(org.operator, { module, format: 'csv', bom: false, ids: [id] });
  await beginJob(org.orgId, jobId);
  await exportRecords(org.orgId, jobId, new AbortController().signal);
  const csv = (await buffer((await downloadExport(org.operator, jobId)).content)).toString();
  expect(csv).toContain('Care Team,Care Team.id');
  expect(csv).toContain(`Olga Operator;Ada Admin,${olga};${ada}`);
});

test('marked, it is masked, cannot be encrypted, and finds nobody', async () => {
  const id = await addContact(org, { Care_Team: [ada] });
  const encrypted = markField(org.admin, { module, fieldId, encrypt: true });
  await expect(encrypted).rejects.toMatchObject({ code: 'invalid', fields: { encrypt: expect.any(String) } });
  await markField(org.admin, { module, fieldId, encrypt: false });
  const page = await getRecord(org.operator, module, id);
  expect(page.record.masked).toContain('Care_Team');
  expectAbsent(JSON.stringify(page.record), ada);
  const { status } = await rest('GET', `/crm/v8/Contacts/search?criteria=(Care_Team:contains:${ada})`);
  expect(status).toBe(400);
});
