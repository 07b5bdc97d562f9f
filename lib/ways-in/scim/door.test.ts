import { beforeAll, expect, test } from 'vitest';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { ENDPOINTS } from './app';
import { directoryOf, newPerson, patchOp, type Scim, send } from './testing/directory';

let org: TestOrg;
let scim: Scim;
beforeAll(async () => {
  org = await makeOrg();
  ({ scim } = await directoryOf(org));
});

test('every address refuses whoever has no good token, in one way', async () => {
  const answers = new Set<string>();
  for (const { method, path } of [...ENDPOINTS, { method: 'GET', path: '/none' }]) {
    for (const token of ['', 'x', `clsc.${org.orgId}.${org.orgId}.secret`, 'clsc.1.1.secret']) {
      const { status, body, headers } = await send(token, [method, path.replace(':id', '1')]);
      answers.add(JSON.stringify([status, body, headers.get('content-type')]));
    }
  }
  expect([...answers]).toHaveLength(1);
  expect([...answers][0]).toContain('401');
});

test('what it can do is said, and bulk operations and sorting are said not to be', async () => {
  const { body } = await scim('GET', '/ServiceProviderConfig');
  expect(body).toMatchObject({
    patch: { supported: true },
    bulk: { supported: false },
    sort: { supported: false },
    filter: { supported: true, maxResults: 200 },
    etag: { supported: true },
    changePassword: { supported: false },
  });
  expect((await scim('POST', '/Bulk', { Operations: [] })).status).toBe(404);
  for (const path of ['/ResourceTypes', '/Schemas']) {
    const { body: list } = await scim('GET', path);
    expect(list).toMatchObject({ totalResults: 2, schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'] });
    for (const { id } of list.Resources) expect((await scim('GET', `${path}/${id}`)).body.id).toBe(id);
    expect((await scim('GET', `${path}/none`)).status).toBe(404);
    expect((await scim('GET', `${path}?filter=id%20pr`)).status).toBe(403);
  }
});

test('another method at an address is told those that it takes', async () => {
  const { status, headers } = await scim('PUT', '/Users', {});
  expect([status, headers.get('allow')]).toEqual([405, 'GET, POST']);
});

test.each([
  ['no JSON', '{', 400, 'invalidSyntax'],
  ['a list', '[]', 400, 'invalidSyntax'],
  ['a name twice', '{"userName":"a@test.example","userName":"b@test.example"}', 400, 'invalidSyntax'],
  ['nested too deep', `${'{"a":'.repeat(100)}1${'}'.repeat(100)}`, 400, 'invalidSyntax'],
  ['too large', JSON.stringify(newPerson({ title: 'x'.repeat(1_100_000) })), 413, undefined],
])('a body that is %s is refused', async (_, body, status, scimType) => {
  const answer = await scim('POST', '/Users', body);
  expect(answer.status).toBe(status);
  expect(answer.body.scimType).toBe(scimType);
});

test('a body of another type is refused', async () => {
  expect((await scim('POST', '/Users', newPerson(), { 'content-type': 'text/xml' })).status).toBe(415);
});

test('a storm of changes is told when to go on, and what was read goes on being read', async () => {
  const { scim: stormy } = await directoryOf(org);
  const { body } = await stormy('POST', '/Users', newPerson());
  let refused: Awaited<ReturnType<Scim>> | undefined;
  for (let n = 0; n < 700 && !refused; n += 50) {
    const all = await Promise.all(Array.from({ length: 50 }, () => stormy('PATCH', `/Users/${body.id}`, patchOp())));
    refused = all.find(({ status }) => status === 429);
  }
  expect(refused?.body).toMatchObject({ status: '429', detail: expect.stringContaining('too often') });
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await stormy('GET', `/Users/${body.id}`)).status).toBe(200);
});

test('an error tells no value', async () => {
  const secret = 'Ada.Example@@never';
  for (const answer of [
    await scim('POST', '/Users', newPerson({ userName: secret })),
    await scim('GET', `/Users?filter=${encodeURIComponent(`userName zz "${secret}"`)}`),
    await scim('GET', `/Users/${encodeURIComponent(secret)}`),
  ]) {
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(JSON.stringify(answer.body)).not.toContain('never');
  }
});
