/** Searches with protected values: in the body, not in an address. */
import { beforeAll, describe, expect, test } from 'vitest';
import { listClients } from '@/lib/admin/api-clients/queries';
import { updateClient } from '@/lib/admin/api-clients/update';
import { markField } from '@/lib/admin/settings/mark-field';
import { expectAbsent } from '@/lib/tools/testing/absent';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { ownerSql } from '@/lib/tools/testing/database';
import { addContact, addFields, eventsOf, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import type { TestOrg } from '@/lib/tools/testing/make-org';
import { type Rest, restClient } from '@/lib/tools/testing/rest';

const NUMBER = '999-41-2222';
const PHONE = '555-010-4141';
const PROTECTED = [
  ['criteria', `(SSN:equals:${NUMBER})`, 'SSN'],
  ['criteria', `((Last_Name:equals:Nobody)or((SSN:equals:${NUMBER})))`, 'SSN'],
  ['criteria', `((Email:equals:a@example.org)and(Plan:equals:Gold))`, 'Plan'],
  ['phone', PHONE, 'Phone'],
  ['word', NUMBER, 'Phone'],
] as const;

let org: TestOrg;
let rest: Rest;
let id: string;

beforeAll(async () => {
  org = await makeHealthOrg();
  await addFields(org, 'Contacts', ['SSN', 'Plan']);
  for (const [name, how] of [
    ['SSN', { encrypt: true }],
    ['Phone', { encrypt: false, reason: 'Called by an automatic dialler' }],
  ] as const) {
    await markField(org.admin, { module: 'Contacts', fieldId: await fieldIdOf(org, 'Contacts', name), ...how });
  }
  // Sealed and not marked.
  await asOwner(org.orgId, (tx) => tx.sql`update fields set sealed = true where api_name = 'Plan'`.execute());
  rest = await restClient(org, org.operator);
  id = await addContact(org, { Last_Name: 'Sought', SSN: NUMBER, Phone: PHONE });
});

const byAddress = (call: string, by: string, value: string) =>
  rest('GET', `/crm/v8/Contacts/${call}?${new URLSearchParams({ [by]: value })}`);

describe.each(['search', 'actions/count'])('%s', (call) => {
  test.each(PROTECTED)(
    'a protected value in an address is refused, naming field and way: %s=%s',
    async (by, value, name) => {
      const { status, body } = await byAddress(call, by, value);
      expect([status, body.code]).toEqual([400, 'INVALID_QUERY']);
      expect(body.details).toEqual({ api_name: name, reason: 'PROTECTED_IN_ADDRESS' });
      expect(body.message).toContain(`POST /crm/v8/Contacts/${call}`);
      expectAbsent(JSON.stringify(body), NUMBER, PHONE, 'Gold');
    },
  );
});

test.each(['search', 'actions/count'])(
  '%s by two ways at once is refused by their names, in both forms',
  async (path) => {
    for (const [first, second] of [
      ['criteria', 'email'],
      ['criteria', 'word'],
      ['email', 'phone'],
      ['phone', 'word'],
    ] as const) {
      const asked = {
        [first]: first === 'criteria' ? '(Last_Name:equals:Sought)' : 'a@example.org',
        [second]: 'Sought',
      };
      const address = `/crm/v8/Contacts/${path}`;
      for (const answer of [
        await rest('GET', `${address}?${new URLSearchParams(asked)}`),
        await rest('POST', address, asked),
      ]) {
        expect([answer.status, answer.body.code]).toEqual([400, 'AMBIGUITY_DURING_PROCESSING']);
        expect(answer.body.details).toEqual({ ambiguity_due_to: [{ param_name: first }, { param_name: second }] });
      }
    }
  },
);

test.each(PROTECTED)('the same in the body is answered: %s=%s', async (by, value) => {
  const { status, body } = await rest('POST', '/crm/v8/Contacts/search', { fields: 'Last_Name', [by]: value });
  if (value.includes('Plan')) expect(status).toBe(204);
  else expect(body.data).toEqual([{ id, Last_Name: 'Sought' }]);
});

test('a refused address is an event that names the field and no value', async () => {
  await byAddress('search', 'criteria', `(SSN:equals:${NUMBER})`);
  const refused = (await eventsOf(org, 'record.list')).filter(({ outcome }) => outcome !== 'done');
  expect(refused.at(-1)).toMatchObject({ module: 'Contacts', fields: ['SSN'] });
  expectAbsent(JSON.stringify(refused), NUMBER);
});

test('what is not protected is searched by address as at Zoho', async () => {
  const { body } = await byAddress('search', 'criteria', '(Last_Name:equals:Sought)');
  expect(body.data[0].id).toBe(id);
  expect((await byAddress('search', 'email', 'sought@example.org')).status).toBe(204);
});

test('a search is never kept under an Idempotency-Key: it reads', async () => {
  const headers = { 'Idempotency-Key': 'search-1' };
  for (const call of ['search', 'actions/count']) {
    const { status, headers: answered } = await rest(
      'POST',
      `/crm/v8/Contacts/${call}`,
      { criteria: `(SSN:equals:${NUMBER})` },
      headers,
    );
    expect([status, answered.has('idempotent-replayed')]).toEqual([200, false]);
  }
  expect(await ownerSql()`select 1 from api_answers where org_id = ${org.orgId}`).toHaveLength(0);
});

test.each([
  ['no body', ''],
  ['a list', '[]'],
  ['a nested parameter', '{"criteria":{"SSN":"1"}}'],
  ['a page that is none', '{"word":"a","page":"x"}'],
  ['NUL', '{"word":"\\u0000"}'],
])('refuses %s', async (_, text) => {
  const { status, body } = await rest('POST', '/crm/v8/Contacts/search', text);
  expect([status, body.code]).toEqual([400, 'INVALID_DATA']);
});

test('an administrator may allow one client addresses, which is an event, and may end it again', async () => {
  const [client] = await listClients(org.admin);
  if (!client) throw new Error('There is a client.');
  expect(client.protectedInAddress).toBe(false);
  const set = (protectedInAddress: boolean) => updateClient(org.admin, { ...client, protectedInAddress });
  await set(true);
  expect((await byAddress('search', 'criteria', `(SSN:equals:${NUMBER})`)).body.data[0].id).toBe(id);
  const [event] = (await eventsOf(org, 'api_client.update')).slice(-1);
  expect(event).toMatchObject({ fields: ['protectedInAddress'], facts: { protectedInAddress: true } });
  const other = await restClient(org, org.operator);
  expect((await other('GET', `/crm/v8/Contacts/search?phone=${PHONE}`)).status).toBe(400);
  await set(false);
  expect((await byAddress('search', 'phone', PHONE)).status).toBe(400);
});

test('whose profile may not read a field is told so wherever it is named, and not of a restriction', async () => {
  const reader = await restClient(org, org.admin);
  const search = '/crm/v8/Contacts/search';
  for (const answer of [
    await reader('GET', '/crm/v8/Contacts?fields=SSN'),
    await reader('GET', '/crm/v8/Contacts?fields=Last_Name&sort_by=SSN'),
    await reader('POST', search, { criteria: `(SSN:equals:${NUMBER})` }),
    await reader('POST', search, { criteria: '(Last_Name:equals:Sought)', sort_by: 'SSN' }),
    await reader('POST', '/crm/v8/coql', { select_query: 'select id from Contacts order by SSN' }),
  ]) {
    expect([answer.status, answer.body.code]).toEqual([400, 'INVALID_QUERY']);
    expect(answer.body.message).toBe('the profile of the user does not allow to read the field');
    expect(answer.body.details).toEqual({ api_name: 'SSN', reason: 'NOT_READABLE' });
  }
});
