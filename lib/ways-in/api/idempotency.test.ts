import { createHash, randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { forgetApiUse } from '@/lib/protection/touch/api-use';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/health-org';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { type Rest, restClient } from '@/lib/tools/testing/rest';

let org: TestOrg;
let rest: Rest;
let other: Rest;

beforeAll(async () => {
  org = await makeOrg();
  rest = await restClient(org, org.operator);
  other = await restClient(org, org.operator);
});

const create = (key: string, name: string, by = rest) =>
  by('POST', '/crm/v8/Contacts', { data: [{ Last_Name: name }] }, { 'Idempotency-Key': key });

const created = async () => (await eventsOf(org, 'record.create')).length;

test('the same request under one key is written once and answered the same', async () => {
  const key = randomUUID();
  const before = await created();
  const first = await create(key, 'Once');
  const again = await create(key, 'Once');
  expect(first.status).toBe(201);
  expect([again.status, again.body]).toEqual([first.status, first.body]);
  expect([first, again].map(({ headers }) => headers.get('idempotent-replayed'))).toEqual([null, 'true']);
  expect(await created()).toBe(before + 1);
});

test('another body, or another path, under the same key is refused and writes nothing', async () => {
  const key = randomUUID();
  await create(key, 'Mine');
  const before = await created();
  const { status, body } = await create(key, 'Another');
  expect([status, body.code, body.details]).toEqual([400, 'INVALID_DATA', { header_name: 'Idempotency-Key' }]);
  const elsewhere = await rest('POST', '/crm/v8/Leads', { data: [{ Last_Name: 'Mine' }] }, { 'Idempotency-Key': key });
  expect(elsewhere.body.code).toBe('INVALID_DATA');
  expect(await created()).toBe(before);
});

test('of many at once one writes; each of the others hears its answer, or that it is running', async () => {
  const key = randomUUID();
  const before = await created();
  const answers = await Promise.all(Array.from({ length: 8 }, () => create(key, 'At once')));
  expect(await created()).toBe(before + 1);
  const ids = answers.filter(({ status }) => status === 201).map(({ body }) => body.data[0].details.id);
  expect(new Set(ids).size).toBe(1);
  for (const { status, body } of answers.filter((answer) => answer.status !== 201)) {
    expect([status, body.code]).toEqual([409, 'DUPLICATE_REQUEST']);
  }
  expect((await create(key, 'At once')).body.data[0].details.id).toBe(ids[0]);
});

test("a key is its client's own", async () => {
  const key = randomUUID();
  const [mine, theirs] = [await create(key, 'Mine'), await create(key, 'Theirs', other)];
  expect(theirs.status).toBe(201);
  expect(theirs.body.data[0].details.id).not.toBe(mine.body.data[0].details.id);
});

test('a request refused as a whole may come again, put right, under its key', async () => {
  const headers = { 'Idempotency-Key': randomUUID() };
  expect((await rest('POST', '/crm/v8/Contacts', {}, headers)).body.code).toBe('MANDATORY_NOT_FOUND');
  expect((await rest('POST', '/crm/v8/Contacts', { data: [{ Last_Name: 'Right' }] }, headers)).status).toBe(201);
});

test('a repeat of what was interrupted is refused, not run', async () => {
  const key = randomUUID();
  await create(key, 'Interrupted');
  await ownerSql()`update api_answers set status = null, body = null where org_id = ${org.orgId}`;
  const before = await created();
  expect((await create(key, 'Interrupted')).status).toBe(409);
  expect(await created()).toBe(before);
});

test('a key is free again after 24 hours, and its answer is gone', async () => {
  const key = randomUUID();
  await create(key, 'Yesterday');
  await ownerSql()`update api_answers set created_at = now() - interval '25 hours' where org_id = ${org.orgId}`;
  expect((await create(key, 'Today')).status).toBe(201);
  await ownerSql()`update api_answers set created_at = now() - interval '25 hours' where org_id = ${org.orgId}`;
  await forgetApiUse(org.orgId, '2000-01-01');
  expect(await ownerSql()`select 1 from api_answers where org_id = ${org.orgId}`).toHaveLength(0);
});

test('keeps neither key nor value, and nothing of a query', async () => {
  const key = 'Ms-Doe-of-ward-7';
  await create(key, 'Zebulonson');
  const query = { select_query: "select Last_Name from Contacts where Last_Name = 'Zebulonson'" };
  for (let n = 0; n < 2; n += 1) {
    const { body, headers } = await rest('POST', '/crm/v8/coql', query, { 'Idempotency-Key': 'a-query' });
    expect(body.data[0].Last_Name).toBe('Zebulonson');
    expect(headers.has('idempotent-replayed')).toBe(false);
  }
  const rows =
    await ownerSql()`select *, encode(key_hash, 'escape') as key from api_answers where org_id = ${org.orgId}`;
  expect(JSON.stringify(rows)).not.toMatch(/Zebulonson|ward-7/);
});

test('what is kept of key and request cannot be guessed back: no digest without a key', async () => {
  const key = 'guessable-key';
  const sent = JSON.stringify({ data: [{ Last_Name: 'Guessable' }] });
  await rest('POST', '/crm/v8/Contacts', sent, { 'Idempotency-Key': key });
  const rows = await ownerSql()<{ key_hash: Buffer; request_hash: Buffer }[]>`
    select key_hash, request_hash from api_answers where org_id = ${org.orgId}`;
  const kept = rows.flatMap((row) => [row.key_hash, row.request_hash]).map((hash) => hash.toString('hex'));
  expect(kept.length).toBeGreaterThan(1);
  const heads = ['', 'POST /crm/v8/Contacts\n', 'POST/crm/v8/Contacts', '4:POST16:/crm/v8/Contacts'];
  const guesses = [key, `13:${key}`, ...heads.flatMap((head) => [head + sent, `${head}${sent.length}:${sent}`])];
  for (const guess of guesses) {
    for (const name of ['sha1', 'sha256', 'sha512', 'md5']) {
      expect(kept).not.toContain(createHash(name).update(guess).digest('hex'));
    }
  }
});

test.each([
  ['an empty key', ''],
  ['a key too long', 'k'.repeat(256)],
  ['a key with spaces', 'a b'],
])('refuses %s', async (_, key) => {
  const { status, body } = await create(key, 'No key');
  expect([status, body.code]).toEqual([400, 'INVALID_DATA']);
});
