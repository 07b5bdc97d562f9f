import { Readable } from 'node:stream';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Context } from '@/lib/platform/context';
import type { Id } from '@/lib/platform/ids';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { ownerSql } from '@/lib/tools/testing/database';
import { insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { getImport } from './queries';
import { undoImport } from './run/undo';
import type { ImportRef } from './schemas';
import { importNow } from './testing/dry-run';
import { makeBook } from './testing/make-xlsx';
import { uploadImport } from './upload/upload';

let org: TestOrg;
let colleague: Context;
let bytes: Buffer;
let n = 0;

beforeAll(async () => {
  org = await makeOrg();
  const id = await insertUser(org, 'Colleague', org.profileIds.Operator, org.roleIds.Manager);
  colleague = { ...org.operator, actor: { ...org.operator.actor, id } };
});

beforeEach(() => {
  n += 1;
  bytes = Buffer.from(`Last Name,City\nFirst ${n},Bern\nSecond ${n},Bern\n`);
});

const mapping = { 0: 'Last_Name', 1: 'City' };

async function upload(ctx = org.operator, module = 'Leads', of = bytes): Promise<ImportRef> {
  return { module, importId: (await uploadImport(ctx, { module, source: Readable.from([of]) })).importId };
}

const before = async (ctx: Context, ref: ImportRef) => (await getImport(ctx, ref)).before;

const share = (as: string) =>
  asOwner(org.orgId, (tx) => tx.sql`update modules set sharing = ${as} where api_name = 'Leads'`);

test('the very same file imported a second time is told of, and starts only when that was said', async () => {
  const first = await upload();
  expect(await before(org.operator, first)).toBeNull();
  await importNow(org.operator, { ...first, mapping });
  const second = await upload();
  expect(await before(org.operator, second)).toMatchObject({ records: 2, runs: false });
  const request = { ...second, mapping };
  await expect(importNow(org.operator, request)).rejects.toMatchObject({
    code: 'invalid',
    reason: 'ASK_AGAIN',
    message: expect.stringContaining('This very file was imported before: 2 records it made are here.'),
  });
  expect(await importNow(org.operator, { ...request, again: true })).toMatchObject({ taken: 2 });
});

test('where records are found by a field the same file is told of, and starts without more', async () => {
  await importNow(org.operator, { ...(await upload()), mapping });
  const second = await upload();
  expect(await before(org.operator, second)).toMatchObject({ records: 2 });
  const duplicates = { by: 'Last_Name', action: 'skip' } as const;
  expect(await importNow(org.operator, { ...second, mapping, duplicates })).toMatchObject({ taken: 0, skipped: 2 });
});

test('an import that was undone, another module and a file of one other byte are not told of', async () => {
  const first = await upload();
  await importNow(org.operator, { ...first, mapping });
  expect(await before(org.operator, await upload(org.operator, 'Contacts'))).toBeNull();
  const other = Buffer.from(bytes.toString().replace('Bern', 'Berne'));
  expect(await before(org.operator, await upload(org.operator, 'Leads', other))).toBeNull();
  await undoImport(org.operator, first);
  const second = await upload();
  expect(await before(org.operator, second)).toBeNull();
  expect(await importNow(org.operator, { ...second, mapping })).toMatchObject({ taken: 2 });
});

test('the import of a colleague is told of to those who see its records, and to nobody else', async () => {
  await importNow(colleague, { ...(await upload(colleague)), mapping });
  expect(await before(org.operator, await upload())).toMatchObject({ records: 2 });
  await share('private');
  try {
    const ref = await upload();
    expect(await before(org.operator, ref)).toBeNull();
    expect(await importNow(org.operator, { ...ref, mapping })).toMatchObject({ taken: 2 });
  } finally {
    await share('public_read_write');
  }
});

test('a workbook is known by its bytes as well', async () => {
  const book = makeBook(
    `<row r="1"><c r="A1" t="inlineStr"><is><t>Last Name</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>Book ${n}</t></is></c></row>`,
  );
  await importNow(org.operator, { ...(await upload(org.operator, 'Leads', book)), mapping: { 0: 'Last_Name' } });
  expect(await before(org.operator, await upload(org.operator, 'Leads', book))).toMatchObject({ records: 1 });
});

test('what is kept of a file to know it again is a digest under the keys of the organisation: other ones make another', async () => {
  const other = await makeOrg();
  const kept = async ({ operator, orgId }: TestOrg): Promise<string | undefined> => {
    const { importId } = await uploadImport(operator, { module: 'Leads', source: Readable.from([bytes]) });
    const [row] = await ownerSql()<{ digest: string }[]>`
      select params ->> 'fileDigest' as digest from jobs where org_id = ${orgId} and id = ${importId as Id}`;
    return row?.digest;
  };
  expect(await kept(org)).toMatch(/^[\w-]{43}$/);
  expect(await kept(org)).toBe(await kept(org));
  expect(await kept(org)).not.toBe(await kept(other));
});
