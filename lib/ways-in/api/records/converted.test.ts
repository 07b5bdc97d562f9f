/** Leads that are converted at this door, and by it. */
import { expect, test } from 'vitest';
import { selectModule } from '@/lib/admin/settings/compliance/select-module';
import { setHipaaEnabled } from '@/lib/admin/settings/compliance/set-hipaa-enabled';
import { markField } from '@/lib/admin/settings/mark-field';
import { getField, getModule } from '@/lib/crm/modules/definition';
import { convertLead } from '@/lib/crm/records/conversion/convert';
import { createRecord } from '@/lib/crm/records/create';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg } from '@/lib/tools/testing/factories';
import { restClient } from '@/lib/tools/testing/rest';

test('leads that are converted are left out of a list, unless a program asks for them, as in Zoho CRM', async () => {
  const org = await makeOrg();
  const make = async (Last_Name: string) =>
    (await createRecord(org.operator, { module: 'Leads', values: { Last_Name } })).id;
  const [open, converted] = [await make('Open'), await make('Converted')];
  const how = { account: { how: 'none' }, contact: { how: 'new' } } as const;
  await convertLead(org.operator, { leadId: converted, version: 1, ...how, deal: false, values: {} });
  const ask = await restClient(org, org.operator);
  const listed = async (module: string, query = '') => {
    const { status, body } = await ask('get', `/crm/v8/${module}?fields=Last_Name${query}`);
    return status === 204 ? [] : (body as { data: { id: string }[] }).data.map(({ id }) => id).sort();
  };
  expect(await listed('Leads')).toEqual([open]);
  expect(await listed('Leads', '&converted=false')).toEqual([open]);
  expect(await listed('Leads', '&converted=true')).toEqual([converted]);
  expect(await listed('Leads', '&converted=both')).toEqual([open, converted].sort());
  expect(await listed('Contacts')).toHaveLength(1);
  expect(await listed('Contacts', '&converted=true')).toEqual([]);
});

const DEAL = { Deal_Name: 'Home visits', Stage: 'Qualification', Closing_Date: '2027-01-31', Amount: 1200 };

test('a program converts a lead: a contact, an account where the lead names one, a deal where one is given, as one act', async () => {
  const org = await makeOrg();
  const ask = await restClient(org, org.operator);
  const lead = async (values: Record<string, unknown>) =>
    (await createRecord(org.operator, { module: 'Leads', values: { Last_Name: 'Bell', ...values } })).id;
  const convert = (id: string, row: object, beside: object = {}) =>
    ask('POST', `/crm/v8/Leads/${id}/actions/convert`, { data: [row], ...beside });

  const whole = await convert(
    await lead({ Company: 'Bell Care' }),
    { Deals: DEAL, overwrite: true },
    { trigger: ['x'] },
  );
  expect(whole).toMatchObject({
    status: 200,
    body: {
      data: [
        {
          code: 'SUCCESS',
          details: {
            Contacts: { id: expect.stringMatching(/^\d+$/) },
            Accounts: { id: expect.stringMatching(/^\d+$/) },
            Deals: { id: expect.stringMatching(/^\d+$/) },
            ignored: ['overwrite', '$.trigger'],
          },
        },
      ],
    },
  });
  const { Contacts, Accounts, Deals } = whole.body.data[0].details;
  expect(await eventsOf(org.orgId, 'record.convert')).toMatchObject([
    { facts: { contact: Contacts.id, account: Accounts.id, deal: Deals.id } },
  ]);
  const read = await ask('get', `/crm/v8/Deals/${Deals.id}`);
  expect(read.body.data[0]).toMatchObject({ Amount: 1200, Account_Name: { name: 'Bell Care' } });

  const alone = await convert(await lead({}), {});
  expect(alone.body.data[0].details).toMatchObject({ Accounts: null, Deals: null });
  const joined = await convert(await lead({}), { Accounts: { id: Accounts.id }, Contacts: Contacts.id });
  expect(joined.body.data[0].details).toMatchObject({ Accounts: { id: Accounts.id }, Contacts: { id: Contacts.id } });
});

test('what cannot be converted is refused by name, and nothing is made', async () => {
  const [org, other] = [await makeOrg(), await makeOrg()];
  const ask = await restClient(org, org.operator);
  const { id } = await createRecord(org.operator, {
    module: 'Leads',
    values: { Last_Name: 'Bell', Company: 'Bell Care' },
  });
  const convert = (row: unknown, of: typeof ask = ask, lead = id) =>
    of('post', `/crm/v8/Leads/${lead}/actions/convert`, { data: [row] });
  for (const [row, status, code, name] of [
    [{ assign_to: { id } }, 400, 'NOT_SUPPORTED', 'assign_to'],
    [{ Accounts: 'Bell Care' }, 400, 'INVALID_DATA', 'Accounts'],
    [{ Contacts: { id: '0' } }, 400, 'INVALID_DATA', 'Contacts'],
    [{ Deals: { ...DEAL, Closing_Date: 'soon' } }, 400, 'INVALID_DATA', 'Deals.Closing_Date'],
    [{ Deals: { ...DEAL, Diagnoses: 'x' } }, 400, 'INVALID_DATA', 'Deals.Diagnoses'],
    [{ Products: {} }, 400, 'INVALID_DATA', 'Products'],
    [7, 400, 'INVALID_DATA', 'data'],
  ] as const) {
    expect(await convert(row), JSON.stringify(row)).toMatchObject({
      status,
      body: { code, details: { api_name: name } },
    });
  }
  expect(await convert({}, await restClient(other, other.operator))).toMatchObject({ status: 404 });
  expect(await convert({}, await restClient(org, org.operator, ['ZohoCRM.modules.Leads.ALL']))).toMatchObject({
    status: 401,
    body: { code: 'OAUTH_SCOPE_MISMATCH' },
  });
  for (const module of ['Contacts', 'Accounts', 'Deals']) {
    expect((await ask('get', `/crm/v8/${module}?fields=id`)).status, module).toBe(204);
  }
  expect(await convert({})).toMatchObject({ status: 200 });
  expect(await convert({})).toMatchObject({ status: 400, body: { code: 'ID_ALREADY_CONVERTED' } });
});

test('whether a protected company is there is not told by whether an account is made', async () => {
  const org = await makeOrg();
  const make = async (values: Record<string, unknown>) =>
    (await createRecord(org.operator, { module: 'Leads', values: { Last_Name: 'Bell', ...values } })).id;
  const leads = [await make({}), await make({ Company: 'Bell Care' })];
  await setHipaaEnabled(org.admin, { enabled: true });
  for (const [module, field] of [
    ['Leads', 'Company'],
    ['Accounts', 'Account_Name'],
  ] as const) {
    await selectModule(org.admin, { module });
    const { id: fieldId } = getField(getModule(await org.metadata(), module), field);
    await markField(org.admin, { module, fieldId, encrypt: true });
  }
  const ask = await restClient(org, org.operator);
  const shapes = [];
  for (const id of leads) {
    const { status, body } = await ask('post', `/crm/v8/Leads/${id}/actions/convert`, { data: [{}] });
    shapes.push([status, body.data?.[0]?.code ?? body.code, Object.keys(body.data?.[0]?.details?.Accounts ?? {})]);
  }
  expect(shapes).toEqual([0, 1].map(() => [200, 'SUCCESS', ['id']]));
});
