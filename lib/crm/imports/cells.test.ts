/** A folder of files, each with what is asked, said and stored beside it; and files too large to keep, made here. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { beforeAll, describe, expect, test } from 'vitest';
import { createField } from '@/lib/admin/customization/create-field';
import { createModule } from '@/lib/admin/customization/create-module';
import type { FieldTypeKey } from '@/lib/crm/modules/field-types/type';
import { beginJob } from '@/lib/platform/background/life';
import { inOrg } from '@/lib/platform/db/transaction';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { expectNowhereInDatabase } from '@/lib/tools/testing/matchers';
import { expireFiles } from '@/lib/ways-in/jobs/handlers/expire-files';
import { firstRows, lookAtColumns } from './columns/look';
import { isOpen } from './columns/question';
import type { BadCell, ColumnChoices, ColumnReading } from './columns/reading';
import { getImport } from './queries';
import { CREATE_ALL, type Duplicates, RECORD_ID } from './rows/duplicates';
import { changedCells } from './run/refused-rows';
import { runImport } from './run/run';
import { startImport } from './run/start';
import type { ImportRef, Mapping } from './schemas';
import { dryRun, importNow } from './testing/dry-run';
import { makeBook } from './testing/make-xlsx';
import { rereadImport } from './upload/reread';
import { uploadImport } from './upload/upload';

interface Expected {
  module?: string;
  /** The upload is refused so. */
  refused?: string;
  /** Header → API name, where it is not its own. */
  map?: Record<string, string>;
  headerRow?: number;
  /** Rows with bytes of another encoding: then they are read as the proposal says. */
  stray?: number[];
  /** Whether apostrophes in front of = + - @ are taken off: then it is asked. */
  guarded?: boolean;
  notes?: string[];
  columnNotes?: Record<string, string[]>;
  looksLike?: Record<string, string>;
  asked?: Record<string, string[]>;
  answers?: Record<string, ColumnReading>;
  bad?: Record<string, BadCell>;
  alsoCreated?: Record<string, number>;
  stored?: Record<string, unknown>[];
  byColumn?: [string, number, string, 'taken' | 'skipped' | 'refused'][];
  /** Options that the pick list could be given; the type of field that a column could be made one of. */
  newOptions?: Record<string, string[]>;
  proposed?: Record<string, string>;
  duplicates?: Duplicates;
  skipped?: number;
  /** Of a workbook. */
  date1904?: boolean;
}

const FOLDER = 'lib/crm/imports/testdata/cells';
const NAMES = readdirSync(FOLDER)
  .filter((name) => /\.(csv|xml)$/.test(name))
  .map((name) => name.slice(0, -4));

const FIELDS: [string, FieldTypeKey, Record<string, unknown>?][] = [
  ['Day', 'date'],
  ['At', 'date_time'],
  ['Amount', 'currency', { currency: 'USD' }],
  ['Ratio', 'decimal'],
  ['Share', 'percent'],
  ['Long', 'long_integer'],
  ['Yes', 'checkbox'],
  ['Code', 'single_line'],
  ['Email', 'email'],
  ['Text', 'multi_line', { size: 'large' }],
  ['Pick', 'pick_list', { pickList: [{ label: 'Red' }, { label: 'Green' }] }],
  ['Tags', 'multi_pick_list', { pickList: [{ label: 'Red' }, { label: 'Green' }, { label: 'Blue' }] }],
  ['Account', 'lookup', { lookupModule: 'Accounts' }],
  ['Parent', 'lookup', { lookupModule: 'Cells' }],
];

let org: TestOrg;
beforeAll(async () => {
  org = await makeOrg();
  await createModule(org.admin, { singular: 'Cell', plural: 'Cells' });
  for (const [label, type, options = {}] of FIELDS)
    await createField(org.admin, { module: 'Cells', label, type, options });
});

/** A `.xml` holds the rows of a workbook's sheet, as they stand in it. */
const bytesOf = (name: string, { date1904 }: Expected): Buffer =>
  existsSync(`${FOLDER}/${name}.xml`)
    ? makeBook(readFileSync(`${FOLDER}/${name}.xml`, 'utf8'), date1904)
    : readFileSync(`${FOLDER}/${name}.csv`);

async function upload(bytes: Buffer, module = 'Cells'): Promise<ImportRef> {
  const { importId } = await uploadImport(org.admin, { module, source: Readable.from([bytes]) });
  return { module, importId };
}

/** "At (UTC)" fills At; the name of the record fills its name. */
function mappingOf(headers: readonly string[], { map = {} }: Expected): Mapping {
  const nameOf = (header: string) => map[header] ?? header.replace(/ \(.*\)$/, '').replaceAll(' ', '_');
  const mapped = headers.map((header, column): [number, string] => [column, nameOf(header)]);
  return Object.fromEntries(mapped.filter(([, apiName]) => apiName !== ''));
}

