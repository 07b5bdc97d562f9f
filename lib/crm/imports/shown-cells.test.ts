/** What cells mean that a program guarded, a spreadsheet computed, or only shows: small files of our own making. */
import { Readable } from 'node:stream';
import { beforeAll, describe, expect, test } from 'vitest';
import { inOrg } from '@/lib/platform/db/transaction';
import { toCsv } from '@/lib/platform/files/to-csv';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { addContact, addFields } from '@/lib/tools/testing/health-org';
import { countKnown } from './dry-run/count-known';
import { getImport } from './queries';
import { refusedRows } from './run/refused-rows';
import { dryRun, importNow } from './testing/dry-run';
import { makeBook, inlineText as text } from './testing/make-xlsx';
import { rereadImport } from './upload/reread';
import { uploadImport } from './upload/upload';

let org: TestOrg;

beforeAll(async () => {
  org = await makeOrg();
  await addFields(org, 'Contacts', ['Share'], { type: 'percent' });
  await addFields(org, 'Contacts', ['Fee'], { type: 'currency' });
  await addFields(org, 'Contacts', ['Card'], { type: 'single_line' });
  await addFields(org, 'Contacts', ['Seen'], { type: 'date_time' });
  await addFields(org, 'Contacts', ['Day'], { type: 'date' });
  await addFields(org, 'Contacts', ['Count'], { type: 'decimal' });
});

async function upload(bytes: Buffer | string) {
  const source = Readable.from([Buffer.from(bytes)]);
  return { module: 'Contacts', importId: (await uploadImport(org.operator, { module: 'Contacts', source })).importId };
}

async function take(ref: { module: string; importId: string }, overwrite = false) {
  const { mapping } = await getImport(org.operator, ref);
  const duplicates = overwrite ? { by: 'id', action: 'overwrite' as const } : { by: null, action: 'create' as const };
  return importNow(org.operator, { ...ref, mapping, duplicates, again: true });
}

async function valuesOf(importId: string) {
  const rows = await inOrg(
    org.orgId,
    (tx) => tx.sql<{ values: Record<string, unknown> }[]>`
      select "values" from records where org_id = ${org.orgId} and import_id = ${importId} order by id`,
  );
  return rows.map(({ values }) => values);
}

describe('an apostrophe in front of a sign that a spreadsheet would run', () => {
  const CSV = "Last Name,Description\nReed,'@home visits\nRoe,'quoted'\n";

  test('is told in a file of another program, and nothing is tried or imported before a person says whether it is kept or taken off', async () => {
    const kept = await upload(CSV);
    const { row } = await getImport(org.operator, kept);
    expect(row.params.found.guarded).toBe(1);
    expect(row.params.found.notes.join()).toContain('1 cell with an apostrophe');
    const { mapping } = await getImport(org.operator, kept);
    const asked = { code: 'invalid', reason: 'ASK_APOSTROPHES' };
    await expect(dryRun(org.operator, { ...kept, mapping })).rejects.toMatchObject(asked);
    await expect(take(kept)).rejects.toMatchObject(asked);
    const known = countKnown(org.operator, { ...kept, by: 'Last_Name', column: 0 });
    await expect(known).rejects.toMatchObject(asked);
    await rereadImport(org.operator, { ...kept, guarded: false });
    await take(kept);
    expect((await valuesOf(kept.importId)).map(({ Description }) => Description)).toEqual([
      "'@home visits",
      "'quoted'",
    ]);
    const off = await upload(CSV);
    await rereadImport(org.operator, { ...off, guarded: true });
    await take(off);
    expect((await valuesOf(off.importId)).map(({ Description }) => Description)).toEqual(['@home visits', "'quoted'"]);
  });

  test('is taken off again in the file of refused rows, which comes back as it was sent', async () => {
    const ref = await upload("Last Name,Email,Description,Phone\nReed,nobody,-5,+49 30 1\nRoe,no,'=1,'\n");
    await rereadImport(org.operator, { ...ref, guarded: false });
    await take(ref);
    const parts: string[] = [];
    for await (const rows of await refusedRows(org.operator, ref)) parts.push(toCsv(rows));
    const again = await upload(
      parts.join('').replace('nobody', 'a@b.example').replace(',no,', ',c@d.example,').replace(",'\r\n", ',\r\n'),
    );
    const { row } = await getImport(org.operator, again);
    expect(row.params.format).toMatchObject({ guarded: true });
    expect(row.params.found.ours).toBeUndefined();
    await take(again);
    expect(await valuesOf(again.importId)).toEqual([
      { Last_Name: 'Reed', Email: 'a@b.example', Description: '-5', Phone: '+49 30 1' },
    ]);
  });
});

