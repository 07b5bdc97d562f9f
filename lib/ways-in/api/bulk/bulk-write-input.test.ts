/** What is wrong with the file or the job of a bulk write is said by name, and nothing stays of it. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { MAX_ROWS, MAX_ZIP_BYTES } from '@/lib/crm/imports/bulk/limits';
import { makeZip } from '@/lib/crm/imports/testing/make-xlsx';
import { inOrg } from '@/lib/platform/db/transaction';
import { filesFolder } from '@/lib/platform/files/store';
import { expectAbsent } from '@/lib/tools/testing/absent';
import { callBulk, resultOfWrite, runWrite, startWrite, uploadCsv, uploadZip } from '@/lib/tools/testing/bulk-write';
import { addFields, makeHealthOrg } from '@/lib/tools/testing/health-org';
import type { TestOrg } from '@/lib/tools/testing/make-org';

let org: TestOrg;

beforeAll(async () => {
  org = await makeHealthOrg();
  await addFields(org, 'Contacts', ['Badge'], { unique: true });
});

const GOOD = 'Last_Name\nAdams\n';

/** Sets the flag that says a part is encrypted. */
function encrypted(): Buffer {
  const zip = makeZip({ 'a.csv': GOOD });
  zip.writeUInt16LE(1, 6);
  zip.writeUInt16LE(1, zip.indexOf('PK\x01\x02', 0, 'latin1') + 8);
  return zip;
}

const damaged = (): Buffer => {
  const zip = makeZip({ 'a.csv': `Last_Name\n${'Adams\nBell\nClark\n'.repeat(50)}` });
  zip.fill(0xff, 40, 50);
  return zip;
};

const rowsOf = (count: number): string => `Last_Name\n${'x\n'.repeat(count)}`;

