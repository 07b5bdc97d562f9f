import { beforeAll, describe, expect, test } from 'vitest';
import { setRestriction } from '@/lib/admin/settings/compliance/set-restriction';
import { markField } from '@/lib/admin/settings/mark-field';
import { expectAbsent } from '@/lib/tools/testing/absent';
import { addContact, addFields, eventsOf, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { call, type Rest, restClient } from '@/lib/tools/testing/rest';

let org: TestOrg;
let rest: Rest;

beforeAll(async () => {
  org = await makeHealthOrg();
  await addFields(org, 'Contacts', ['SSN'], { unique: true });
  await addFields(org, 'Contacts', ['Plan']);
  for (const name of ['SSN', 'Phone']) {
    await markField(org.admin, { module: 'Contacts', fieldId: await fieldIdOf(org, 'Contacts', name), encrypt: true });
  }
  rest = await restClient(org, org.operator);
});

async function insert(record: Record<string, unknown>): Promise<string> {
  const { body } = await rest('POST', '/crm/v8/Contacts', { data: [record] });
  expect(body.data[0]).toMatchObject({ code: 'SUCCESS' });
  return body.data[0].details.id;
}

describe('writing', () => {
  test('creates records one a row, in order, and a bad row does not stop the others', async () => {
    const { status, body } = await rest('POST', '/crm/v8/Contacts', {
      data: [{ Last_Name: 'One' }, { First_Name: 'No name' }, { Last_Name: 'Three', Nope: 1 }, { Last_Name: 'Four' }],
    });
    expect(status).toBe(207);
    expect(body.data.map((row: { code: string }) => row.code)).toEqual([
      'SUCCESS',
      'MANDATORY_NOT_FOUND',
      'INVALID_DATA',
      'SUCCESS',
    ]);
    expect(body.data[1].details).toMatchObject({ api_name: 'Last_Name', json_path: '$.data[1].Last_Name' });
    expect(body.data[0].details).toMatchObject({
      id: expect.stringMatching(/^\d+$/),
      Created_By: { name: 'Olga Operator', id: org.operator.actor.id },
    });
  });

  test('leaves an event with the name of the program', async () => {
    await insert({ Last_Name: 'Event' });
    const [event] = (await eventsOf(org, 'record.create')).slice(-1);
    expect(event).toMatchObject({ module: 'Contacts', facts: { source: 'api' } });
  });

  test('changes records by id, in the path or in the row', async () => {
    const id = await insert({ Last_Name: 'Before' });
    const many = await rest('PUT', '/crm/v8/Contacts', { data: [{ id, Last_Name: 'After' }] });
    expect(many.status).toBe(200);
    const one = await rest('PATCH', `/crm/v8/Contacts/${id}`, { data: [{ Plan: 'Gold' }] });
    expect(one.body.data[0]).toMatchObject({ code: 'SUCCESS', message: 'record updated' });
    const read = await rest('GET', `/crm/v8/Contacts/${id}?fields=Last_Name,Plan,Email`);
    expect(read.body.data).toEqual([{ Last_Name: 'After', Plan: 'Gold', Email: null, id }]);
  });

  test('never echoes a value written, and names a duplicate of a marked field by neither value nor record', async () => {
    await insert({ Last_Name: 'First', SSN: '999-11-2222' });
    const { body } = await rest('POST', '/crm/v8/Contacts', { data: [{ Last_Name: 'Second', SSN: '999-11-2222' }] });
    expect(body.data[0]).toMatchObject({ code: 'DUPLICATE_DATA', details: { api_name: 'SSN' } });
    expect(body.data[0].details).not.toHaveProperty('id');
    expectAbsent(JSON.stringify(body), '999-11-2222');
  });

  test('upserts by a field: creates, then changes what is there', async () => {
    const row = { Last_Name: 'Upsert', Email: 'upsert@example.org' };
    const first = await rest('POST', '/crm/v8/Contacts/upsert', { data: [row] });
    expect(first.body.data[0]).toMatchObject({ action: 'insert', code: 'SUCCESS' });
    const again = await rest('POST', '/crm/v8/Contacts/upsert', {
      data: [{ ...row, Plan: 'Silver' }],
      duplicate_check_fields: ['Email'],
    });
    expect(again.body.data[0]).toMatchObject({ action: 'update', duplicate_field: 'Email' });
    expect(again.body.data[0].details.id).toBe(first.body.data[0].details.id);
  });

  test('gives many records the same values', async () => {
    const ids = [await insert({ Last_Name: 'Mass' }), await insert({ Last_Name: 'Mass' })];
    const { body } = await rest('POST', '/crm/v8/Contacts/actions/mass_update', { data: [{ Plan: 'Bronze' }], ids });
    expect(body.data.map((row: { details: { id: string } }) => row.details.id)).toEqual(ids);
  });

  test('moves records to the recycle bin, where they are listed', async () => {
    const id = await insert({ Last_Name: 'Gone' });
    expect((await rest('DELETE', `/crm/v8/Contacts?ids=${id}`)).body.data[0]).toMatchObject({ code: 'SUCCESS' });
    expect((await rest('GET', `/crm/v8/Contacts/${id}`)).status).toBe(404);
    const { body } = await rest('GET', '/crm/v8/Contacts/deleted?type=recycle');
    expect(body.data[0]).toMatchObject({ id, type: 'recycle' });
  });

  test('copies a record without its unique values', async () => {
    const id = await insert({ Last_Name: 'Original', SSN: '999-77-8888', Phone: '555-010-2030' });
    const { status, body } = await rest('POST', `/crm/v8/Contacts/${id}/actions/clone`);
    expect(status).toBe(201);
    const copy = await rest('GET', `/crm/v8/Contacts/${body.data[0].details.id}`);
    expect(copy.body.data[0]).toMatchObject({ Last_Name: 'Original', Phone: '555-010-2030', SSN: null });
  });

  test.each([
    ['no body', '', 'INVALID_DATA'],
    ['no data', '{}', 'MANDATORY_NOT_FOUND'],
    ['an empty list', '{"data":[]}', 'INVALID_DATA'],
    ['101 rows', JSON.stringify({ data: Array.from({ length: 101 }, () => ({})) }), 'LIMIT_EXCEEDED'],
    ['10,000 levels', `${'['.repeat(10_000)}${']'.repeat(10_000)}`, 'INVALID_DATA'],
  ])('refuses %s in the form of the contract', async (_, body, code) => {
    const answer = await rest('POST', '/crm/v8/Contacts', body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code, status: 'error', message: expect.any(String), details: {} });
  });

  test('refuses a body of 20 MB and one that is no JSON by type', async () => {
    expect((await rest('POST', '/crm/v8/Contacts', ' '.repeat(20_000_000))).status).toBe(413);
    const form = await rest('POST', '/crm/v8/Contacts', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' });
    expect(form.status).toBe(415);
  });
});

describe('reading', () => {
  test('lists the fields named, with paging by number and by token', async () => {
    const names = Array.from({ length: 5 }, (_, n) => `Page ${n}`);
    await rest('POST', '/crm/v8/Leads', { data: names.map((Last_Name) => ({ Last_Name, Company: 'Acme' })) });
    const first = await rest('GET', '/crm/v8/Leads?fields=Last_Name,Owner&per_page=2&sort_by=id&sort_order=asc');
    expect(first.body.data.map((row: { Last_Name: string }) => row.Last_Name)).toEqual(['Page 0', 'Page 1']);
    expect(first.body.data[0].Owner).toMatchObject({ id: org.operator.actor.id, name: 'Olga Operator' });
    expect(first.body.info).toMatchObject({ page: 1, per_page: 2, count: 2, more_records: true });
    const second = await rest('GET', '/crm/v8/Leads?fields=Last_Name&per_page=2&page=2&sort_by=id&sort_order=asc');
    const token = first.body.info.next_page_token;
    const byToken = await rest('GET', `/crm/v8/Leads?fields=Last_Name&per_page=2&page_token=${token}&sort_order=asc`);
    expect(byToken.body.data).toEqual(second.body.data);
    const third = await rest('GET', '/crm/v8/Leads?fields=Last_Name&per_page=2&page=3&sort_by=id&sort_order=asc');
    expect(third.body.info).toMatchObject({ more_records: false, next_page_token: null });
    expect((await rest('GET', '/crm/v8/Leads?fields=Last_Name&page=9')).status).toBe(204);
    expect((await rest('GET', '/crm/v8/Leads?fields=Last_Name&page=11')).body.code).toBe(
      'DISCRETE_PAGINATION_LIMIT_EXCEEDED',
    );
  });

  test('asks for fields, and knows modules and fields by their names only', async () => {
    expect((await rest('GET', '/crm/v8/Contacts')).body).toMatchObject({
      code: 'REQUIRED_PARAM_MISSING',
      details: { param_name: 'fields' },
    });
    expect((await rest('GET', '/crm/v8/Nope?fields=Last_Name')).body.code).toBe('INVALID_MODULE');
    expect((await rest('GET', '/crm/v8/Contacts?fields=Nope')).body).toMatchObject({
      code: 'INVALID_QUERY',
      details: { api_name: 'Nope' },
    });
    expect((await rest('GET', '/crm/v8/Contacts/actions/nope/x')).body.code).toBe('INVALID_URL_PATTERN');
    const refused = await rest('DELETE', '/crm/v8/Contacts/actions/count');
    expect([refused.status, refused.body.code]).toEqual([405, 'INVALID_REQUEST_METHOD']);
    expect(refused.headers.get('allow')).toBe('GET, POST');
  });

  test('finds by criteria, e-mail, phone and word; counts the same', async () => {
    const id = await insert({
      Last_Name: 'Searchable',
      Email: 'find@example.org',
      Phone: '555-777-1234',
      Plan: 'P,1 (x)',
    });
    const find = async (query: string) => {
      const asked = { fields: 'Last_Name', ...Object.fromEntries(new URLSearchParams(query)) };
      const { status, body } = await rest('POST', '/crm/v8/Contacts/search', asked);
      return status === 204 ? [] : body.data?.map((row: { id: string }) => row.id);
    };
    expect(await find('criteria=((Last_Name:equals:Searchable)and(Plan:equals:P\\,1 \\(x\\)))')).toEqual([id]);
    expect(await find('criteria=((Last_Name:equals:Nobody)or(Email:starts_with:find@))')).toEqual([id]);
    expect(await find('criteria=((Last_Name:equals:Nobody)or(Phone:equals:555-777-1234))')).toEqual([id]);
    expect(await find('email=find@example.org')).toEqual([id]);
    expect(await find('phone=555-777-1234')).toEqual([id]);
    expect(await find('word=Searchable')).toEqual([id]);
    expect(await find('criteria=(Last_Name:equals:Nobody)')).toEqual([]);
    const { body } = await rest('GET', '/crm/v8/Contacts/actions/count?criteria=(Last_Name:equals:Searchable)');
    expect(body).toEqual({ count: 1 });
    const inBody = { criteria: '(Phone:equals:555-777-1234)' };
    expect((await rest('POST', '/crm/v8/Contacts/actions/count', inBody)).body).toEqual({ count: 1 });
    expect((await rest('POST', '/crm/v8/Contacts/actions/count', {})).body.count).toBeGreaterThan(1);
    const byAddress = await rest('GET', '/crm/v8/Contacts/search?email=find@example.org');
    expect(byAddress.body.data).toMatchObject([{ id, Email: 'find@example.org' }]);
    for (const criteria of ['(', '(Last_Name:equals:a', '(Last_Name:is:a)', '((a:equals:b)xor(c:equals:d))', '()']) {
      expect((await rest('GET', `/crm/v8/Contacts/search?criteria=${criteria}`)).body.code).toBe('INVALID_QUERY');
    }
  });

  test('on a sealed field only equals may be asked', async () => {
    for (const criteria of ['(SSN:starts_with:999)', '(SSN:not_equal:1)', '((Last_Name:equals:a)or(SSN:in:1,2))']) {
      const { status, body } = await rest('GET', `/crm/v8/Contacts/search?criteria=${criteria}`);
      expect([status, body.code]).toEqual([400, 'INVALID_QUERY']);
    }
    expect((await rest('GET', '/crm/v8/Contacts?fields=Last_Name&sort_by=SSN')).body.code).toBe('INVALID_QUERY');
  });

  test('what leaves with marked fields is an event that names them', async () => {
    const id = await insert({ Last_Name: 'Event', SSN: '999-00-0001' });
    const { body } = await rest('GET', `/crm/v8/Contacts/${id}?fields=SSN`);
    expect(body.data[0].SSN).toBe('999-00-0001');
    const [event] = (await eventsOf(org, 'record.view')).slice(-1);
    expect(event).toMatchObject({ fields: ['SSN'], facts: { rows: 1 } });
  });

  test('answers 304 to If-Modified-Since when nothing changed', async () => {
    const since = new Date(Date.now() + 60_000).toUTCString();
    const { status } = await rest('GET', '/crm/v8/Contacts?fields=Last_Name', undefined, {
      'If-Modified-Since': since,
    });
    expect(status).toBe(304);
  });
});

describe('who asks', () => {
  test('a call without a token, with a wrong one, or without the scope is refused', async () => {
    expect((await call('GET', '/crm/v8/Contacts?fields=Last_Name')).body.code).toBe('AUTHENTICATION_FAILURE');
    const wrong = await call('GET', '/crm/v8/org', undefined, { Authorization: 'Zoho-oauthtoken 1000.nope' });
    expect([wrong.status, wrong.body.code]).toEqual([401, 'INVALID_TOKEN']);
    const reader = await restClient(org, org.operator, ['ZohoCRM.modules.Leads.READ']);
    expect((await reader('GET', '/crm/v8/Leads?fields=Last_Name')).status).toBe(200);
    expect((await reader('GET', '/crm/v8/Contacts?fields=Last_Name')).body.code).toBe('OAUTH_SCOPE_MISMATCH');
    expect((await reader('POST', '/crm/v8/Leads', { data: [{}] })).body.code).toBe('OAUTH_SCOPE_MISMATCH');
  });

  test('a profile without the right is refused, and that is an event', async () => {
    const officer = await restClient(org, org.officer);
    const { status, body } = await officer('GET', '/crm/v8/Contacts?fields=Last_Name');
    expect([status, body.code]).toEqual([403, 'NO_PERMISSION']);
    expect((await eventsOf(org, 'record.list')).at(-1)).toMatchObject({ outcome: 'refused' });
  });

  test('a record of another org is none', async () => {
    const id = await addContact(org, { Last_Name: 'Ours' });
    const other = await makeOrg();
    const stranger = await restClient(other, other.operator);
    expect((await stranger('GET', `/crm/v8/Contacts/${id}`)).status).toBe(404);
    const put = await stranger('PUT', '/crm/v8/Contacts', { data: [{ id, Last_Name: 'Theirs' }] });
    expect(put.body.data[0].code).toBe('INVALID_DATA');
    expect((await stranger('DELETE', `/crm/v8/Contacts/${id}`)).body.data[0].code).toBe('INVALID_DATA');
  });

  test('every answer carries a request id and the limit, and is kept by no cache', async () => {
    const { headers } = await rest('GET', '/crm/v8/org');
    expect(headers.get('x-request-id')).toBeTruthy();
    expect(headers.get('ratelimit-limit')).toBe('10000');
    expect(headers.get('cache-control')).toBe('no-store');
  });
});

describe('with "Restrict data access through API"', () => {
  let id: string;
  beforeAll(async () => {
    id = await insert({ Last_Name: 'Restricted', SSN: '999-33-4444', Phone: '555-333-4444' });
    await setRestriction(org.admin, { door: 'api', restricted: true });
  });

  test('a restricted field has no key in a record, a list, a search or a copy', async () => {
    const one = await rest('GET', `/crm/v8/Contacts/${id}`);
    expect(one.body.data[0]).toMatchObject({ Last_Name: 'Restricted' });
    const list = await rest('GET', '/crm/v8/Contacts?fields=Last_Name,Email');
    const found = await rest('GET', '/crm/v8/Contacts/search?criteria=(Last_Name:equals:Restricted)');
    const clone = await rest('POST', `/crm/v8/Contacts/${id}/actions/clone`);
    for (const { body } of [one, list, found, clone]) {
      expect(JSON.stringify(body)).not.toMatch(/"SSN"|"Phone"/);
      expectAbsent(JSON.stringify(body), '999-33-4444');
    }
  });

  test.each([
    ['GET', '/crm/v8/Contacts?fields=Last_Name,SSN'],
    ['GET', '/crm/v8/Contacts?fields=Last_Name&sort_by=SSN'],
    ['GET', '/crm/v8/Contacts/search?criteria=(SSN:equals:999-33-4444)'],
    ['GET', '/crm/v8/Contacts/search?criteria=((Last_Name:equals:a)or(Phone:equals:1))'],
    ['GET', '/crm/v8/Contacts/actions/count?criteria=(SSN:equals:999-33-4444)'],
  ])('naming it is refused: %s %s', async (method, path) => {
    const { status, body } = await rest(method, path);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'INVALID_QUERY', message: 'the field is restricted in HIPAA' });
    expect(body.details.api_name).toMatch(/^(SSN|Phone)$/);
  });

  test('it is no field to check duplicates by', async () => {
    const { body } = await rest('POST', '/crm/v8/Contacts/upsert', {
      data: [{ Last_Name: 'x', SSN: '999-33-4444' }],
      duplicate_check_fields: ['SSN'],
    });
    expect(body).toMatchObject({ code: 'INVALID_QUERY', details: { api_name: 'SSN' } });
  });

  test('search by e-mail, phone or word does not look into it', async () => {
    expect((await rest('GET', '/crm/v8/Contacts/search?phone=555-333-4444')).status).toBe(204);
    expect((await rest('GET', '/crm/v8/Contacts/search?word=999-33-4444')).status).toBe(204);
  });

  test('it may be written, and is not echoed', async () => {
    const { body } = await rest('PUT', `/crm/v8/Contacts/${id}`, { data: [{ SSN: '999-55-6666' }] });
    expect(body.data[0].code).toBe('SUCCESS');
    expectAbsent(JSON.stringify(body), '999-55-6666');
  });

  test('its metadata stays visible and says so', async () => {
    const { body } = await rest('GET', '/crm/v8/settings/fields?module=Contacts');
    const field = body.fields.find((one: { api_name: string }) => one.api_name === 'SSN');
    expect(field).toMatchObject({
      hipaa_compliance_enabled: true,
      hipaa_compliance: { restricted: true, restricted_in_export: false },
      crypt: { mode: 'encryption' },
    });
  });
});