/** A workbook of these rows of cells. */
const book = (header: string[], rows: string[][], date1904 = false): Buffer =>
  makeBook([header.map(text), ...rows].map((cells) => `<row>${cells.join('')}</row>`).join(''), date1904);

describe('a cell of a workbook', () => {
  test('is taken as it is shown: 45 % is 45, a text keeps its zeros, an amount in dollars is one', async () => {
    const cells = [text('Reed'), '<c s="1"><v>0.45</v></c>', '<c s="4"><v>5</v></c>', text('0042')];
    const ref = await upload(book(['Last Name', 'Share', 'Fee', 'Card'], [cells]));
    expect(await take(ref)).toMatchObject({ taken: 1, failed: 0 });
    expect(await valuesOf(ref.importId)).toEqual([{ Last_Name: 'Reed', Share: 45, Fee: 5, Card: '0042' }]);
  });

  test.each([
    ['whose number format is in euros, into a field in dollars', 'Fee', '<c s="2"><v>5</v></c>', /EUR/],
    ['whose number format says EUR', 'Fee', '<c s="3"><v>5</v></c>', /EUR/],
    [
      'of a card number whose last digit a spreadsheet lost',
      'Card',
      '<c><v>4111111111111110</v></c>',
      /more than 15 digits/,
    ],
    ['of an integer beyond 2^53', 'Card', '<c><v>9007199254740993</v></c>', /more than 15 digits/],
    ['of a formula whose result is not in the file', 'Card', '<c><f>1+1</f></c>', /formula/],
    ['of a formula without its result, a number', 'Count', '<c><f>1+1</f><v></v></c>', /formula/],
    ['of an error', 'Card', '<c t="e"><v>#DIV/0!</v></c>', /error/],
    ['of 29 February 1900', 'Day', '<c s="6"><v>60</v></c>', /29 February 1900/],
  ])('%s is refused by name, in the dry run too, and nothing is stored', async (_what, label, cell, problem) => {
    const ref = await upload(book(['Last Name', label], [[text('Reed'), cell]]));
    const { mapping } = await getImport(org.operator, ref);
    const dry = await dryRun(org.operator, { ...ref, mapping });
    expect(dry.problems).toMatchObject([{ row: 2, field: label, problem: expect.stringMatching(problem) }]);
    expect(await take(ref)).toMatchObject({ taken: 0, failed: 1, problems: dry.problems });
    expect(await valuesOf(ref.importId)).toEqual([]);
  });

  test('of all digits is taken exactly where the writer kept them', async () => {
    const ref = await upload(book(['Last Name', 'Card'], [[text('Reed'), '<c><v>4111111111111111</v></c>']]));
    expect(await take(ref)).toMatchObject({ taken: 1 });
    expect(await valuesOf(ref.importId)).toEqual([{ Last_Name: 'Reed', Card: '4111111111111111' }]);
  });

  test('counts its days from 1900 or from 1904, as its workbook says', async () => {
    for (const [date1904, day] of [
      [false, '2026-01-31'],
      [true, '2030-02-01'],
    ] as const) {
      const ref = await upload(book(['Last Name', 'Day'], [[text('Reed'), '<c s="6"><v>46053</v></c>']], date1904));
      await take(ref);
      expect(await valuesOf(ref.importId)).toEqual([{ Last_Name: 'Reed', Day: day }]);
    }
  });

  test('of a moment in a column that ends in (UTC) is not shifted, over a record too', async () => {
    const id = await addContact(org, { Last_Name: 'Reed', Seen: '2020-01-01T00:00:00Z' });
    const header = ['Record Id', 'Owner.id', 'Last Name', 'Seen (UTC)'];
    const ref = await upload(book(header, [[text(id), text('1'), text('Reed'), '<c s="5"><v>46053.5</v></c>']]));
    expect(await take(ref, true)).toMatchObject({ overwritten: 1, failed: 0 });
    const [row] = await inOrg(
      org.orgId,
      (tx) => tx.sql<{ values: Record<string, unknown> }[]>`
        select "values" from records where org_id = ${org.orgId} and id = ${id}`,
    );
    expect(row?.values.Seen).toBe('2026-01-31T12:00:00.000Z');
  });
});
