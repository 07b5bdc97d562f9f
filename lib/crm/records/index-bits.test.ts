/** In a small organisation a token is no tag of one value, and whatever its length a value is found. */
import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { markField } from '@/lib/admin/settings/mark-field';
import { type FieldDefinition, getField, getModule } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { ownerSql } from '@/lib/tools/testing/database';
import { addContact, addFields, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import type { TestOrg } from '@/lib/tools/testing/make-org';
import { createRecord } from './create';
import { listRecords } from './list';
import { deleteRecords, purgeRecords } from './recycle';
import { bitsAmong, bitsUnsearchedAmong, blindToken, blindTokens } from './tokens';
import { updateRecord } from './update';

const RECORDS = 100;
const numberOf = (n: number) => `999-10-${String(n).padStart(4, '0')}`;

let org: TestOrg;
let fieldId: Id;
const ids: Id[] = [];

beforeAll(async () => {
  org = await makeHealthOrg();
  await addFields(org, 'Contacts', ['SSN']);
  fieldId = await fieldIdOf(org, 'Contacts', 'SSN');
  await markField(org.admin, { module: 'Contacts', fieldId, encrypt: true });
  for (let n = 0; n < RECORDS; n += 1) ids.push(await addContact(org, { SSN: numberOf(n) }));
});

const withKeys = <T>(act: (keys: Awaited<ReturnType<typeof keysOf>>, field: FieldDefinition) => T): Promise<T> =>
  inOrg(org.orgId, async (tx) => act(await keysOf(tx), getField(getModule(await metadataOf(tx), 'Contacts'), 'SSN')));

const tokens = async () =>
  (
    await ownerSql()<{ token: string }[]>`
      select encode(token, 'hex') as token from blind_index where org_id = ${org.orgId} and field_id = ${fieldId}`
  ).map(({ token }) => token);

const tokenOf = async (recordId: Id) => {
  const [row] = await ownerSql()`
    select encode(token, 'hex') as token from blind_index where record_id = ${recordId} and field_id = ${fieldId}`;
  return row?.token;
};

const find = async (value: string) => {
  const { rows } = await listRecords(org.operator, 'Contacts', {
    columns: [],
    filters: [{ field: 'SSN', operator: 'equals', value }],
  });
  return rows.map(({ id }) => id);
};

test('lengths fit the number of records: short among few, never over 12 bits', () => {
  expect([0, 1, 8, 100, 1000, 10_000, 10_000_000].map(bitsAmong)).toEqual([1, 1, 2, 5, 8, 12, 12]);
});

test('who may not search a field leaves no token to compare a guess with, and the record is found all the same', async () => {
  expect([0, 127, 128, 10_000, 1_000_000].map(bitsUnsearchedAmong)).toEqual([0, 0, 1, 7, 12]);
  const values = { Last_Name: 'Doe', SSN: numberOf(5) };
  const { id } = await createRecord(org.admin, { module: 'Contacts', values });
  expect(await tokenOf(id)).toBe('00');
  expect((await find(numberOf(5))).sort()).toEqual([ids[5], id].sort());
  await updateRecord(org.admin, { module: 'Contacts', id, values: { SSN: numberOf(6) } });
  expect(await tokenOf(id)).toBe('00');
  // Written by somebody who may search it, it has a token as others do.
  await updateRecord(org.operator, { module: 'Contacts', id, values: { SSN: '999-77-0002' } });
  expect(await tokenOf(id)).not.toBe('00');
  await deleteRecords(org.operator, { module: 'Contacts', ids: [id] });
  await purgeRecords(org.operator, { module: 'Contacts', ids: [id] });
});

test('of a hundred records with unlike values, a value that is not there meets several by chance', async () => {
  const held = await tokens();
  expect(held).toHaveLength(RECORDS);
  expect(held.every((token) => Number.parseInt(token.slice(0, 2), 16) <= bitsAmong(RECORDS))).toBe(true);
  const met = await withKeys((keys, field) =>
    Array.from({ length: 300 }, (_, n) => {
      const forms = new Set(blindTokens(keys, field, `not there ${n}`));
      return held.filter((token) => forms.has(token)).length;
    }),
  );
  const mean = met.reduce((sum, count) => sum + count, 0) / met.length;
  expect(mean).toBeGreaterThanOrEqual(2);
  expect(mean).toBeLessThanOrEqual(16);
});

test('each value is found, and only where it is, whatever length its token was written with', async () => {
  for (const n of [0, 1, 7, 8, 31, 64, 99]) expect(await find(numberOf(n))).toEqual([ids[n]]);
  expect(await find('999-10-9999')).toEqual([]);
  for (let bits = 0; bits <= 12; bits += 1) {
    const { token } = await withKeys((keys, field) => blindToken(keys, field, numberOf(50), bits));
    await ownerSql()`update blind_index set token = decode(${token}, 'hex')
      where org_id = ${org.orgId} and field_id = ${fieldId} and record_id = ${ids[50] ?? ''}`;
    expect(await find(numberOf(50))).toEqual([ids[50]]);
  }
});

test('a changed value leaves its old token, and takes one of the present length', async () => {
  await updateRecord(org.operator, { module: 'Contacts', id: ids[3] ?? '', values: { SSN: '999-77-0001' } });
  expect(await find('999-77-0001')).toEqual([ids[3]]);
  expect(await find(numberOf(3))).toEqual([]);
  const [row] = await ownerSql()<{ bits: number }[]>`
    select get_byte(token, 0) as bits from blind_index where org_id = ${org.orgId} and record_id = ${ids[3] ?? ''}`;
  expect(row?.bits).toBe(bitsAmong(RECORDS));
});

test('the upgrade shortens the tokens of before without opening a value', async () => {
  const before = await withKeys((keys, field) =>
    ids.map((id, n) => ({ id, token: blindToken(keys, field, numberOf(n)).token.slice(2) })),
  );
  for (const { id, token } of before) {
    await ownerSql()`update blind_index set token = decode(${token}, 'hex')
      where org_id = ${org.orgId} and field_id = ${fieldId} and record_id = ${id}`;
  }
  const statements = readFileSync('drizzle/0047_blind_index_bits.sql', 'utf8').split('--> statement-breakpoint');
  for (const statement of statements) await ownerSql().unsafe(statement);
  const short = await withKeys((keys, field) =>
    ids.map((_, n) => blindToken(keys, field, numberOf(n), bitsAmong(RECORDS)).token),
  );
  expect((await tokens()).sort()).toEqual(short.sort());
  expect(await find(numberOf(20))).toEqual([ids[20]]);
  const [forced] = await ownerSql()`
    select bool_and(relforcerowsecurity) as all from pg_class where relname in ('blind_index', 'records', 'fields')`;
  expect(forced?.all).toBe(true);
});
