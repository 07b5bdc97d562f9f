/** A record whose encrypted values were changed outside Careledger, among those that a file writes over. */
import { Readable } from 'node:stream';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { createField } from '@/lib/admin/customization/create-field';
import { markField } from '@/lib/admin/settings/mark-field';
import { listNotices } from '@/lib/people/notices/queries';
import type { Id } from '@/lib/platform/ids';
import { ownerSql } from '@/lib/tools/testing/database';
import type { TestOrg } from '@/lib/tools/testing/factories';
import { addContact, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { dryRun, importNow } from '../testing/dry-run';
import { uploadImport } from '../upload/upload';
import { type Duplicates, RECORD_ID } from './duplicates';

let org: TestOrg;
let ids: Id[];
let n = 0;

beforeAll(async () => {
  org = await makeHealthOrg();
  for (const [label, unique] of [
    ['SSN', true],
    ['Insurance', false],
  ] as const) {
    const { id } = await createField(org.admin, { module: 'Contacts', label, type: 'single_line', unique });
    await markField(org.admin, { module: 'Contacts', fieldId: id, encrypt: true });
  }
});

const ssn = (of: number) => `999-46-${n}${of}`;
const insurance = (of: number) => `INS-${n}${of}`;

beforeEach(async () => {
  n += 100;
  // Of a record that does not open, a short index says "perhaps" about others too: only this test's own one is there.
  await ownerSql()`update records set deleted_at = now() where org_id = ${org.orgId}`;
  ids = [];
  for (const of of [1, 2, 3]) {
    ids.push(await addContact(org, { Last_Name: 'Before', SSN: ssn(of), Insurance: insurance(of) }));
  }
  await ownerSql()`
    update records set sealed = set_byte(sealed, 40, (get_byte(sealed, 40) + 1) % 256) where id = ${ids[1] ?? '0'}`;
});

const MAPPING = { 1: 'Last_Name', 2: 'SSN', 3: 'Insurance' };

async function importBy(by: Duplicates, rows: string[]) {
  const source = Readable.from([Buffer.from(`Record Id,Last Name,SSN,Insurance\n${rows.join('\n')}\n`)]);
  const { importId } = await uploadImport(org.operator, { module: 'Contacts', source });
  const mapping = by.by === RECORD_ID ? { 0: RECORD_ID, ...MAPPING } : MAPPING;
  const request = { module: 'Contacts', importId, mapping, duplicates: by };
  const dry = await dryRun(org.operator, request);
  const result = await importNow(org.operator, request);
  expect([dry.overwritten, dry.failed]).toEqual([result.overwritten, result.failed]);
  return result;
}

const namesOf = async () =>
  (
    await ownerSql()<{ name: string }[]>`
      select "values" ->> 'Last_Name' as name from records where id = any(${ids}::bigint[]) order by id`
  ).map(({ name }) => name);

const WORDS = /^(The record|A record that may be this one) is damaged\. The encrypted values do not open/;

test.each<[string, Duplicates, string]>([
  ['its id', { by: RECORD_ID, action: 'overwrite' }, 'Record ID'],
  ['a unique field', { by: 'SSN', action: 'overwrite' }, 'SSN'],
  ['an encrypted field', { by: 'Insurance', action: 'overwrite' }, 'Insurance'],
  ['an encrypted field and its name', { by: 'Last_Name', and: ['Insurance'], action: 'overwrite' }, 'Last Name'],
])('found by %s its row is refused by name, told to officers, and the others are taken', async (_by, by, field) => {
  const name = by.and ? 'Before' : 'After';
  const rows = [1, 2, 3].map((of) => `${ids[of - 1]},${name},${ssn(of)},${insurance(of)}`);
  const result = await importBy(by, rows);
  expect(result).toMatchObject({ taken: 0, overwritten: 2, failed: 1 });
  expect(result.problems).toEqual([{ row: 3, field, problem: expect.stringMatching(WORDS) }]);
  expect(await namesOf()).toEqual([name, 'Before', name]);
  const told = (await listNotices(org.officer)).notices.filter(({ href }) => href?.includes(ids[1] ?? '?'));
  expect(told).toHaveLength(1);
});

test('its other values are taken from a row that leaves the encrypted ones alone', async () => {
  const result = await importBy(
    { by: RECORD_ID, action: 'overwrite' },
    ids.map((id) => `${id},After,,`),
  );
  expect(result).toMatchObject({ overwritten: 3, failed: 0 });
  expect(await namesOf()).toEqual(['After', 'After', 'After']);
});
