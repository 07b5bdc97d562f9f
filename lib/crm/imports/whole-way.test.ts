/** From a file to records: workbooks, other readings of a file, and strings made to break things. */
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import naughty from '@/lib/crm/modules/field-types/testdata/blns.json';
import { cancelJob } from '@/lib/platform/background/cancel';
import { getJob } from '@/lib/platform/background/queries';
import { inOrg } from '@/lib/platform/db/transaction';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { eventsOf } from '@/lib/tools/testing/health-org';
import { expireFiles } from '@/lib/ways-in/jobs/handlers/expire-files';
import { startCheck } from './dry-run/start-check';
import { getImport } from './queries';
import { refusedRows } from './run/refused-rows';
import { dryRun, importNow } from './testing/dry-run';
import { rereadImport } from './upload/reread';
import { uploadImport } from './upload/upload';

let org: TestOrg;
let other: TestOrg;

beforeAll(async () => {
  [org, other] = [await makeOrg(), await makeOrg()];
});

async function upload(bytes: Buffer, size = 50_000) {
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
    bytes.subarray(n * size, (n + 1) * size),
  );
  const { importId } = await uploadImport(org.operator, { module: 'Contacts', source: Readable.from(pieces) });
  return { module: 'Contacts', importId };
}

const valuesOf = async (importId: string) => {
  const rows = await inOrg(
    org.orgId,
    (tx) => tx.sql<{ values: Record<string, unknown> }[]>`
      select "values" from records where import_id = ${importId} order by id`,
  );
  return rows.map(({ values }) => values);
};