function choicesOf(headers: readonly string[], { answers = {}, bad = {} }: Expected): ColumnChoices {
  const choices = headers.map((header, column): [number, ColumnChoices[string]] => [
    column,
    { reading: answers[header] ?? {}, bad: bad[header] ?? 'refuse' },
  ]);
  return Object.fromEntries(choices);
}

/** What is stored, in the order of the file; lookups by the name they point to. */
async function storedBy({ importId, module }: ImportRef): Promise<unknown[]> {
  const rows = await inOrg(
    org.orgId,
    (tx) => tx.sql<{ values: Record<string, unknown> }[]>`
      select r."values" from records r join modules m on m.org_id = r.org_id and m.id = r.module_id
      where r.import_id = ${importId} and m.api_name = ${module} order by r.id`,
  );
  const names = await inOrg(org.orgId, (tx) => tx.sql<{ id: string; name: string }[]>`select id, name from records`);
  const nameOf = new Map(names.map(({ id, name }) => [id, name]));
  return rows.map(({ values }) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, nameOf.get(value as string) ?? value])),
  );
}

describe('each file is asked about, told of and stored as it says beside it', () => {
  test.each(NAMES)('%s', async (name) => {
    const expected = JSON.parse(readFileSync(`${FOLDER}/${name}.json`, 'utf8')) as Expected;
    const bytes = bytesOf(name, expected);
    if (expected.refused) {
      await expect(upload(bytes)).rejects.toMatchObject({ message: expect.stringContaining(expected.refused) });
      return;
    }
    const ref = await upload(bytes, expected.module);
    const { headers, row } = await getImport(org.admin, ref);
    const { found, format } = row.params;
    if (expected.headerRow) expect(found.headerRow).toBe(expected.headerRow);
    for (const note of expected.notes ?? []) expect(found.notes.join(' ')).toContain(note);
    const mapping = mappingOf(headers, expected);
    expect(found.stray?.first).toEqual(expected.stray);
    if (found.stray && format.kind === 'csv') {
      await expect(dryRun(org.admin, { ...ref, mapping })).rejects.toMatchObject({ reason: 'ASK_ENCODING' });
      await rereadImport(org.admin, { ...ref, encoding: format.encoding });
    }
    expect(found.asksApostrophes ?? false).toBe(expected.guarded !== undefined);
    if (found.asksApostrophes) {
      await expect(dryRun(org.admin, { ...ref, mapping })).rejects.toMatchObject({ reason: 'ASK_APOSTROPHES' });
      await rereadImport(org.admin, { ...ref, guarded: expected.guarded });
    }

    const looks = await lookAtColumns(org.admin, { ...ref, mapping });
    const named = <T>(of: (look: (typeof looks)[number]) => T, isSaid: (value: T) => boolean) =>
      Object.fromEntries(
        looks.map((look) => [headers[look.column], of(look)] as const).filter(([, value]) => isSaid(value)),
      );
    const asked = named(
      ({ questions }) => questions.map(({ asks }) => asks),
      (asks) => asks.length > 0,
    );
    expect(asked).toEqual(expected.asked ?? {});
    expect(
      named(
        ({ looksLike }) => looksLike,
        (like) => like !== null,
      ),
    ).toMatchObject(expected.looksLike ?? {});
    for (const [header, notes] of Object.entries(expected.columnNotes ?? {})) {
      for (const note of notes) expect(looks[headers.indexOf(header)]?.notes.join(' ')).toContain(note);
    }
    expect(
      named(
        ({ newOptions }) => newOptions,
        (options) => options.length > 0,
      ),
    ).toMatchObject(expected.newOptions ?? {});
    expect(
      named(
        ({ proposed }) => proposed?.type,
        (type) => type !== undefined,
      ),
    ).toEqual(expected.proposed ?? {});
    if (Object.keys(asked).length > 0) {
      await expect(importNow(org.admin, { ...ref, mapping })).rejects.toMatchObject({ reason: 'ASK_READING' });
    }

    const { duplicates = CREATE_ALL, skipped = 0 } = expected;
    const request = { ...ref, mapping, duplicates, columns: choicesOf(headers, expected) };
    const dry = await dryRun(org.admin, request);
    const result = await importNow(org.admin, request);
    for (const { byColumn = [], alsoCreated = {} } of [dry, result]) {
      const told = byColumn.map(({ field, rows, problem, isTaken, isSkipped }) => [
        field,
        rows,
        problem,
        isSkipped ? 'skipped' : isTaken ? 'taken' : 'refused',
      ]);
      expect(told.sort()).toEqual((expected.byColumn ?? []).sort());
      expect(alsoCreated).toEqual(expected.alsoCreated ?? {});
    }
    const taken = (result.byColumn ?? []).filter(({ isTaken }) => isTaken);
    const listed: string[][] = [];
    for await (const lines of await changedCells(org.admin, ref)) listed.push(...lines);
    expect(listed.length - 1).toBe(taken.reduce((sum, { rows }) => sum + rows, 0));
    expect(await storedBy(ref)).toEqual(expected.stored ?? []);
    expect([dry.taken, dry.failed, dry.skipped]).toEqual([result.taken, result.failed, result.skipped]);
    expect(result.skipped).toBe(skipped);
  });
});

