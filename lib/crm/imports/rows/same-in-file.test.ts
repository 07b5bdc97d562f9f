import { Readable } from 'node:stream';
import { beforeAll, expect, test } from 'vitest';
import { createField } from '@/lib/admin/customization/create-field';
import { markField } from '@/lib/admin/settings/mark-field';
import type { TestOrg } from '@/lib/tools/testing/factories';
import { addContact, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { changedCells, refusedRows } from '../run/refused-rows';
import type { ImportRef } from '../schemas';
import { dryRun, importNow } from '../testing/dry-run';
import { uploadImport } from '../upload/upload';
import { type Duplicates, RECORD_ID } from './duplicates';

let org: TestOrg;

beforeAll(async () => {
  org = await makeHealthOrg();
  const { id } = await createField(org.admin, { module: 'Contacts', label: 'SSN', type: 'single_line', unique: true });
  await markField(org.admin, { module: 'Contacts', fieldId: id, encrypt: true });
});

const MAPPING = { 0: 'Last_Name', 1: 'Email', 2: 'SSN', 3: 'Department' };
const AGAIN = 'an earlier row of this file';

async function upload(rows: readonly string[], header = 'Last Name,Email,SSN,Department'): Promise<ImportRef> {
  const source = Readable.from([Buffer.from(`${header}\n${rows.join('\n')}\n`)]);
  return { module: 'Contacts', importId: (await uploadImport(org.operator, { module: 'Contacts', source })).importId };
}

async function linesOf(lines: AsyncGenerator<string[][]>): Promise<string[][]> {
  const all: string[][] = [];
  for await (const some of lines) all.push(...some);
  return all.slice(1);
}

const skipped = (row: number, field: string, as: string) => ({
  row,
  field,
  problem: `The same ${field} as ${as}: skipped.`,
  kind: `The same ${field} as ${AGAIN}: skipped.`,
  isTaken: true,
  isSkipped: true,
});

const overwritten = (row: number, field: string, as: string) => ({
  row,
  field,
  problem: `The same ${field} as ${as}: this row overwrites it.`,
  kind: `The same ${field} as ${AGAIN}: this row overwrites it.`,
  isTaken: true,
});

test('a row skipped because an earlier row of the file has its key is told by that row, in the dry run, the result, by column and in the list', async () => {
  const ref = await upload([
    'A,skip1@x.example,,',
    'B,skip2@x.example,,',
    'C,SKIP1@x.example,,',
    'D,skip1@x.example,,',
  ]);
  const request = { ...ref, mapping: MAPPING, duplicates: { by: 'Email', action: 'skip' } satisfies Duplicates };
  const told = [skipped(4, 'Email', 'row 2'), skipped(5, 'Email', 'row 2')];
  const byColumn = [{ field: 'Email', problem: told[0]?.kind, isTaken: true, isSkipped: true, rows: 2 }];
  for (const run of [dryRun, importNow]) {
    const result = await run(org.operator, request);
    expect(result).toMatchObject({ taken: 2, skipped: 2, failed: 0 });
    expect(result.problems).toEqual(told);
    expect(result.byColumn).toEqual(byColumn);
    expect(JSON.stringify(result)).not.toMatch(/x\.example/i);
    const lines = told.map(({ row, field, problem }) => [String(row), field, problem]);
    expect(await linesOf(await changedCells(org.operator, ref))).toEqual(lines);
    expect(await linesOf(await refusedRows(org.operator, ref))).toEqual([]);
  }
});

test.each([
  ['by a unique field that is encrypted', { by: 'SSN', action: 'overwrite' }, 'SSN'],
  ['by fields together', { by: 'Email', and: ['Last_Name'], action: 'overwrite' }, 'Email and Last Name'],
] satisfies [string, Duplicates, string][])(
  'a row that overwrites what an earlier row of the file made is told: %s',
  async (_, duplicates, labels) => {
    const key = `over-${duplicates.by}`;
    const ssn = duplicates.by === 'SSN' ? key : '';
    const rows = [1, 2, 3].map((n) => `Over,${key}@x.example,${ssn},D${n}`);
    const request = { ...(await upload([...rows, 'Other,,,'])), mapping: MAPPING, duplicates };
    const field = labels.split(' ')[0] ?? '';
    const words = (row: number, as: string) => ({ ...overwritten(row, labels, as), field });
    const dry = await dryRun(org.operator, request);
    expect(dry.problems).toEqual([words(3, 'row 2'), words(4, 'row 3')]);
    const result = await importNow(org.operator, request);
    expect(result).toMatchObject({ taken: 2, overwritten: 2, failed: 0 });
    expect(result.problems).toEqual(dry.problems);
    expect(result.byColumn).toEqual(dry.byColumn);
  },
);

test('rows of one file that change the same record, found by its id, are told', async () => {
  const id = await addContact(org, { Last_Name: 'Known', Department: 'Old' });
  const rows = [`Known,${id},One`, `Known,${id},Two`];
  const request = {
    ...(await upload(rows, 'Last Name,Number,Department')),
    mapping: { 0: 'Last_Name', 1: RECORD_ID, 2: 'Department' },
    duplicates: { by: RECORD_ID, action: 'overwrite' } satisfies Duplicates,
  };
  const told = [overwritten(3, 'Record ID', 'row 2')];
  expect((await dryRun(org.operator, request)).problems).toEqual(told);
  expect((await importNow(org.operator, request)).problems).toEqual(told);
});

test('a row that overwrites an earlier one of the file is told in the result too where that changed nothing', async () => {
  await addContact(org, { Last_Name: 'Same', Email: 'same@x.example', Department: 'Old' });
  const rows = ['Same,same@x.example,,Old', 'Same,same@x.example,,Old', 'Same,same@x.example,,New'];
  const duplicates = { by: 'Email', action: 'overwrite' } satisfies Duplicates;
  const request = { ...(await upload(rows)), mapping: MAPPING, duplicates };
  const told = [overwritten(3, 'Email', 'row 2'), overwritten(4, 'Email', 'row 3')];
  const dry = await dryRun(org.operator, request);
  expect(dry.problems).toEqual(told);
  expect(await importNow(org.operator, request)).toMatchObject({
    overwritten: 3,
    problems: told,
    byColumn: dry.byColumn,
  });
});

test('a row is told of an earlier one however far that stands above it', async () => {
  const rows = Array.from({ length: 1_100 }, (_, n) => `Far,far${n % 1_099}@x.example,,`);
  const request = { ...(await upload(rows)), mapping: MAPPING, duplicates: { by: 'Email', action: 'skip' } as const };
  expect((await dryRun(org.operator, request)).problems).toEqual([skipped(1_101, 'Email', 'row 2')]);
  expect((await importNow(org.operator, request)).problems).toEqual([skipped(1_101, 'Email', AGAIN)]);
});

test('a row whose record was there before the import is not called the same as another row, nor is any without a key', async () => {
  await addContact(org, { Last_Name: 'Before', Email: 'before@x.example' });
  const rows = ['Before,before@x.example,,New', 'Same,,,', 'Same,,,'];
  for (const action of ['skip', 'overwrite', 'create'] as const) {
    const duplicates = { by: action === 'create' ? null : 'Email', action };
    const request = { ...(await upload(rows)), mapping: MAPPING, duplicates, again: true };
    expect((await dryRun(org.operator, request)).problems).toEqual([]);
    expect((await importNow(org.operator, request)).problems).toEqual([]);
  }
});

test('a row that overwrites what an earlier one made may carry its unique value again: the dry run says what the import does', async () => {
  const rows = ['A,once@x.example,999-50-0001,Old', 'A,once@x.example,999-50-0001,New'];
  const request = {
    ...(await upload(rows)),
    mapping: MAPPING,
    duplicates: { by: 'Email', action: 'overwrite' } as const,
  };
  for (const run of [dryRun, importNow]) {
    expect(await run(org.operator, request)).toMatchObject({ taken: 1, overwritten: 1, failed: 0 });
  }
});

test('a unique value that another row of the file has taken is refused by the dry run as by the import, also where rows overwrite', async () => {
  const rows = [
    'A,one@x.example,999-50-0002,Old',
    'B,two@x.example,999-50-0002,New',
    'B,two@x.example,999-50-0003,New',
  ];
  const request = {
    ...(await upload(rows)),
    mapping: MAPPING,
    duplicates: { by: 'Email', action: 'overwrite' } as const,
  };
  for (const run of [dryRun, importNow]) {
    const result = await run(org.operator, request);
    expect(result).toMatchObject({ taken: 2, overwritten: 0, failed: 1 });
    expect(result.problems).toMatchObject([{ row: 3, field: 'SSN' }]);
  }
});