describe('a workbook', () => {
  const BOOK = readFileSync('lib/crm/imports/testdata/xlsx/openpyxl.xlsx');

  test('is imported as a CSV file is, dates and ZIP codes as they are shown', async () => {
    const ref = await upload(BOOK, 7);
    const { headers, mapping, row } = await getImport(org.operator, ref);
    expect(row.params).toMatchObject({ rows: 2, format: { kind: 'xlsx', sheet: 0 }, found: { headerRow: 2 } });
    expect(headers.slice(0, 2)).toEqual(['Last Name', 'Date of Birth']);
    expect(await importNow(org.operator, { ...ref, mapping })).toMatchObject({ taken: 1, failed: 1 });
    expect(await valuesOf(ref.importId)).toEqual([
      { Last_Name: 'Müller <&> "x"', Date_of_Birth: '1980-01-02', Mailing_Zip: '02139', Phone: '555-111-2222' },
    ]);
    const refused: string[][] = [];
    for await (const rows of await refusedRows(org.operator, ref)) refused.push(...rows);
    expect(refused[1]?.at(-1)).toBe('Last Name: This must be one line.');
  });

  test('is read from another sheet when a person says so', async () => {
    const ref = await upload(BOOK);
    await rereadImport(org.operator, { ...ref, sheet: 2 });
    const { headers, sheets, row } = await getImport(org.operator, ref);
    expect([headers, row.params.rows, sheets?.map(({ name }) => name)]).toEqual([
      ['a', 'b'],
      1,
      ['People', 'Other', 'Hidden'],
    ]);
    await expect(rereadImport(org.operator, { ...ref, sheet: 1 })).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('reading a file in another way', () => {
  test('maps its columns anew, is an event, and leaves it as it was when the file is not like that', async () => {
    const ref = await upload(Buffer.from('Last Name;Phone\nMüller;555-111-2222\n', 'latin1'));
    await dryRun(org.operator, { ...ref, mapping: { 0: 'Last_Name' } });
    await rereadImport(org.operator, { ...ref, encoding: 'windows-1252', separator: ',' });
    const { headers, row } = await getImport(org.operator, ref);
    expect(headers).toEqual(['Last Name;Phone']);
    expect(row.params).not.toHaveProperty('mapping');
    expect(row.params).not.toHaveProperty('checkId');
    expect((await eventsOf(org, 'import.reread')).at(-1)).toMatchObject({ subjectId: ref.importId });
    const wrong = { ...ref, encoding: 'utf-8', separator: ';' } as const;
    await expect(rereadImport(org.operator, wrong)).rejects.toMatchObject({ reason: 'BAD_ENCODING' });
    expect((await getImport(org.operator, ref)).headers).toEqual(['Last Name;Phone']);
  });

  test('is for the person who uploaded it, before it is started', async () => {
    const ref = await upload(Buffer.from('Last Name\nA\n'));
    for (const ctx of [org.admin, other.operator]) {
      await expect(rereadImport(ctx, ref)).rejects.toMatchObject({ code: 'not_found' });
      const request = { ...ref, mapping: { 0: 'Last_Name' } };
      await expect(startCheck(ctx, request)).rejects.toMatchObject({ code: 'not_found' });
      await expect(refusedRows(ctx, ref)).rejects.toMatchObject({ code: 'not_found' });
    }
    await expect(rereadImport(org.officer, ref)).rejects.toMatchObject({ code: 'forbidden' });
    await importNow(org.operator, { ...ref, mapping: { 0: 'Last_Name' } });
    await expect(rereadImport(org.operator, ref)).rejects.toMatchObject({ code: 'conflict' });
    await expect(startCheck(org.operator, { ...ref, mapping: { 0: 'Last_Name' } })).rejects.toMatchObject({
      code: 'conflict',
    });
  });
});

describe('a dry run', () => {
  test('writes no record, can be cancelled, and names the options of a list by their number', async () => {
    const ref = await upload(Buffer.from('Last Name,Lead Source\nA,no such source\nB,cold CALL\n'));
    const request = { ...ref, mapping: { 0: 'Last_Name', 1: 'Lead_Source' } };
    const { problems } = await dryRun(org.operator, request);
    expect(problems).toEqual([
      {
        row: 2,
        field: 'Lead Source',
        problem: expect.stringMatching(/^This is not one of the \d+ options of Lead Source\.$/),
      },
    ]);
    expect(await valuesOf(ref.importId)).toEqual([]);
    const { jobId } = await startCheck(org.operator, request);
    await cancelJob(org.operator, jobId);
    expect((await getJob(org.operator, jobId)).state).toBe('cancelled');
    expect((await getImport(org.operator, ref)).row.status).toBe('draft');
  });

  test('leaves nothing behind once the file has expired', async () => {
    const ref = await upload(Buffer.from('Last Name,Phone\n,1\n'));
    await dryRun(org.operator, { ...ref, mapping: { 0: 'Last_Name', 1: 'Phone' } });
    const left = () => ownerSql()`select from import_problems where org_id = ${org.orgId} and field = 'Last Name'`;
    expect((await left()).length).toBeGreaterThan(0);
    const done = await upload(Buffer.from('Last Name,Phone\n,1\n'));
    await importNow(org.operator, { ...done, mapping: { 0: 'Last_Name', 1: 'Phone' } });
    await expireFiles(new Date(Date.now() + 25 * 3_600_000));
    expect(await left()).toHaveLength(0);
    await expect(refusedRows(org.operator, ref)).rejects.toMatchObject({ reason: 'EXPIRED' });
    await expect((await refusedRows(org.operator, done)).next()).resolves.toMatchObject({
      value: [
        ['Row', 'Field', 'Problem'],
        ['2', 'Last Name', 'Last Name is required.'],
      ],
    });
  });
});

describe('naughty strings', () => {
  const texts = (naughty as string[]).filter((text) => text.trim() !== '');

  test('come through an import unchanged, or are refused by row and name', async () => {
    const bytes = Buffer.from(stringify([['Last Name', 'Description'], ...texts.map((text) => ['Row', text])]));
    const ref = await upload(bytes, 11);
    const result = await importNow(org.operator, { ...ref, mapping: { 0: 'Last_Name', 1: 'Description' } });
    expect(result.taken + result.failed).toBe(texts.length);
    expect(result.problems.every(({ field }) => field === 'Description')).toBe(true);
    const refused = new Set(result.problems.map(({ row }) => row));
    const expected = texts.filter((_, n) => !refused.has(n + 2)).map((text) => text.trim().replace(/\r\n?/gu, '\n'));
    const kept = (await valuesOf(ref.importId)).map((values) => values.Description);
    expect(kept.sort()).toEqual(expected.sort());
    expect(result.failed).toBeLessThan(5);
  });

  test('are a header, too', async () => {
    const some = texts.slice(0, 400).map((text) => text.replace(/\0/g, ''));
    const ref = await upload(Buffer.from(stringify([some, some.map(() => 'x')])));
    expect((await getImport(org.operator, ref)).headers).toHaveLength(400);
  });
});