test('what is tried is listed: every file that the list names is there, and every file is in it', () => {
  const list = readFileSync('lib/crm/imports/testdata/README.md', 'utf8');
  const named = [...list.matchAll(/`([\w./-]+\.(?:csv|xml|test\.ts))`/g)].map(([, path]) => path ?? '');
  const placed = named.map((path) =>
    path.startsWith('cells/') ? `lib/crm/imports/testdata/${path}` : `lib/crm/imports/${path}`,
  );
  expect(placed.filter((path) => !existsSync(path))).toEqual([]);
  expect(NAMES.filter((name) => !named.some((path) => path.startsWith(`cells/${name}.`)))).toEqual([]);
});

describe('files too large to keep', () => {
  const request = (ref: ImportRef, ...names: string[]) => ({ ...ref, mapping: Object.fromEntries(names.entries()) });

  test('a cell of 32,000 characters is kept whole; one of more is refused by name', async () => {
    const ref = await upload(Buffer.from(`Name,Text\nA,${'ä'.repeat(32_000)}\nB,${'ä'.repeat(32_001)}\n`));
    expect(await importNow(org.admin, request(ref, 'Name', 'Text'))).toMatchObject({
      taken: 1,
      byColumn: [{ field: 'Text', problem: 'At most 32,000 characters.', rows: 1 }],
    });
    expect(await storedBy(ref)).toEqual([{ Name: 'A', Text: 'ä'.repeat(32_000) }]);
  });

  test('10,000 columns are refused, with how many are read', async () => {
    const header = Array.from({ length: 10_000 }, (_, n) => `c${n}`).join(',');
    const message = 'Row 1 has 10,000 columns. At most 500 are read.';
    await expect(upload(Buffer.from(`${header}\n1\n`))).rejects.toMatchObject({ message });
  });
});

test('what was answered is remembered with the mapping, and said to be as last time', async () => {
  const csv = Buffer.from('Name,Day,Remembered\nA,1/2/1950,x\n');
  const first = await upload(csv);
  const mapping = { 0: 'Name', 1: 'Day' };
  const columns: ColumnChoices = { 1: { reading: { dates: 'mdy' }, bad: 'empty' } };
  await importNow(org.admin, { ...first, mapping, columns });
  const again = await getImport(org.admin, await upload(csv));
  const asLastTime = ['dates'];
  expect(again).toMatchObject({ remembered: true, mapping, choices: { 1: { ...columns[1], asLastTime } } });
  const ref = { module: 'Cells', importId: again.row.id };
  const looks = await lookAtColumns(org.admin, { ...ref, mapping, columns: again.choices });
  expect(looks.some(isOpen)).toBe(false);
  const [question] = looks[1]?.questions ?? [];
  expect(question).toMatchObject({ answer: 'mdy', lastTime: 'Month, day, year' });
  expect(question?.samples.mdy).toEqual([{ before: '1/2/1950', after: expect.stringContaining('1950') }]);
  expect(question?.samples.dmy?.[0]?.after).not.toBe(question?.samples.mdy?.[0]?.after);
  expect(Object.values(mapping)).not.toContain(RECORD_ID);
});

describe('how such a file was read last time', () => {
  const mapping = { 0: 'Name', 1: 'Day' };
  const headers = 'Name,Day,Again';
  /** The next file with the headers of one that was read as day, month, year. */
  async function next(rows: string) {
    const first = await upload(Buffer.from(`${headers}\nA,1/2/1950,x\n`));
    const columns: ColumnChoices = { 1: { reading: { dates: 'dmy' }, bad: 'refuse' } };
    await importNow(org.admin, { ...first, mapping, columns, again: true });
    const { row, choices } = await getImport(org.admin, await upload(Buffer.from(`${headers}\n${rows}\n`)));
    const ref = { module: 'Cells', importId: row.id };
    const [, look] = await lookAtColumns(org.admin, { ...ref, mapping, columns: choices });
    return { request: { ...ref, mapping, columns: choices }, look };
  }

  test('is asked anew where it does not fit every row, and the import does not start before', async () => {
    const { request, look } = await next('A,25/3/1950,x\nB,3/25/1950,x');
    expect(look?.questions).toMatchObject([{ asks: 'dates', answer: null, lastTime: 'Day, month, year' }]);
    await expect(dryRun(org.admin, request)).rejects.toMatchObject({ reason: 'ASK_READING' });
    await expect(importNow(org.admin, request)).rejects.toMatchObject({ reason: 'ASK_READING' });
    const columns: ColumnChoices = { 1: { reading: { dates: 'dmy' }, bad: 'refuse', asLastTime: [] } };
    expect(await importNow(org.admin, { ...request, columns })).toMatchObject({ taken: 1, failed: 1 });
  });

  test('gives way, with a word, to what every row of the file says', async () => {
    const { request, look } = await next('A,3/25/1950,x\nB,1/2/1950,x');
    expect(look).toMatchObject({ questions: [], notes: [expect.stringContaining('Read otherwise than last time')] });
    await importNow(org.admin, request);
    expect(await storedBy(request)).toMatchObject([{ Day: '1950-03-25' }, { Day: '1950-01-02' }]);
  });
});

