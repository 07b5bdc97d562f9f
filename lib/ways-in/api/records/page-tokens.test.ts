/** What the REST door says to a page token that is none. */
import { beforeAll, expect, test } from 'vitest';
import { markField } from '@/lib/admin/settings/mark-field';
import { keysOfOrg } from '@/lib/platform/org-keys';
import { writePageToken } from '@/lib/platform/paging/page-token';
import { addFields, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import type { TestOrg } from '@/lib/tools/testing/make-org';
import { type Rest, restClient } from '@/lib/tools/testing/rest';

let org: TestOrg;
let rest: Rest;
const LIST = '/crm/v8/Contacts?fields=Last_Name&sort_by=Last_Name&per_page=1';

beforeAll(async () => {
  org = await makeHealthOrg();
  await addFields(org, 'Contacts', ['Ward']);
  rest = await restClient(org, org.operator);
  const data = ['Ames', 'Brook', 'Chen'].map((Last_Name) => ({ Last_Name, Ward: 'North' }));
  await rest('POST', '/crm/v8/Contacts', { data });
});

const tokenOf = async (path: string): Promise<string> => (await rest('GET', path)).body.info.next_page_token;

test('a token of another order, list or module, a changed one and one of another organisation are refused by name', async () => {
  const token = await tokenOf(LIST);
  const refused = async (path: string, given: string, code: string) => {
    const { status, body } = await rest('GET', `${path}&page_token=${given}`);
    expect([path, status, body.code]).toEqual([path, 400, code]);
    expect(body.details).toEqual({ param_name: 'page_token' });
  };
  await refused(`${LIST}&sort_order=asc`, token, 'TOKEN_BOUND_DATA_MISMATCH');
  await refused(LIST.replace('sort_by=Last_Name', 'sort_by=id'), token, 'TOKEN_BOUND_DATA_MISMATCH');
  await refused(LIST.replace('Contacts', 'Leads'), token, 'TOKEN_BOUND_DATA_MISMATCH');
  await refused('/crm/v8/Contacts/deleted?per_page=1', token, 'TOKEN_BOUND_DATA_MISMATCH');
  await refused(LIST, `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`.replace(/^./, 'B'), 'INVALID_DATA');
  const other = await makeHealthOrg();
  const theirs = await restClient(other, other.operator);
  expect((await theirs('GET', `${LIST}&page_token=${token}`)).body.code).toBe('INVALID_DATA');
  expect((await rest('GET', `${LIST.replace('per_page=1', 'per_page=2')}&page_token=${token}`)).body.data).toHaveLength(
    2,
  );
});

test('a token whose day is over is told so', async () => {
  const keys = await keysOfOrg(org.orgId);
  const yesterday = Date.now() - 25 * 60 * 60 * 1000;
  const { token } = writePageToken(keys, { list: 'api.users', by: 'AllUsers' }, { place: '1', page: 2 }, yesterday);
  const { body } = await rest('GET', `/crm/v8/users?page_token=${token}`);
  expect(body).toMatchObject({ code: 'EXPIRED_VALUE', details: { param_name: 'page_token' } });
});

test('a place in the order of a field is of no use once the field is marked, and nothing is sorted by it', async () => {
  const path = LIST.replace('sort_by=Last_Name', 'sort_by=Ward');
  const token = await tokenOf(path);
  await markField(org.admin, { module: 'Contacts', fieldId: await fieldIdOf(org, 'Contacts', 'Ward'), encrypt: true });
  for (const asked of [path, `${path}&page_token=${token}`]) {
    expect((await rest('GET', asked)).body).toMatchObject({ code: 'INVALID_QUERY', details: { api_name: 'Ward' } });
  }
});

test('a page number beside a page token is refused at every list, naming both', async () => {
  const token = await tokenOf(LIST);
  const [{ id }] = (await rest('GET', LIST)).body.data;
  const both = `page=2&page_token=${token}`;
  const answers = [
    rest('GET', `${LIST}&${both}`),
    rest('GET', `/crm/v8/Contacts/search?word=Ames&${both}`),
    rest('POST', '/crm/v8/Contacts/search', { word: 'Ames', page: 2, page_token: token }),
    rest('GET', `/crm/v8/Contacts/deleted?${both}`),
    rest('GET', `/crm/v8/Contacts/${id}/Notes?${both}`),
    rest('GET', `/crm/v8/Contacts/${id}/Attachments?${both}`),
    rest('GET', `/crm/v8/users?${both}`),
    rest('POST', '/crm/bulk/v8/read', { query: { module: { api_name: 'Contacts' }, page: 2, page_token: token } }),
  ];
  const ambiguity_due_to = [{ param_name: 'page' }, { param_name: 'page_token' }];
  for (const { status, body } of await Promise.all(answers)) {
    expect({ status, body }).toMatchObject({
      status: 400,
      body: { code: 'AMBIGUITY_DURING_PROCESSING', details: { ambiguity_due_to } },
    });
  }
  const chats = await rest('GET', `/salesiq/v2/${org.orgId}/conversations?${both}`);
  expect([chats.status, chats.body.error.reason]).toEqual([400, 'AMBIGUITY_DURING_PROCESSING']);
});
