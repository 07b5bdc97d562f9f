import * as zoho from '@zohocrm/typescript-sdk-8.0';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setRestriction } from '@/lib/admin/settings/compliance/set-restriction';
import { markField } from '@/lib/admin/settings/mark-field';
import { ownerSql } from '@/lib/tools/testing/database';
import { addFields, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { confirmHolds } from '@/lib/tools/testing/holds';
import type { TestOrg } from '@/lib/tools/testing/make-org';
import {
  objectOf,
  params,
  type RunningSdk,
  record,
  records,
  resultOf,
  startZohoSdk,
} from '@/lib/tools/testing/zoho-sdk';

let org: TestOrg;
let sdk: RunningSdk;

beforeAll(async () => {
  org = await makeHealthOrg();
  await addFields(org, 'Contacts', ['SSN'], { unique: true });
  await addFields(org, 'Contacts', ['Visits'], { type: 'number' });
  await markField(org.admin, { module: 'Contacts', fieldId: await fieldIdOf(org, 'Contacts', 'SSN'), encrypt: true });
  sdk = await startZohoSdk(org);
});

afterAll(() => sdk.stop());

const contacts = new zoho.Record.RecordOperations('Contacts');

async function insert(values: Record<string, unknown>): Promise<bigint> {
  const { code, details } = resultOf(await contacts.createRecords(records([values])));
  expect(code).toBe('SUCCESS');
  return BigInt(details.id as string);
}

const find = async (id: bigint): Promise<Map<string, unknown>> =>
  objectOf(await contacts.getRecord(id))
    .getData()[0]
    .getKeyValues();

describe("Zoho's SDK", () => {
  test('creates and gets a record, its values of the types the metadata tells', async () => {
    const id = await insert({
      Last_Name: 'Example',
      First_Name: 'Eve',
      Email: 'eve@example.org',
      Visits: 3,
      Date_of_Birth: new Date('1990-05-17'),
      SSN: '999-10-2000',
    });
    const values = await find(id);
    expect(values.get('Last_Name')).toBe('Example');
    expect(values.get('Visits')).toBe(3);
    expect(values.get('Date_of_Birth')).toEqual(new Date('1990-05-17'));
    expect(values.get('SSN')).toBe('999-10-2000');
    expect(values.get('Created_Time')).toBeInstanceOf(Date);
    expect((values.get('Owner') as zoho.Users.MinifiedUser).getName()).toBe('Olga Operator');
  });

  test('lists a page, its info beside it', async () => {
    await insert({ Last_Name: 'Listed' });
    const { GetRecordsParam: Param } = zoho.Record;
    const asked = await params([
      [Param.FIELDS, 'Last_Name,Email'],
      [Param.PER_PAGE, 1],
      [Param.SORT_BY, 'id'],
    ]);
    const answer = objectOf(await contacts.getRecords(asked));
    expect(answer.getData()[0].getKeyValue('Last_Name')).toBe('Listed');
    expect(answer.getInfo()).toMatchObject({ perPage: 1, count: 1, moreRecords: true });
  });

  test('changes a record by id, in the path and in the body', async () => {
    const id = await insert({ Last_Name: 'Before' });
    const one = await contacts.updateRecord(id, records([{ First_Name: 'Path' }]));
    expect(resultOf(one).message).toBe('record updated');
    const many = await contacts.updateRecords(records([{ id, Last_Name: 'After' }]));
    expect(resultOf(many).code).toBe('SUCCESS');
    const values = await find(id);
    expect([values.get('First_Name'), values.get('Last_Name')]).toEqual(['Path', 'After']);
  });

  test('upserts by a field', async () => {
    const upsert = async (visits: number) => {
      const body = records([{ Last_Name: 'Upsert', Email: 'sdk-upsert@example.org', Visits: visits }]);
      body.setDuplicateCheckFields(['Email']);
      const { details, row } = resultOf(await contacts.upsertRecords(body));
      return { id: details.id, action: row.getAction().getValue(), by: row.getDuplicateField() };
    };
    const first = await upsert(1);
    expect(first).toMatchObject({ action: 'insert' });
    expect(await upsert(2)).toEqual({ id: first.id, action: 'update', by: 'Email' });
  });

  test('reads why a row was refused', async () => {
    const { code, details, row } = resultOf(await contacts.createRecords(records([{ First_Name: 'No name' }])));
    expect(row).toBeInstanceOf(zoho.Record.APIException);
    expect([code, details.api_name]).toEqual(['MANDATORY_NOT_FOUND', 'Last_Name']);
  });

  test('searches and counts', async () => {
    const id = await insert({ Last_Name: 'Searched', Email: 'sdk-search@example.org' });
    const { SearchRecordsParam: Param, RecordCountParam } = zoho.Record;
    const search = async (param: zoho.Param<string>, value: string) =>
      contacts.searchRecords(await params([[param, value]]));
    const byCriteria = await search(Param.CRITERIA, '(Last_Name:equals:Searched)');
    expect(objectOf(byCriteria).getData()[0].getId()).toBe(id);
    const byEmail = await search(Param.EMAIL, 'sdk-search@example.org');
    expect(objectOf(byEmail).getData()[0].getId()).toBe(id);
    // A word could be a value of the marked field: it does not belong in an address.
    expect((await search(Param.WORD, 'Nobodyatall')).getStatusCode()).toBe(400);
    const inLeads = new zoho.Record.RecordOperations('Leads');
    expect((await inLeads.searchRecords(await params([[Param.WORD, 'Nobodyatall']]))).getStatusCode()).toBe(204);
    const about = await params([[RecordCountParam.CRITERIA, '(Last_Name:equals:Searched)']]);
    expect(objectOf(await contacts.recordCount(about)).getCount()).toBe(1n);
  });

  test('copies, gives many the same, deletes, lists what was deleted', async () => {
    const id = await insert({ Last_Name: 'Copied', Visits: 9 });
    const copy = BigInt(resultOf(await contacts.cloneRecord(id)).details.id as string);
    expect((await find(copy)).get('Visits')).toBe(9);
    const mass = new zoho.Record.MassUpdateBodyWrapper();
    mass.setData([record({ Visits: 10 })]);
    mass.setIds([String(id), String(copy)]);
    mass.setOverWrite(true);
    expect((await contacts.massUpdateRecords(mass)).getStatusCode()).toBe(200);
    expect((await find(copy)).get('Visits')).toBe(10);
    expect(resultOf(await contacts.deleteRecord(copy)).message).toBe('record deleted');
    const both = await params([[zoho.Record.DeleteRecordsParam.IDS, String(id)]]);
    expect(resultOf(await contacts.deleteRecords(both)).details.id).toBe(String(id));
    const asked = await params([[zoho.Record.GetDeletedRecordsParam.TYPE, 'recycle']]);
    const deleted: zoho.Record.DeletedRecord[] = objectOf(await contacts.getDeletedRecords(asked)).getData();
    expect(deleted.map((one) => one.getId())).toEqual(expect.arrayContaining([id, copy]));
  });

  test('knows modules, fields, the organization and its users', async () => {
    const modules: zoho.Modules.Modules[] = objectOf(
      await new zoho.Modules.ModulesOperations().getModules(),
    ).getModules();
    expect(modules.map((one) => one.getAPIName())).toContain('Contacts');
    const about = await params([[zoho.Fields.GetFieldsParam.MODULE, 'Contacts']]);
    const fields: zoho.Fields.Fields[] = objectOf(
      await new zoho.Fields.FieldsOperations().getFields(about),
    ).getFields();
    const ssn = fields.find((field) => field.getAPIName() === 'SSN');
    expect(ssn?.getHipaaComplianceEnabled()).toBe(true);
    expect(ssn?.getHipaaCompliance().getRestricted()).toBe(false);
    const current = await params([[zoho.Users.GetUsersParam.TYPE, 'CurrentUser']]);
    const [user] = objectOf(await new zoho.Users.UsersOperations().getUsers(current)).getUsers();
    expect(user.getId()).toBe(BigInt(org.operator.actor.id));
    const [own] = objectOf(await new zoho.Org.OrgOperations().getOrganization()).getOrg();
    expect([own.getZgid(), own.getHipaaComplianceEnabled()]).toEqual([org.orgId, true]);
  });

  test('is told nothing of a field once it is restricted', async () => {
    const id = await insert({ Last_Name: 'Restricted', SSN: '999-10-3000' });
    await setRestriction(org.admin, { door: 'api', restricted: true });
    try {
      expect((await find(id)).has('SSN')).toBe(false);
      const asked = await params([[zoho.Record.GetRecordsParam.FIELDS, 'Last_Name,SSN']]);
      const refused = objectOf(await contacts.getRecords(asked));
      expect(refused).toBeInstanceOf(zoho.Record.APIException);
      expect(refused.getCode().getValue()).toBe('INVALID_QUERY');
    } finally {
      await setRestriction(org.admin, { door: 'api', restricted: false });
      await confirmHolds(org);
    }
  });

  test('reads a list in which the encrypted values of one record do not open', async () => {
    await insert({ Last_Name: 'Whole', SSN: '999-10-4001' });
    const id = await insert({ Last_Name: 'Damaged', SSN: '999-10-4000' });
    await ownerSql()`update records set sealed = set_byte(sealed, 40, (get_byte(sealed, 40) + 1) % 256) where id = ${String(id)}`;
    const asked = await params([[zoho.Record.GetRecordsParam.FIELDS, 'Last_Name,SSN']]);
    const all: zoho.Record.Record[] = objectOf(await contacts.getRecords(asked)).getData();
    expect(all.length).toBeGreaterThan(1);
    const values = all.find((one) => one.getId() === id)?.getKeyValues();
    expect(values?.get('Last_Name')).toBe('Damaged');
    expect(values?.has('SSN')).toBe(false);
    expect(JSON.stringify(values?.get('$integrity'), plain)).toContain('INTEGRITY');
  });
});

/** The SDK gives objects that it does not know as maps. */
const plain = (_: string, value: unknown): unknown => (value instanceof Map ? Object.fromEntries(value) : value);