describe('a file of a bulk write is refused by name:', () => {
  const cases: [name: string, zip: () => Buffer, answer: { status: number; code: string; details: object }][] = [
    ['no zip', () => Buffer.from(GOOD), { status: 400, code: 'INVALID_FILE_FORMAT', details: { reason: 'NOT_A_ZIP' } }],
    ['nothing', () => Buffer.alloc(0), { status: 400, code: 'INVALID_FILE_FORMAT', details: { reason: 'NOT_A_ZIP' } }],
    [
      'a zip cut off',
      () => makeZip({ 'a.csv': GOOD }).subarray(0, 50),
      { status: 400, code: 'INVALID_FILE_FORMAT', details: { reason: 'DAMAGED_ZIP' } },
    ],
    ['a damaged zip', damaged, { status: 400, code: 'INVALID_FILE_FORMAT', details: { reason: 'DAMAGED_ZIP' } }],
    ['an empty zip', () => makeZip({}), { status: 400, code: 'INVALID_FILE_FORMAT', details: { reason: 'NO_FILE' } }],
    [
      'a folder',
      () => makeZip({ 'a.csv/': '' }),
      { status: 400, code: 'INVALID_FILE_FORMAT', details: { reason: 'NO_FILE' } },
    ],
    [
      'two files',
      () => makeZip({ 'a.csv': GOOD, 'b.csv': GOOD }),
      { status: 400, code: 'INVALID_FILE_FORMAT', details: { reason: 'SEVERAL_FILES' } },
    ],
    [
      'a name that climbs out',
      () => makeZip({ '../../a.csv': GOOD }),
      { status: 400, code: 'INVALID_FILE_FORMAT', details: { reason: 'UNSAFE_NAME' } },
    ],
    [
      'a name from the root',
      () => makeZip({ '/etc/a.csv': GOOD }),
      { status: 400, code: 'INVALID_FILE_FORMAT', details: { reason: 'UNSAFE_NAME' } },
    ],
    [
      'a name of Windows',
      () => makeZip({ 'c:\\a.csv': GOOD }),
      { status: 400, code: 'INVALID_FILE_FORMAT', details: { reason: 'UNSAFE_NAME' } },
    ],
    ['an encrypted zip', encrypted, { status: 400, code: 'INVALID_FILE_FORMAT', details: { reason: 'ENCRYPTED_ZIP' } }],
    [
      'a zip in a zip',
      () => makeZip({ 'a.zip': makeZip({ 'a.csv': GOOD }) }),
      { status: 400, code: 'INVALID_FILE_FORMAT', details: { reason: 'NESTED_ZIP' } },
    ],
    [
      'a zip named csv',
      () => makeZip({ 'a.csv': makeZip({ 'a.csv': GOOD }) }),
      { status: 400, code: 'INVALID_FILE_FORMAT', details: { reason: 'NESTED_ZIP' } },
    ],
    [
      'a workbook',
      () => makeZip({ 'a.xlsx': makeZip({ 'xl/workbook.xml': '' }) }),
      { status: 400, code: 'INVALID_FILE_FORMAT', details: { reason: 'NOT_CSV' } },
    ],
    [
      'a picture named csv',
      () => makeZip({ 'a.csv': Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR') }),
      { status: 400, code: 'INVALID_FILE_FORMAT', details: { reason: 'NOT_CSV' } },
    ],
    [
      'another name',
      () => makeZip({ 'a.txt': GOOD }),
      { status: 400, code: 'INVALID_FILE_FORMAT', details: { reason: 'NOT_CSV' } },
    ],
    [
      'an empty CSV',
      () => makeZip({ 'a.csv': '' }),
      { status: 400, code: 'INVALID_FILE_FORMAT', details: { reason: 'EMPTY_FILE' } },
    ],
    [
      'a header alone',
      () => makeZip({ 'a.csv': 'Last_Name\n' }),
      { status: 400, code: 'INVALID_FILE_FORMAT', details: { reason: 'NO_ROWS' } },
    ],
    [
      'a quote never closed',
      () => makeZip({ 'a.csv': `Last_Name\n"${'x'.repeat(1_100_000)}` }),
      { status: 400, code: 'INVALID_FILE_FORMAT', details: {} },
    ],
    [
      'one row too many',
      () => makeZip({ 'a.csv': rowsOf(MAX_ROWS + 1) }),
      { status: 400, code: 'LIMIT_EXCEEDED', details: { limit: MAX_ROWS } },
    ],
    [
      '201 columns',
      () => makeZip({ 'a.csv': `${'a,'.repeat(200)}a\n1\n` }),
      { status: 400, code: 'HEADER_LIMIT_EXCEEDED', details: { limit: 200 } },
    ],
    [
      '101 entries',
      () => makeZip(Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`${n}.csv`, '']))),
      { status: 400, code: 'INVALID_FILE_FORMAT', details: { reason: 'TOO_MANY_ENTRIES' } },
    ],
    [
      'a bomb',
      () => makeZip({ 'a.csv': Buffer.alloc(60_000_000, 'x\n') }),
      { status: 413, code: 'FILE_TOO_LARGE', details: { reason: 'ZIP_BOMB' } },
    ],
    [
      'a bomb that says it is small',
      () => makeZip({ 'a.csv': Buffer.alloc(30_000_000, 'x\n') }, 10),
      { status: 400, code: 'INVALID_FILE_FORMAT', details: { reason: 'DAMAGED_ZIP' } },
    ],
    [
      'one that says it is large',
      () => makeZip({ 'a.csv': GOOD }, 4_000_000_000),
      { status: 413, code: 'FILE_TOO_LARGE', details: { reason: 'ZIP_BOMB' } },
    ],
    [
      'over 25 MB',
      () => Buffer.concat([Buffer.from('PK'), Buffer.alloc(MAX_ZIP_BYTES)]),
      { status: 413, code: 'FILE_TOO_LARGE', details: { limit: MAX_ZIP_BYTES } },
    ],
  ];

  test.each(cases)('%s', async (_, zip, { status, code, details }) => {
    const answer = await uploadZip(org.operator, zip());
    expect(answer).toMatchObject({ status, body: { code, details, status: 'error' } });
    expect(JSON.stringify(answer.body)).not.toMatch(/a\.csv|Adams|etc/);
  });

  test('nothing stays of them', async () => {
    expect(await readdir(join(filesFolder(), org.orgId)).catch(() => [])).toEqual([]);
    const rows = await inOrg(org.orgId, (tx) => tx.sql`select 1 from jobs where kind = 'bulk_upload'`);
    expect(rows).toHaveLength(0);
  });

  test('a body that is no form, or has no file, or is for something else', async () => {
    const key = 'post /crm/v8/upload';
    expect((await callBulk(org.operator, key, { body: { a: 1 } })).status).toBe(415);
    expect((await callBulk(org.operator, key, { body: new FormData() })).body.code).toBe('MANDATORY_NOT_FOUND');
    const other = await uploadZip(org.operator, makeZip({ 'a.csv': GOOD }), { headers: { feature: 'files' } });
    expect(other.body).toMatchObject({ code: 'INVALID_DATA', details: { header_name: 'feature' } });
  });
});

