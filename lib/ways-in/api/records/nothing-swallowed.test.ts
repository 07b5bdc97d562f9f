/** What a program sends is done, told as not taken, or refused by name: nothing of it is lost without a word. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { addFields, makeHealthOrg } from '@/lib/tools/testing/health-org';
import type { TestOrg } from '@/lib/tools/testing/make-org';
import { type Answer, type Rest, restClient, tokenFor } from '@/lib/tools/testing/rest';
import { makeApi } from '../app';
import { ENDPOINTS } from '../endpoints';

let org: TestOrg;
let rest: Rest;
let authorization: string;
const api = makeApi();

beforeAll(async () => {
  org = await makeHealthOrg();
  await addFields(org, 'Contacts', ['Visits'], { type: 'number' });
  await addFields(org, 'Contacts', ['Chip'], { type: 'long_integer' });
  await addFields(org, 'Contacts', ['Dose'], { type: 'decimal' });
  rest = await restClient(org, org.operator);
  authorization = `Bearer ${await tokenFor(org, org.operator)}`;
});

async function insert(values: Record<string, unknown> = {}): Promise<string> {
  const { body } = await rest('POST', '/crm/v8/Contacts', { data: [{ Last_Name: 'Example', ...values }] });
  return body.data[0].details.id;
}

const read = async (id: string, field: string) =>
  (await rest('GET', `/crm/v8/Contacts/${id}?fields=${field}`)).body.data[0][field];

describe('members of a row and of a body', () => {
  const row = { Last_Name: 'Whole', Tag: [{ name: 'vip' }], Layout: { id: '1' }, $wizard: 1, Created_Time: 'now' };
  const aside = ['Tag', 'Layout', '$wizard', 'Created_Time'];

  test('that are not taken stand in details.ignored of each row', async () => {
    const made = await rest('POST', '/crm/v8/Contacts', { data: [row], trigger: ['workflow'], lar_id: '5' });
    expect(made.body.data[0].details.ignored).toEqual([...aside, '$.trigger', '$.lar_id']);
    const { id } = made.body.data[0].details;
    const changed = await rest('PUT', '/crm/v8/Contacts', { data: [{ id, ...row }] });
    expect(changed.body.data[0].details.ignored).toEqual(aside);
    const upserted = await rest('POST', '/crm/v8/Contacts/upsert', { data: [{ ...row, Email: 'w@example.org' }] });
    expect(upserted.body.data[0].details.ignored).toEqual(aside);
    const note = { Note_Content: 'Called', Parent_Id: { id, module: 'Contacts' }, $voice: 1 };
    expect((await rest('POST', '/crm/v8/Notes', { data: [note] })).body.data[0].details.ignored).toEqual(['$voice']);
  });

  test('the id of a record that is made is ours: one that is sent is named; among many to change it is refused', async () => {
    const made = await rest('POST', '/crm/v8/Contacts', { data: [{ id: '123', Last_Name: 'Own' }] });
    const { id, ignored } = made.body.data[0].details;
    expect(ignored).toEqual(['id']);
    const many = { data: [{ id: '123', Title: 'Dr' }], ids: [id] };
    expect((await rest('POST', '/crm/v8/Contacts/actions/mass_update', many)).body).toMatchObject({
      code: 'INVALID_DATA',
      details: { api_name: 'id' },
    });
  });

  test('all of them taken, or an empty trigger: nothing is said of ignoring', async () => {
    const { body } = await rest('POST', '/crm/v8/Contacts', { data: [{ Last_Name: 'Plain' }], trigger: [] });
    expect(body.data[0].details).not.toHaveProperty('ignored');
  });

  test.each([
    ['POST', '/crm/v8/Contacts', { data: [{ Last_Name: 'A' }], triger: [] }, 'triger'],
    [
      'POST',
      '/crm/v8/Contacts/upsert',
      { data: [{ Last_Name: 'A' }], duplicate_check_feilds: ['Email'] },
      'duplicate_check_feilds',
    ],
    ['POST', '/crm/v8/coql', { select_query: 'select id from Contacts', limit: 5 }, 'limit'],
    ['POST', '/crm/bulk/v8/read', { query: { module: { api_name: 'Contacts' }, feilds: ['id'] } }, 'feilds'],
    [
      'POST',
      '/crm/bulk/v8/write',
      {
        operation: 'insert',
        resource: [{ type: 'data', module: { api_name: 'Contacts' }, file_id: '1', findby: 'id' }],
      },
      'findby',
    ],
  ])('%s %s: one that nobody knows is refused by name', async (method, path, body, name) => {
    const { status, body: answer } = await rest(method, path, body);
    expect([status, answer.code, answer.details.api_name]).toEqual([400, 'INVALID_DATA', name]);
  });

  test('a parameter of a search in a body, or a member of a note, that nobody knows is refused by name', async () => {
    const searched = await rest('POST', '/crm/v8/Contacts/search', { word: 'Example', critera: '(City:equals:A)' });
    expect(searched.body).toMatchObject({ code: 'INVALID_DATA', details: { param_name: 'critera' } });
    const id = await insert();
    const noted = await rest('POST', `/crm/v8/Contacts/${id}/Notes`, { data: [{ Note_Content: 'A', Nope: 1 }] });
    expect(noted.body.data[0]).toMatchObject({ code: 'INVALID_DATA', details: { api_name: 'Nope' } });
  });

  test('a body that says something to a call that takes none is refused, and nothing is done', async () => {
    const id = await insert();
    for (const { method, path, body } of ENDPOINTS) {
      if (method === 'get' || body) continue;
      const at = path.replace('{module}', 'Contacts').replaceAll(/\{\w+\}/g, id);
      const { status, body: answer } = await rest(method.toUpperCase(), at, { data: [{ Last_Name: 'Another' }] });
      expect([at, status, answer.message]).toEqual([at, 400, 'this call takes no body']);
    }
    expect(await read(id, 'Last_Name')).toBe('Example');
    expect((await rest('POST', `/crm/v8/Contacts/${id}/actions/clone`, {})).status).toBe(201);
  });

  test('a second record for an address that names one, or another id in the body, is refused and writes nothing', async () => {
    const id = await insert();
    const two = await rest('PUT', `/crm/v8/Contacts/${id}`, { data: [{ Last_Name: 'One' }, { Last_Name: 'Two' }] });
    expect(two.body).toMatchObject({ code: 'LIMIT_EXCEEDED', details: { limit: 1 } });
    const other = await rest('PUT', `/crm/v8/Contacts/${id}`, { data: [{ id: '123', Last_Name: 'Other' }] });
    expect(other.body.data[0]).toMatchObject({ code: 'INVALID_DATA', details: { api_name: 'id' } });
    expect(await read(id, 'Last_Name')).toBe('Example');
  });
});

describe('parameters of an address', () => {
  const allOf = async (query: string, method = 'GET', path = '/crm/v8/Contacts') => rest(method, `${path}?${query}`);

  test('of every endpoint: one that nobody knows, or that stands twice, is refused by name', async () => {
    const id = await insert();
    for (const { method, path, query } of ENDPOINTS) {
      const at = path.replace('{module}', 'Contacts').replaceAll(/\{\w+\}/g, id);
      const act = method.toUpperCase();
      const { status, body } = await rest(act, `${at}?critera=x`, method === 'get' ? undefined : { data: [] });
      const { param_name: name, ...about } = body.details ?? { param_name: body.error?.param };
      expect([method, at, status, name, about]).toEqual([method, at, 400, 'critera', {}]);
      const [known] = Object.keys(query?.shape ?? {});
      if (!known) continue;
      const twice = await rest(act, `${at}?${known}=1&${known}=2`);
      expect([at, twice.status, JSON.stringify(twice.body)]).toEqual([at, 400, expect.stringContaining(known)]);
    }
  });

  test('that Zoho has and that change nothing here are told in a header; with a value that would, they are refused', async () => {
    const read = await allOf('fields=Last_Name&approved=both&include_child=true');
    expect([read.status, read.headers.get('x-ignored-parameters')]).toEqual([200, 'approved, include_child']);
    expect((await allOf('fields=Last_Name')).headers.get('x-ignored-parameters')).toBeNull();
    const gone = await allOf(`ids=${await insert()}&wf_trigger=true`, 'DELETE');
    expect([gone.status, gone.headers.get('x-ignored-parameters')]).toEqual([200, 'wf_trigger']);
    for (const [name, value] of [
      ['approved', 'false'],
      ['territory_id', '1'],
    ]) {
      const { body } = await allOf(`fields=Last_Name&${name}=${value}`);
      expect(body).toMatchObject({ code: 'INVALID_DATA', details: { param_name: name } });
    }
  });
});

describe('preconditions', () => {
  const put = (id: string, headers: Record<string, string>, Last_Name = 'Changed'): Promise<Answer> =>
    rest('PUT', `/crm/v8/Contacts/${id}`, { data: [{ Last_Name }] }, headers);
  const tagOf = async (id: string) => (await rest('GET', `/crm/v8/Contacts/${id}?fields=id`)).headers.get('etag') ?? '';

  test('a change or deletion by an entity tag that is over is not done: 412 ALREADY_MODIFIED', async () => {
    const id = await insert();
    const seen = await tagOf(id);
    const first = await put(id, { 'If-Match': seen }, 'First');
    expect([first.status, first.headers.get('etag')]).toEqual([200, await tagOf(id)]);
    for (const stale of [await put(id, { 'If-Match': seen }), await put(id, { 'If-Match': `W/${seen}` })]) {
      expect([stale.status, stale.body.data[0].code]).toEqual([412, 'ALREADY_MODIFIED']);
    }
    const kept = await rest('DELETE', `/crm/v8/Contacts/${id}`, undefined, { 'If-Match': seen });
    expect([kept.status, kept.body.data[0]]).toMatchObject([412, { code: 'ALREADY_MODIFIED', details: { id } }]);
    expect(await read(id, 'Last_Name')).toBe('First');
    expect((await put(id, { 'If-Match': '*' })).status).toBe(200);
    const gone = await rest('DELETE', `/crm/v8/Contacts/${id}`, undefined, { 'If-Match': await tagOf(id) });
    expect(gone.status).toBe(200);
  });

  test('the tag of an answer that came compressed, which is weak, is the record’s: a change by it is done', async () => {
    const id = await insert();
    expect((await put(id, { 'If-Match': `W/${await tagOf(id)}` })).status).toBe(200);
  });

  test('of two changes by one tag at once one is done', async () => {
    const id = await insert();
    const seen = await tagOf(id);
    const answers = await Promise.all(['A', 'B', 'C'].map((name) => put(id, { 'If-Match': seen }, name)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
  });

  test('of several records each is held to its own tag', async () => {
    const [a, b] = [await insert(), await insert()];
    const tags = `${await tagOf(a)}, ${await tagOf(b)}`;
    await put(b, {});
    const data = [a, b].map((id) => ({ id, Last_Name: 'Both' }));
    const { status, body } = await rest('PUT', '/crm/v8/Contacts', { data }, { 'If-Match': tags });
    expect(status).toBe(207);
    expect(body.data.map(({ code }: { code: string }) => code)).toEqual(['SUCCESS', 'ALREADY_MODIFIED']);
  });

  test('If-Unmodified-Since holds to the second, in the forms of HTTP and of Zoho CRM', async () => {
    const id = await insert();
    const modified = new Date(await read(id, 'Modified_Time'));
    const before = new Date(modified.getTime() - 1000);
    for (const time of [before.toUTCString(), before.toISOString()]) {
      expect((await put(id, { 'If-Unmodified-Since': time })).status).toBe(412);
    }
    expect((await put(id, { 'If-Unmodified-Since': modified.toUTCString() })).status).toBe(200);
  });

  test('a header that is none, or on a write that does not look at it, is refused by name', async () => {
    const id = await insert();
    const refusals: [Answer, string, string][] = [
      [await put(id, { 'If-Match': 'v1' }), 'INVALID_DATA', 'If-Match'],
      [await put(id, { 'If-Unmodified-Since': 'yesterday' }), 'INVALID_DATA', 'If-Unmodified-Since'],
      [
        await rest('POST', '/crm/v8/Contacts/upsert', { data: [{ Last_Name: 'A' }] }, { 'If-Match': '"1-1"' }),
        'NOT_SUPPORTED',
        'If-Match',
      ],
    ];
    for (const [{ body }, code, header_name] of refusals)
      expect(body).toMatchObject({ code, details: { header_name } });
    expect(await read(id, 'Last_Name')).toBe('Example');
  });

  test('a record that did not change since is 304, by time and by tag', async () => {
    const id = await insert();
    const get = (headers: Record<string, string>) => rest('GET', `/crm/v8/Contacts/${id}`, undefined, headers);
    const now = new Date(Date.now() + 1000).toUTCString();
    expect((await get({ 'If-Modified-Since': now })).status).toBe(304);
    expect((await get({ 'If-Modified-Since': new Date(0).toUTCString() })).status).toBe(200);
    expect((await get({ 'If-None-Match': await tagOf(id) })).status).toBe(304);
    expect((await get({ 'If-None-Match': '"other"' })).status).toBe(200);
  });
});

describe('numbers that JavaScript does not keep', () => {
  const send = (json: string) => rest('POST', '/crm/v8/Contacts', `{"data":[${json}]}`);

  test.each(['9007199254740993', '-9223372036854775807', '9223372036854775806', '9007199254740991'])(
    '%s is kept to the digit',
    async (digits) => {
      const { body } = await send(`{"Last_Name":"Big","Chip":${digits}}`);
      expect(await read(body.data[0].details.id, 'Chip')).toBe(digits);
    },
  );

  test('in an id, a criterion and a query they mean that record and no other', async () => {
    const id = await insert({ Chip: '9007199254740997' });
    await insert({ Chip: '9007199254740996' });
    const changed = await rest('PUT', '/crm/v8/Contacts', `{"data":[{"id":${id},"Last_Name":"By number"}]}`);
    expect(changed.body.data[0]).toMatchObject({ code: 'SUCCESS', details: { id } });
    const found = await rest('GET', `/crm/v8/Contacts/search?criteria=(Chip:equals:9007199254740997)&fields=id`);
    expect(found.body.data).toEqual([{ id }]);
    const select_query = 'select id from Contacts where Chip = 9007199254740997 limit 0, 5';
    expect((await rest('POST', '/crm/v8/coql', { select_query })).body.data).toEqual([{ id }]);
  });

  test.each([
    ['Visits', '90071992547409931'],
    ['Dose', '0.12345678901234567'],
    ['Dose', '12345678901234567890.5'],
    ['Dose', '1e400'],
    ['Chip', '9223372036854775808'],
  ])('%s: %s does not fit and is refused by name, not rounded', async (field, digits) => {
    const { body } = await send(`{"Last_Name":"Big","${field}":${digits}}`);
    expect(body.data[0]).toMatchObject({ code: 'INVALID_DATA', details: { api_name: field } });
  });

  test('digits inside texts stay as they are, and a text field takes a long number as it was written', async () => {
    const name = 'say \\"90071992547409931\\", 1e400';
    const { body } = await send(`{"Last_Name":"${name}","First_Name":90071992547409931}`);
    const { id } = body.data[0].details;
    expect(await read(id, 'Last_Name')).toBe('say "90071992547409931", 1e400');
    expect(await read(id, 'First_Name')).toBe('90071992547409931');
  });
});

describe('a second file under one Idempotency-Key', () => {
  const upload = async (id: string, key: string, text: string, name = 'scan.txt') => {
    const form = new FormData();
    form.append('file', new Blob([text]), name);
    const headers = { Authorization: authorization, 'Idempotency-Key': key };
    const response = await api.request(`/crm/v8/Leads/${id}/Attachments`, { method: 'POST', body: form, headers });
    return { status: response.status, body: await response.json(), again: response.headers.get('idempotent-replayed') };
  };
  const files = async (id: string) => ((await rest('GET', `/crm/v8/Leads/${id}/Attachments`)).body.data ?? []).length;

  test('that is another is refused by name and not lost: under its own key it is taken; the same is answered again', async () => {
    const { body } = await rest('POST', '/crm/v8/Leads', { data: [{ Last_Name: 'Filed' }] });
    const { id } = body.data[0].details;
    const key = randomUUID();
    const first = await upload(id, key, 'page one');
    expect(first).toMatchObject({ status: 200, again: null });
    const same = await upload(id, key, 'page one');
    expect(same).toEqual({ ...first, again: 'true' });
    for (const other of [await upload(id, key, 'page two'), await upload(id, key, 'page one', 'other.txt')]) {
      expect(other).toMatchObject({
        status: 400,
        body: { code: 'INVALID_DATA', details: { header_name: 'Idempotency-Key' } },
      });
    }
    expect(await files(id)).toBe(1);
    expect((await upload(id, randomUUID(), 'page two')).status).toBe(200);
    expect(await files(id)).toBe(2);
  });
});
