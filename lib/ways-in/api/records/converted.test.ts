import { expect, test } from 'vitest';
import { convertLead } from '@/lib/crm/records/conversion/convert';
import { createRecord } from '@/lib/crm/records/create';
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