describe('a file of a bulk write is taken', () => {
  test('as macOS packs it, in a folder, with 25,000 rows', async () => {
    const zip = makeZip({ 'data/': '', 'data/my.CSV': rowsOf(MAX_ROWS), '__MACOSX/data/._my.CSV': '\0\0' });
    expect((await uploadZip(org.operator, zip, { headers: { feature: 'bulk-write' } })).status).toBe(200);
  });

  test('in another encoding and with another separator', async () => {
    const fileId = await uploadCsv(org.operator, Buffer.from('Last_Name;Badge\nM\xfcller;m1\n', 'latin1'));
    const { body } = await startWrite(org.operator, fileId, { more: { character_encoding: 'ISO-8859-1' } });
    await runWrite(org.operator, body.details.id);
    const [row] = await resultOfWrite(org.operator, body.details.id);
    const sql = (tx: Parameters<Parameters<typeof inOrg>[1]>[0]) =>
      tx.sql<
        { name: string }[]
      >`select "values" ->> 'Last_Name' as name from records where id = ${row?.RECORD_ID ?? 0}`;
    expect(await inOrg(org.orgId, sql)).toEqual([{ name: 'Müller' }]);
  });
});

describe('a bulk write is refused by name for', () => {
  const map = (...mappings: object[]) => ({ field_mappings: mappings });
  const name = { api_name: 'Last_Name', index: 0 };
  const byId = { operation: 'update', find_by: 'id' };
  const cases: [what: string, about: Record<string, unknown>, code: string, details: object][] = [
    ['an unknown operation', { operation: 'delete' }, 'INVALID_DATA', { api_name: 'operation' }],
    ['a callback', { more: { callback: { url: 'https://example.org', method: 'post' } } }, 'NOT_SUPPORTED', {}],
    ['several resources', { more: { resource: [{}, {}] } }, 'NOT_SUPPORTED', {}],
    ['no resource', { more: { resource: [] } }, 'INVALID_DATA', { api_name: 'resource' }],
    ['another module', { module: 'Nothing' }, 'MODULE_NOT_AVAILABLE', { api_name: 'module' }],
    ['another type', { type: 'photos' }, 'INVALID_DATA', { api_name: 'type' }],
    [
      'an encoding nobody knows',
      { more: { character_encoding: 'klingon' } },
      'INVALID_DATA',
      { api_name: 'character_encoding' },
    ],
    ['an encoding it is not in', { more: { character_encoding: 'UTF-16LE' } }, 'INVALID_FILE_FORMAT', {}],
    ['another file name', { file_names: ['other.csv'] }, 'INVALID_DATA', { api_name: 'file_names' }],
    ['no find_by', { operation: 'update' }, 'MANDATORY_NOT_FOUND', { api_name: 'find_by' }],
    [
      'find_by without a column',
      { operation: 'update', find_by: 'Badge' },
      'MANDATORY_FIELDS_NOT_MAPPED',
      { api_names: 'Badge' },
    ],
    ['find_by that is not unique', { operation: 'update', find_by: 'Title' }, 'NOT_SUPPORTED', { api_name: 'find_by' }],
    ['find_by that is no field', { operation: 'upsert', find_by: 'Nothing' }, 'NOT_SUPPORTED', { api_name: 'find_by' }],
    ['no mappings', map(), 'MANDATORY_FIELDS_NOT_MAPPED', {}],
    [
      'a required field left out',
      map({ api_name: 'Title', index: 0 }),
      'MANDATORY_FIELDS_NOT_MAPPED',
      { api_names: 'Last_Name' },
    ],
    ['an unknown field', map(name, { api_name: 'ast_Name', index: 1 }), 'INVALID_FIELD', { api_name: 'ast_Name' }],
    ['a field nobody writes', map(name, { api_name: 'Created_Time', index: 1 }), 'INVALID_FIELD', {}],
    ['a field twice', map(name, { ...name, index: 1 }), 'INVALID_DATA', { api_name: 'Last_Name' }],
    ['a column twice', map(name, { api_name: 'Title', index: 0 }), 'INVALID_DATA', { index: 0 }],
    ['a column that is not there', map({ ...name, index: 7 }), 'COLUMN_INDEX_NOT_FOUND', { index: 7 }],
    ['no column and no default', map(name, { api_name: 'Title' }), 'MANDATORY_NOT_FOUND', { api_name: 'Title' }],
    ['a format', map({ ...name, format: 'MM/dd' }), 'NOT_SUPPORTED', {}],
    ['find_by of what is no lookup', map({ ...name, find_by: 'Name' }), 'INVALID_DATA', { api_name: 'Last_Name' }],
    ['a negative column', map({ ...name, index: -1 }), 'INVALID_DATA', { api_name: 'index' }],
    ['a file that is not there', { file_id: '123' }, 'INVALID_FILE_ID', { api_name: 'file_id' }],
    ['a file id that is none', { file_id: 'x' }, 'INVALID_FILE_ID', {}],
    ['an update without ids', byId, 'MANDATORY_FIELDS_NOT_MAPPED', { api_names: 'id' }],
  ];

  test.each(cases)('%s', async (_, about, code, details) => {
    const fileId = await uploadCsv(org.operator, 'Last_Name,Title\nAdams,Nurse\n');
    expect(await startWrite(org.operator, fileId, about)).toMatchObject({ status: 400, body: { code, details } });
    // The file is not used up by what was refused.
    expect((await startWrite(org.operator, fileId)).status).toBe(201);
  });

  test('a header that names no field: by its place, since it may be a value', async () => {
    const { body } = await startWrite(org.operator, await uploadCsv(org.operator, 'Last_Name,999-11-2222\nAdams,x\n'));
    expect(body).toMatchObject({ code: 'INVALID_FIELD_NAME', details: { index: 1 } });
    expectAbsent(JSON.stringify(body), '999-11-2222');
    const twice = await startWrite(org.operator, await uploadCsv(org.operator, 'Last_Name,Last_Name\nAdams,x\n'));
    expect(twice.body).toMatchObject({ code: 'INVALID_DATA', details: { api_name: 'Last_Name' } });
  });

  test('a body that is none, a job that is not there', async () => {
    const key = 'post /crm/bulk/v8/write';
    expect((await callBulk(org.operator, key, { body: 'x' })).body.code).toBe('INVALID_DATA');
    expect((await callBulk(org.operator, key, { body: {} })).body.code).toBe('MANDATORY_NOT_FOUND');
    for (const jobId of ['x', '123']) {
      for (const path of ['', '/result']) {
        const answer = await callBulk(org.operator, `get /crm/bulk/v8/write/{jobId}${path}`, { params: { jobId } });
        expect(answer.status).toBe(404);
      }
    }
  });
});
