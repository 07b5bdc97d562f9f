import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { beforeAll, describe, expect, test } from 'vitest';
import { beginJob } from '@/lib/platform/background/life';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { reveal } from '@/lib/protection/disclose/reveal';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { expectNowhereInDatabase } from '@/lib/tools/testing/matchers';
import { importRecords } from '@/lib/ways-in/jobs/handlers/import';
import { getImport, listImports } from './queries';
import { startImport } from './run/start';
import { undoImport } from './run/undo';
import { dryRun } from './testing/dry-run';
import { uploadImport } from './upload/upload';

let org: TestOrg;
let other: TestOrg;

const upload = (csv: string | Buffer, ctx: Context = org.operator, maxBytes?: number) =>
  uploadImport(ctx, { module: 'Contacts', source: Readable.from([Buffer.from(csv)]), ...(maxBytes && { maxBytes }) });

async function run(importId: string, signal = new AbortController().signal): Promise<void> {
  await beginJob(org.orgId, importId);
  await importRecords(org.orgId, importId, signal);
}

async function importAll(csv: string | Buffer) {
  const { importId } = await upload(csv);
  const ref = { module: 'Contacts', importId };
  const { mapping } = await getImport(org.operator, ref);
  await startImport(org.operator, { ...ref, mapping });
  await run(importId);
  const { row } = await getImport(org.operator, ref);
  return { ref, mapping, result: row.result };
}

const count = async (importId: string) => {
  const [row] = await inOrg(
    org.orgId,
    (tx) => tx.sql<[{ records: number; entries: number }]>`
    select (select count(*)::int from records where import_id = ${importId} and deleted_at is null) as records,
      (select count(*)::int from ledger_entries where subject_id = ${importId} and action = 'record.create') as entries`,
  );
  return row;
};

beforeAll(async () => {
  [org, other] = [await makeOrg(), await makeOrg()];
  await asOwner(org.orgId, async (tx) => {
    await tx.sql`update compliance_settings set hipaa_enabled = true`;
    await tx.sql`update modules set hipaa = true where api_name = 'Contacts'`;
    await tx.sql`update fields set marked = true, sealed = true, index_slot = null
      where api_name in ('Phone', 'Date_of_Birth') and module_id = (select id from modules where api_name = 'Contacts')`;
    await tx.sql`update fields set unique_values = true
      where api_name = 'Email' and module_id = (select id from modules where api_name = 'Contacts')`;
  });
});

