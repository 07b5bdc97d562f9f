import { beforeAll, expect, test } from 'vitest';
import { selectModule } from '@/lib/admin/settings/compliance/select-module';
import { markField } from '@/lib/admin/settings/mark-field';
import type { TestOrg } from '@/lib/tools/testing/factories';
import { makeOrg } from '@/lib/tools/testing/factories';
import { eventsOf, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { getConversionMapping, saveConversionMapping } from './conversion-mapping';
import { createField } from './create-field';
import { deleteField } from './delete-field';

let org: TestOrg;

beforeAll(async () => {
  org = await makeHealthOrg();
  await selectModule(org.admin, { module: 'Leads' });
});

const id = (module: string, name: string) => fieldIdOf(org, module, name);

/** Labels: field of the target ← field of the lead. */
async function shown() {
  const { version, targets } = await getConversionMapping(org.admin);
  const of = Object.fromEntries(
    targets.map(({ apiName, fields }) => [
      apiName,
      fields.flatMap(({ label, from, choices }) =>
        from ? [`${label} ← ${choices.find((choice) => choice.id === from)?.label}`] : [],
      ),
    ]),
  );
  const pairs = targets.flatMap(({ fields }) =>
    fields.flatMap((one) => (one.from ? [{ from: one.from, to: one.id }] : [])),
  );
  return { version, of, pairs, targets };
}

test('is Zoho CRM’s own until somebody saves another, with custom fields of the same API name', async () => {
  for (const module of ['Leads', 'Deals']) await createField(org.admin, { module, label: 'Ward', type: 'single_line' });
  await createField(org.admin, { module: 'Leads', label: 'Beds', type: 'number' });
  await createField(org.admin, { module: 'Accounts', label: 'Beds', type: 'date' });
  const { version, of } = await shown();
  expect(version).toBe(0);
  expect(of.Deals).toEqual(['Lead Source ← Lead Source', 'Ward ← Ward']);
  expect(of.Accounts).toContain('Account Name ← Company');
  expect(of.Accounts).not.toContain('Beds ← Beds');
  expect(of.Contacts).toEqual(expect.arrayContaining(['Title ← Title', 'Mailing Zip ← Zip Code']));
});

test('is saved whole, with an event that names what changed, and is the standard one again', async () => {
  const before = await shown();
  const pair = { from: await id('Leads', 'Company'), to: await id('Deals', 'Deal_Name') };
  await saveConversionMapping(org.admin, { version: before.version, pairs: [...before.pairs, pair] });
  const after = await shown();
  expect(after.of.Deals).toContain('Deal Name ← Company');
  expect((await eventsOf(org, 'module.map_conversion')).at(-1)?.facts).toEqual({
    added: ['Company → Deals.Deal_Name'],
    removed: [],
  });
  await saveConversionMapping(org.admin, { version: after.version, pairs: null });
  expect((await shown()).of).toEqual(before.of);
});

test('takes no field that cannot hold what is to fill it, is filled twice, or is not there', async () => {
  const { version, pairs } = await shown();
  const refused = (from: string, to: string) =>
    expect(saveConversionMapping(org.admin, { version, pairs: [...pairs, { from, to }] })).rejects;
  const company = await id('Leads', 'Company');
  await refused(company, await id('Deals', 'Amount')).toMatchObject({
    code: 'invalid',
    fields: { 'Deals.Amount': 'A Currency field cannot hold what a Single Line field holds.' },
  });
  await refused(await id('Leads', 'Annual_Revenue'), await id('Contacts', 'Department')).toMatchObject({
    fields: { 'Contacts.Department': expect.any(String) },
  });
  await refused(company, await id('Accounts', 'Account_Name')).toMatchObject({
    fields: { 'Accounts.Account_Name': 'Account Name is filled twice.' },
  });
  await refused(company, await id('Leads', 'City')).toMatchObject({ code: 'invalid' });
  await refused('123', await id('Deals', 'Next_Step')).toMatchObject({ code: 'invalid' });
  expect((await shown()).version).toBe(version);
});

test('says of a pair whose source is better protected that its values stay on the lead', async () => {
  const diagnosis = await createField(org.admin, { module: 'Leads', label: 'Diagnosis', type: 'single_line' });
  await markField(org.admin, { module: 'Leads', fieldId: diagnosis.id, encrypt: true });
  const { targets } = await shown();
  const department = targets.flatMap(({ fields }) => fields).find(({ label }) => label === 'Department');
  expect(department?.choices.find((choice) => choice.id === diagnosis.id)?.stays).toBe(
    'Department is not marked as personal health data.',
  );
});

test('of two who save at once one does, the other is told; a field that is deleted fills nothing any more', async () => {
  const { id: nick } = await createField(org.admin, { module: 'Leads', label: 'Nickname', type: 'single_line' });
  const { version, pairs } = await shown();
  const [step, assistant] = [await id('Deals', 'Next_Step'), await id('Contacts', 'Assistant')];
  const both = await Promise.allSettled(
    [step, assistant].map((to) => saveConversionMapping(org.admin, { version, pairs: [...pairs, { from: nick, to }] })),
  );
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { reason: 'CONCURRENT' } });
  await deleteField(org.admin, { module: 'Leads', fieldId: nick });
  expect((await shown()).pairs).toEqual(pairs);
});

test('is seen and changed by those alone who manage modules, of their own organisation', async () => {
  const { version, pairs } = await shown();
  for (const ctx of [org.operator, org.officer]) {
    await expect(getConversionMapping(ctx)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(saveConversionMapping(ctx, { version, pairs })).rejects.toMatchObject({ code: 'forbidden' });
  }
  const other = await makeOrg();
  await expect(saveConversionMapping(other.admin, { version: 0, pairs })).rejects.toMatchObject({ code: 'invalid' });
});
