import { beforeAll, describe, expect, test } from 'vitest';
import { getModule } from '@/lib/crm/modules/definition';
import { createRecord } from '@/lib/crm/records/create';
import type { Context } from '@/lib/platform/context';
import { callApi } from '@/lib/tools/testing/api-call';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { coqlEndpoints } from './endpoints';

const SSN = '999-46-1590';
const [coql] = coqlEndpoints as [(typeof coqlEndpoints)[0]];
let org: TestOrg;
const ids: Record<string, string> = {};

async function setRestriction(restricted: boolean): Promise<void> {
  await asOwner(org.orgId, (tx) => tx.sql`update compliance_settings set restrict_api = ${restricted}`);
}

const ask = (ctx: Context, select_query: string, scopes?: string[]) =>
  callApi(ctx, coql, { body: { select_query }, ...(scopes && { scopes }) });

const namesOf = async (where: string): Promise<string[]> => {
  const { body } = await ask(org.operator, `select Last_Name from Contacts where ${where} order by id`);
  return (body?.data ?? []).map((record: { Last_Name: string }) => record.Last_Name);
};

beforeAll(async () => {
  org = await makeOrg();
  await asOwner(org.orgId, async (tx) => {
    await tx.sql`update compliance_settings set hipaa_enabled = true`;
    await tx.sql`update modules set hipaa = true where api_name = 'Contacts'`;
    await tx.sql`update fields set marked = true, sealed = true, index_slot = null
      where api_name = 'Phone' and module_id = (select id from modules where api_name = 'Contacts')`;
  });
  const rows = [
    { Last_Name: 'Adams', Email: 'a@example.org', Phone: SSN },
    { Last_Name: "O'Brien", Email: 'b@example.org' },
    { Last_Name: 'Clark' },
  ];
  for (const values of rows) {
    ids[values.Last_Name] = (await createRecord(org.operator, { module: 'Contacts', values })).id;
  }
});