describe('importing a CSV file', () => {
  test('takes real patients, seals what is marked, and leaves one event a record', async () => {
    const { ref, result } = await importAll(readFileSync('lib/tools/seed/fixtures/patients.csv'));
    expect(result).toMatchObject({ taken: 113, failed: 0 });
    expect(await count(ref.importId)).toEqual({ records: 113, entries: 113 });
    await expectNowhereInDatabase(['555-907-9875', '1949-11-14']);
    const [row] = await inOrg(
      org.orgId,
      (tx) => tx.sql<{ id: string }[]>`
      select id from records where import_id = ${ref.importId} and name = 'Donya787 Yundt842'`,
    );
    const request = { module: 'Contacts', recordId: row?.id ?? '', fields: ['Phone'], purpose: 'treatment' } as const;
    expect(await reveal(org.operator, request)).toEqual({ Phone: '555-907-9875' });
  });

  test('names what is wrong by row and field, takes the other rows, and says no value', async () => {
    const csv =
      'Last Name,Email,Phone\nA,a@x.example,555-111-2222\n,b@x.example,\nC,not an address,\nD,a@x.example,\nE,e@x.example,••••••\nF\n';
    const { importId } = await upload(csv);
    const ref = { module: 'Contacts', importId };
    const { mapping } = await getImport(org.operator, ref);
    const preview = await dryRun(org.operator, { ...ref, mapping });
    expect(preview).toMatchObject({ taken: 1, failed: 5 });
    expect(preview.problems.map(({ row, field }) => [row, field]).sort()).toEqual([
      [3, 'Last Name'],
      [4, 'Email'],
      [5, 'Email'],
      [6, 'Phone'],
      [7, null],
    ]);
    expect(JSON.stringify(preview)).not.toContain('not an address');
  });

  test.each([
    ['a byte order mark', '\uFEFFLast Name,Phone\nBom,555-222-3333\n'],
    ['UTF-16', Buffer.from('\uFEFFLast Name,Phone\nÜtf,555-222-3333\n', 'utf16le')],
    ['semicolons', 'Last Name;Phone\nSemi;555-222-3333\n'],
    ['quotes and line breaks in cells', '"Last Name","Phone"\r\n"Quote ""d""","555-222-3333"\r\n'],
    ['a formula, kept as it is', 'Last Name,Phone\n"=HYPERLINK(1)",555-222-3333\n'],
  ])('reads a file with %s', async (_what, csv) => {
    expect((await importAll(csv)).result).toMatchObject({ taken: 1, failed: 0 });
  });

  test.each([
    ['an empty file', '', /empty/],
    ['a header alone', 'Last Name,Phone\n', /no rows/],
    ['a PDF', '%PDF-1.7\n%âãÏÓ\n', /no CSV/],
    ['an old Excel file', Buffer.from('d0cf11e0a1b11ae1', 'hex'), /XLSX/],
    ['bytes that are no text', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /no CSV/],
    ['an open quote', 'Last Name\n"never closed\n', /quote/],
  ])('refuses %s and keeps nothing', async (_what, csv, message) => {
    await expect(upload(csv)).rejects.toMatchObject({ code: 'invalid', message: expect.stringMatching(message) });
  });

  test('refuses a file over the limit while it comes', async () => {
    await expect(upload(`Last Name\n${'x'.repeat(5000)}\n`, org.operator, 1000)).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  test('goes on behind the last whole batch after an interruption: no row twice, none lost', async () => {
    const csv = `Last Name,Email\n${Array.from({ length: 1700 }, (_, n) => `Row ${n},row${n}@resume.example`).join('\n')}\n`;
    const { importId } = await upload(csv);
    const ref = { module: 'Contacts', importId };
    await startImport(org.operator, { ...ref, mapping: { 0: 'Last_Name', 1: 'Email' } });
    const stopping = new AbortController();
    const watch = setInterval(async () => {
      if ((await count(importId)).records > 0) stopping.abort();
    }, 5);
    await expect(run(importId, stopping.signal)).rejects.toThrow();
    clearInterval(watch);
    const halfway = (await count(importId)).records;
    expect(halfway).toBeGreaterThan(0);
    expect(halfway).toBeLessThan(1700);
    await run(importId);
    expect(await count(importId)).toEqual({ records: 1700, entries: 1700 });
    expect((await getImport(org.operator, ref)).row.result).toMatchObject({ taken: 1700, failed: 0 });
  });

  test('lands no row twice when two attempts run at once: one of them gives way', async () => {
    const csv = `Last Name,Email\n${Array.from({ length: 1200 }, (_, n) => `Twin ${n},twin${n}@resume.example`).join('\n')}\n`;
    const { importId } = await upload(csv);
    const ref = { module: 'Contacts', importId };
    await startImport(org.operator, { ...ref, mapping: { 0: 'Last_Name', 1: 'Email' } });
    await Promise.allSettled([run(importId), run(importId)]);
    // Where both gave way to each other a third attempt ends it, as the worker's next try would.
    await run(importId).catch(() => {});
    expect(await count(importId)).toEqual({ records: 1200, entries: 1200 });
    expect((await getImport(org.operator, ref)).row.result).toMatchObject({ taken: 1200, failed: 0 });
  });

  test('can be undone: its records go to the recycle bin', async () => {
    const { ref } = await importAll('Last Name\nUndo me\n');
    expect(await undoImport(org.operator, ref)).toEqual({ undone: 1, restored: 0, damaged: 0 });
    expect((await count(ref.importId)).records).toBe(0);
    expect((await listImports(org.operator))[0]).toMatchObject({ id: ref.importId, undone: true });
  });

  test('refuses a profile without the right and another person’s import', async () => {
    await expect(upload('Last Name\nA\n', org.officer)).rejects.toMatchObject({ code: 'forbidden' });
    const { importId } = await upload('Last Name\nA\n');
    const mapped = { module: 'Contacts', importId, mapping: { 0: 'Last_Name' } };
    await expect(startImport(org.admin, mapped)).rejects.toMatchObject({ code: 'not_found' });
    await expect(startImport(other.operator, mapped)).rejects.toMatchObject({ code: 'not_found' });
    await expect(startImport(org.operator, { ...mapped, mapping: {} })).rejects.toMatchObject({ code: 'invalid' });
  });

  test('keeps the cells of a file without a header out of the database', async () => {
    await upload('Reynolds,555-907-8526\nYundt,555-907-9875\n');
    await expectNowhereInDatabase(['555-907-8526']);
  });
});