describe('an import that is interrupted, or not alone', () => {
  const family = Buffer.from('Name,Parent\nYoung,Old of ours\nOld of ours,\n');
  const request = (ref: ImportRef) => ({ ...ref, mapping: { 0: 'Name', 1: 'Parent' }, again: true });

  test('goes on where it was when it stopped before rows were pointed to one another', async () => {
    const ref = await upload(family);
    await startImport(org.admin, request(ref));
    await beginJob(org.orgId, ref.importId);
    let looked = 0;
    const stopping = {
      throwIfAborted() {
        looked += 1;
        if (looked > 1) throw new Error('stopped');
      },
    } as AbortSignal;
    await expect(runImport(org.admin, ref.importId, stopping)).rejects.toThrow('stopped');
    expect(await storedBy(ref)).toEqual([{ Name: 'Young' }, { Name: 'Old of ours' }]);
    await runImport(org.admin, ref.importId, new AbortController().signal);
    expect(await storedBy(ref)).toEqual([{ Name: 'Young', Parent: 'Old of ours' }, { Name: 'Old of ours' }]);
    const left = await inOrg(org.orgId, (tx) => tx.sql`select from import_waiting where org_id = ${org.orgId}`);
    expect(left).toHaveLength(0);
  });

  test('makes one record of each name, also when two people import the same file at once', async () => {
    const rows = Array.from({ length: 600 }, (_, n) => `Row ${n},Shared clinic ${n % 7}`);
    const file = Buffer.from(`Name,Account\n${rows.join('\n')}\n`);
    const columns: ColumnChoices = { 1: { reading: {}, bad: 'create_record' } };
    const refs = [await upload(file), await upload(file)];
    const results = await Promise.all(
      refs.map((ref) => importNow(org.admin, { ...ref, mapping: { 0: 'Name', 1: 'Account' }, columns, again: true })),
    );
    expect(results.map(({ taken, failed }) => [taken, failed])).toEqual([
      [600, 0],
      [600, 0],
    ]);
    const made = await inOrg(org.orgId, (tx) => tx.sql`select from records where name like 'Shared clinic%'`);
    expect(made).toHaveLength(7);
  });

  test('is shown to nobody else: neither its values nor its first rows', async () => {
    const ref = await upload(family);
    const other = await makeOrg();
    for (const ctx of [org.operator, other.admin]) {
      await expect(lookAtColumns(ctx, { ...ref, mapping: {} })).rejects.toMatchObject({ code: 'not_found' });
      await expect(firstRows(ctx, ref)).rejects.toMatchObject({ code: 'not_found' });
      await expect(changedCells(ctx, ref)).rejects.toMatchObject({ code: 'not_found' });
    }
    await expect(lookAtColumns(org.officer, { ...ref, mapping: {} })).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('keeps the values that it shows no longer than until it is started, or its file is gone', async () => {
    const seenOf = async ({ importId }: ImportRef) =>
      (
        await inOrg(org.orgId, (tx) => tx.sql`select params ? 'sealedColumns' as kept from jobs where id = ${importId}`)
      )[0];
    const [started, left] = [await upload(family), await upload(family)];
    expect([await seenOf(started), await seenOf(left)]).toEqual([{ kept: true }, { kept: true }]);
    await startImport(org.admin, request(started));
    await expireFiles(new Date(Date.now() + 25 * 3_600_000));
    expect([await seenOf(started), await seenOf(left)]).toEqual([{ kept: false }, { kept: false }]);
  });

  test('keeps the values that it shows out of the database in the clear', async () => {
    await upload(Buffer.from('Name,Code\nZq-shown-name,Zq-shown-code\n'));
    await expectNowhereInDatabase(['Zq-shown-name', 'Zq-shown-code']);
  });
});