describe('COQL', () => {
  test('finds what its conditions say', async () => {
    await setRestriction(true);
    expect(await namesOf("Last_Name = 'adams'")).toEqual(['Adams']);
    expect(await namesOf("Last_Name = 'O\\'Brien'")).toEqual(["O'Brien"]);
    expect(await namesOf("Last_Name like 'a%' or (Email is null and Last_Name like '%lar%')")).toEqual([
      'Adams',
      'Clark',
    ]);
    expect(await namesOf("Last_Name not in ('Adams', 'Clark')")).toEqual(["O'Brien"]);
    expect(await namesOf("Email in ('a@example.org', 'b@example.org')")).toEqual(['Adams', "O'Brien"]);
    expect(await namesOf('Email is not null')).toEqual(['Adams', "O'Brien"]);
    expect(await namesOf(`id > ${ids.Adams} and id != '${ids.Clark}'`)).toEqual(["O'Brien"]);
    expect(await namesOf(`id in ('${ids.Clark}') or id is null`)).toEqual(['Clark']);
    expect(await namesOf(`Created_Time > '2020-01-01T00:00:00Z' and Owner = ${org.operator.actor.id}`)).toHaveLength(3);
    expect(await namesOf("Created_Time <= '2020-01-01T00:00:00Z' or Owner.id is null")).toEqual([]);
  });

  test('sorts, skips and says whether there are more', async () => {
    const page = 'select Last_Name from Contacts order by Last_Name desc';
    const first = await ask(org.operator, `${page} limit 2`);
    expect(first.body).toMatchObject({
      data: [{ Last_Name: "O'Brien", id: ids["O'Brien"] }, { Last_Name: 'Clark' }],
      info: { count: 2, more_records: true },
    });
    const rest = await ask(org.operator, `${page} limit 2, 5`);
    expect(rest.body).toMatchObject({ data: [{ Last_Name: 'Adams' }], info: { count: 1, more_records: false } });
    expect((await ask(org.operator, `${page} limit 5 offset 3`)).status).toBe(204);
    const count = await ask(org.operator, "select count(id) from Contacts where Last_Name != 'Clark'");
    expect(count.body.data).toEqual([{ 'count(id)': 2 }]);
  });

  test.each([
    'select Phone from Contacts',
    "select id from Contacts where Last_Name = 'a' or Phone = '1'",
    'select id from Contacts order by Phone',
  ])('refuses a restricted field wherever it stands, and the refusal is an event: %s', async (query) => {
    await setRestriction(true);
    const before = (await eventsOf(org.orgId)).length;
    const { status, body } = await ask(org.operator, query);
    expect({ status, ...body }).toMatchObject({
      status: 'error',
      code: 'INVALID_QUERY',
      message: 'the field is restricted in HIPAA',
      details: { api_name: 'Phone', reason: 'RESTRICTED_BY_SETTINGS' },
    });
    const events = (await eventsOf(org.orgId)).slice(before);
    expect(events).toMatchObject([{ outcome: 'refused', fields: ['Phone'] }]);
  });

  test('lets a marked field out through an open door, found by its exact value, with its events', async () => {
    await setRestriction(false);
    const answer = await ask(org.operator, `select Phone from Contacts where Phone = '${SSN}' or Last_Name = 'Clark'`);
    expect(answer.body.data).toMatchObject([{ Phone: SSN }, { Phone: null }]);
    expect(new Set(answer.fieldsRead)).toEqual(new Set(['Phone']));
    const events = (await eventsOf(org.orgId)).slice(-2);
    expect(events).toMatchObject([
      { action: 'record.search', fields: ['Phone'], facts: { rows: 2 } },
      { action: 'record.list', fields: ['Phone'], facts: { rows: 2 } },
    ]);
    expect((await ask(org.operator, "select id from Contacts where Phone > '1'")).status).toBe(400);
    const before = (await eventsOf(org.orgId)).length;
    expect((await ask(org.admin, 'select Phone from Contacts')).body).toMatchObject({
      code: 'INVALID_QUERY',
      message: 'the profile of the user does not allow to read the field',
      details: { api_name: 'Phone', reason: 'NOT_READABLE' },
    });
    expect((await eventsOf(org.orgId)).slice(before)).toMatchObject([{ outcome: 'refused', fields: ['Phone'] }]);
  });

  test('answers nobody without the right, the scope or the org', async () => {
    expect((await ask(org.officer, 'select id from Contacts')).body.code).toBe('NO_PERMISSION');
    const scopes = ['ZohoCRM.coql.READ', 'ZohoCRM.modules.Leads.READ'];
    expect((await ask(org.operator, 'select id from Contacts', scopes)).body.code).toBe('OAUTH_SCOPE_MISMATCH');
    const other = await makeOrg();
    expect((await ask(other.operator, 'select id from Contacts')).status).toBe(204);
  });

  test('names what is wrong', async () => {
    expect((await ask(org.operator, 'select id from Nothing')).body.code).toBe('INVALID_MODULE');
    expect((await ask(org.operator, 'select Nothing from Contacts')).body).toMatchObject({
      code: 'INVALID_QUERY',
      details: { api_name: 'Nothing' },
    });
    expect((await ask(org.operator, 'select id from Contacts where Nothing = 1')).body.code).toBe('INVALID_QUERY');
    expect((await ask(org.operator, "select id from Contacts where id = 'x'")).body.code).toBe('INVALID_QUERY');
    expect((await ask(org.operator, "select id from Contacts where Created_Time > 'x'")).body.code).toBe(
      'INVALID_QUERY',
    );
    expect((await ask(org.operator, "select id from Contacts where Account_Name.Phone = 'x'")).body.code).toBe(
      'NOT_SUPPORTED',
    );
    expect((await callApi(org.operator, coql, { body: {} })).body.code).toBe('MANDATORY_NOT_FOUND');
  });

  test.each(['Contacts', 'Deals', 'Tasks'])(
    'answers any comparison of any field of %s, or names what is wrong',
    async (name) => {
      await setRestriction(false);
      const module = getModule(await org.metadata(), name);
      const names = ['id', 'Full_Name', 'Owner', 'Created_Time', 'Modified_Time', 'Created_By', 'Record_Status__s'];
      const comparisons = [
        "= 'x'",
        '> 5',
        "in ('1', 'x')",
        "not in ('2026-01-31')",
        "like 'x%'",
        "like '%x%'",
        'is null',
      ].concat(['is not null', "between '2026-01-31' and '2026-02-01'", 'not between 1 and 2', '!= true', '<= -1.5']);
      for (const field of [...names, ...module.fields.map(({ apiName }) => apiName)]) {
        for (const comparison of comparisons) {
          const where = `${field} ${comparison} or (${field} ${comparison} and Owner is not null)`;
          const { status, body } = await ask(org.operator, `select id from ${name} where ${where} limit 1`);
          expect([200, 204, 400], `${where}: ${JSON.stringify(body)}`).toContain(status);
        }
        const { status } = await ask(org.operator, `select ${field} from ${name} order by ${field} limit 1, 1`);
        expect([200, 204, 400], field).toContain(status);
      }
    },
  );
});
