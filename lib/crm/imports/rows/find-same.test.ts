import { Readable } from 'node:stream';
import { beforeAll, describe, expect, test } from 'vitest';
import { createField } from '@/lib/admin/customization/create-field';
import { markField } from '@/lib/admin/settings/mark-field';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { TestOrg } from '@/lib/tools/testing/factories';
import { addContact, eventsOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { countKnown } from '../dry-run/count-known';
import { getImport } from '../queries';
import { undoImport } from '../run/undo';
import type { ImportRef, ImportResult } from '../schemas';
import { dryRun, importNow } from '../testing/dry-run';
import { uploadImport } from '../upload/upload';
import type { Duplicates } from './duplicates';

let org: TestOrg;

beforeAll(async () => {
  org = await makeHealthOrg();
  const { id } = await createField(org.admin, { module: 'Contacts', label: 'Insurance', type: 'single_line' });
  await markField(org.admin, { module: 'Contacts', fieldId: id, encrypt: true });
});

const MAPPING = { 0: 'Last_Name', 1: 'Email', 2: 'Insurance', 3: 'Department' };

async function upload(rows: string[], ctx: Context = org.operator) {
  const source = Readable.from([Buffer.from(`Last Name,Email,Insurance,Department\n${rows.join('\n')}\n`)]);
  return { module: 'Contacts', importId: (await uploadImport(ctx, { module: 'Contacts', source })).importId };
}

async function importBy(duplicates: Duplicates, rows: string[]): Promise<ImportResult> {
  const ref = await upload(rows);
  const mapped = { ...ref, mapping: MAPPING, duplicates };
  const { taken, skipped, overwritten, failed } = await dryRun(org.operator, mapped);
  await importNow(org.operator, mapped);
  const { result } = (await getImport(org.operator, ref)).row;
  // The dry run told what then happened.
  expect(result).toMatchObject({ taken, skipped, overwritten, failed });
  return result as ImportResult;
}

const named = (name: string) =>
  inOrg(
    org.orgId,
    (tx) => tx.sql<{ department: string | null }[]>`
    select "values" ->> 'Department' as department from records
    where deleted_at is null and "values" ->> 'Last_Name' = ${name} order by id`,
  );

test('the same file imported twice by e-mail address makes everybody once', async () => {
  const rows = ['Twice,twice1@example.org,,A', 'Twice,twice2@example.org,,A', 'Twice,TWICE1@example.org,,B'];
  const by = { by: 'Email', action: 'skip' } as const;
  expect(await importBy(by, rows)).toMatchObject({ taken: 2, skipped: 1, failed: 0 });
  expect(await importBy(by, rows)).toMatchObject({ taken: 0, skipped: 3, failed: 0 });
  expect(await named('Twice')).toHaveLength(2);
});

test('a set of fields must be the same whole, an encrypted one among them; a row without one of them is new', async () => {
  await addContact(org, { Last_Name: 'Set', Email: 'set@example.org', Insurance: 'INS-77-0001', Department: 'Old' });
  const by: Duplicates = { by: 'Insurance', and: ['Last_Name'], action: 'overwrite' };
  const result = await importBy(by, [
    'Set,,ins-77-0001,New',
    'Set,,INS-77-0002,Other',
    'Sett,,INS-77-0001,Other',
    'Set,,,Nobody',
  ]);
  expect(result).toMatchObject({ taken: 3, overwritten: 1, failed: 0 });
  expect((await named('Set')).map(({ department }) => department)).toEqual(['New', 'Other', 'Nobody']);
  expect((await eventsOf(org, 'record.search')).at(-1)).toMatchObject({ fields: ['Insurance'] });
});

test('where several records are the same none is chosen: the row is refused by name', async () => {
  for (const _ of [1, 2]) await addContact(org, { Last_Name: 'Pair', Email: 'pair@example.org', Department: 'Old' });
  const by: Duplicates = { by: 'Email', action: 'overwrite' };
  const result = await importBy(by, ['Pair,pair@example.org,,New']);
  expect(result).toMatchObject({ taken: 0, overwritten: 0, failed: 1 });
  expect(result.problems[0]?.problem).toMatch(/^Several records are the same/);
  expect((await named('Pair')).map(({ department }) => department)).toEqual(['Old', 'Old']);
});

test('a field that the asker may not read finds nothing for them: it is refused by name', async () => {
  const ref = await upload(['Pry,,INS-77-0001,X'], org.admin);
  const mapped = { ...ref, mapping: MAPPING, duplicates: { by: 'Insurance', action: 'skip' } as const };
  await expect(dryRun(org.admin, mapped)).rejects.toMatchObject({
    code: 'forbidden',
    fields: { Insurance: expect.any(String) },
  });
  await expect(importNow(org.admin, mapped)).rejects.toMatchObject({ code: 'forbidden' });
});

describe('two people who import the same file at once', () => {
  const people = () => [org.operator, org.admin];
  const WITHOUT_INSURANCE = { 0: 'Last_Name', 1: 'Email', 3: 'Department' };

  async function atOnce(name: string, duplicates: Duplicates) {
    const rows = Array.from({ length: 40 }, (_, n) => `${name},${name}${n}@example.org,,A`);
    const refs = await Promise.all(people().map((ctx) => upload(rows, ctx)));
    const mapped = refs.map((ref) => ({ ...ref, mapping: WITHOUT_INSURANCE, duplicates, again: true }));
    const results = await Promise.all(people().map((ctx, n) => importNow(ctx, mapped[n] as (typeof mapped)[number])));
    return { refs, results };
  }

  test('make everybody once where records are found by e-mail: what one made the other skips', async () => {
    const { results } = await atOnce('Race', { by: 'Email', action: 'skip' });
    expect(await named('Race')).toHaveLength(40);
    expect(results.map(({ taken, skipped = 0 }) => taken + skipped)).toEqual([40, 40]);
    expect(results.reduce((sum, { taken }) => sum + taken, 0)).toBe(40);
  });

  test('are both in where every row is a new record, and each is undone on its own', async () => {
    const { refs, results } = await atOnce('Both', { by: null, action: 'create' });
    expect(results).toMatchObject([{ taken: 40 }, { taken: 40 }]);
    expect(await named('Both')).toHaveLength(80);
    for (const [n, left] of [40, 0].entries()) {
      expect(await undoImport(people()[n] as Context, refs[n] as ImportRef)).toMatchObject({ undone: 40 });
      expect(await named('Both')).toHaveLength(left);
    }
  });
});

test('how many rows have a record already is told before it is chosen what becomes of them, and nothing is written', async () => {
  for (const n of [1, 2]) await addContact(org, { Last_Name: 'Known', Email: `known${n}@example.org` });
  const ref = await upload(['A,known1@example.org,,', 'B,KNOWN2@example.org,,', 'C,new@example.org,,', 'D,,,']);
  const before = (await eventsOf(org, 'record.search')).length;
  expect(await countKnown(org.operator, { ...ref, by: 'Email', column: 1 })).toEqual({
    rows: 4,
    known: 2,
    shared: 0,
    whole: true,
  });
  expect(await named('A')).toEqual([]);
  expect(await eventsOf(org, 'record.search')).toHaveLength(before);
  expect((await getImport(org.operator, ref)).hasRecords).toBe(true);
});

test('rows that share a value with an earlier row of their file are counted, though no record has it', async () => {
  const rows = ['Ann,family@example.org,,', 'Bob,FAMILY@example.org,,', 'Cy,,,', 'Di,,,', 'Ed,ed@example.org,,'];
  const ref = await upload(rows);
  expect(await countKnown(org.operator, { ...ref, by: 'Email', column: 1 })).toEqual({
    rows: 5,
    known: 0,
    shared: 1,
    whole: true,
  });
});

test('rows that share several values are counted by all of them together; a protected one among them is a search with its event', async () => {
  await addContact(org, { Last_Name: 'Both', Email: 'both@example.org', Insurance: 'INS-99-0001' });
  const rows = ['Both,both@example.org,ins-99-0001,', 'Other,both@example.org,INS-99-0001,', 'BOTH,both@example.org,,'];
  const email = { ...(await upload(rows)), by: 'Email', column: 1 };
  expect(await countKnown(org.operator, email)).toMatchObject({ known: 3, shared: 2 });
  const name = { by: 'Last_Name', column: 0 };
  expect(await countKnown(org.operator, { ...email, and: [name] })).toMatchObject({ known: 2, shared: 1 });
  const before = (await eventsOf(org, 'record.search')).length;
  const insurance = { by: 'Insurance', column: 2 };
  expect(await countKnown(org.operator, { ...email, and: [name, insurance] })).toMatchObject({ known: 1, shared: 0 });
  const events = await eventsOf(org, 'record.search');
  expect(events).toHaveLength(before + 1);
  expect(events.at(-1)).toMatchObject({ fields: ['Insurance'], facts: { rows: 3, failed: 1 } });
});

test('counting by an encrypted field is a search with its event, and is refused by name to who may not read it', async () => {
  await addContact(org, { Last_Name: 'Counted', Insurance: 'INS-88-0001' });
  const rows = ['A,,ins-88-0001,', 'B,,INS-88-0002,'];
  const by = { by: 'Insurance', column: 2 };
  const ref = await upload(rows);
  expect(await countKnown(org.operator, { ...ref, ...by })).toMatchObject({ rows: 2, known: 1 });
  expect((await eventsOf(org, 'record.search')).at(-1)).toMatchObject({
    fields: ['Insurance'],
    facts: { rows: 2, failed: 1 },
  });
  const others = await upload(rows, org.admin);
  await expect(countKnown(org.admin, { ...others, ...by })).rejects.toMatchObject({
    code: 'forbidden',
    fields: { Insurance: expect.any(String) },
  });
  // Another person's file is none of theirs.
  await expect(countKnown(org.admin, { ...ref, by: 'Email', column: 1 })).rejects.toMatchObject({ code: 'not_found' });
});
