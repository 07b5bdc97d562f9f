import { Readable } from 'node:stream';
import { beforeAll, expect, test } from 'vitest';
import { beginJob } from '@/lib/platform/background/life';
import type { Id } from '@/lib/platform/ids';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { ownerSql } from '@/lib/tools/testing/database';
import { insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { importRecords } from '@/lib/ways-in/jobs/handlers/import';
import type { ColumnChoices } from '../columns/reading';
import { getImport } from '../queries';
import type { Duplicates } from '../rows/duplicates';
import type { Mapping } from '../schemas';
import { uploadImport } from '../upload/upload';
import { startImport } from './start';

let org: TestOrg;
let carl: Id;
let gone: Id;

beforeAll(async () => {
  org = await makeOrg();
  carl = await insertUser(org, 'Carl', org.profileIds.Operator, org.roleIds.Manager);
  gone = await insertUser(org, 'Gone', org.profileIds.Operator, org.roleIds.Manager);
  await asOwner(org.orgId, (tx) => tx.sql`update users set active = false where id = ${gone}`.execute());
});

async function importAs(csv: string, given: { mapping?: Mapping; columns?: ColumnChoices; duplicates?: Duplicates }) {
  const source = Readable.from([Buffer.from(csv)]);
  const { importId } = await uploadImport(org.operator, { module: 'Leads', source });
  const ref = { module: 'Leads', importId };
  const { mapping } = await getImport(org.operator, ref);
  await startImport(org.operator, { ...ref, mapping, ...given, again: true });
  await beginJob(org.orgId, importId);
  await importRecords(org.orgId, importId, new AbortController().signal);
  const owned = await ownerSql()<{ name: string; owner: Id }[]>`
    select name, owner_id as owner from records where org_id = ${org.orgId} and import_id = ${importId} order by id`;
  const { row } = await getImport(org.operator, ref);
  return { owned: Object.fromEntries(owned.map(({ name, owner }) => [name, owner])), mapping, result: row.result };
}

test('the records of an export of ours come back to their owners, by the ids in it', async () => {
  const header = 'Record Id,Last Name,Owner,Owner.id';
  const { owned, mapping } = await importAs(`${header}\n123,Bell,Carl,${carl}\n124,Cole,,\n`, {});
  expect(mapping).toEqual({ 0: 'id', 1: 'Last_Name', 3: 'Owner' });
  expect(owned).toEqual({ Bell: carl, Cole: org.operator.actor.id });
});

test('an owner who is no active user refuses the row, or is left out where that is chosen, and a name is as good as an id', async () => {
  const csv = `Last Name,Belongs to\nDoe,carl\nEve,${gone}\nFay,Nobody\n`;
  const mapping = { 0: 'Last_Name', 1: 'Owner' };
  const refused = await importAs(csv, { mapping });
  expect(refused.owned).toEqual({ Doe: carl });
  expect(refused.result).toMatchObject({ taken: 1, failed: 2 });
  const left = await importAs(csv, { mapping, columns: { 1: { reading: {}, bad: 'empty' } } });
  expect(left.owned).toEqual({ Doe: carl, Eve: org.operator.actor.id, Fay: org.operator.actor.id });
});

test('a record that is there keeps its owner, whoever the file names', async () => {
  const [record] = await ownerSql()<{ id: Id }[]>`
    select id from records where org_id = ${org.orgId} and name = 'Cole' limit 1`;
  const mapping = { 0: 'id', 1: 'City', 2: 'Owner' };
  const duplicates = { by: 'id', action: 'overwrite' } as const;
  const csv = `Number,City,Owner\n${record?.id},Boston,${gone}\n`;
  expect((await importAs(csv, { mapping, duplicates })).result).toMatchObject({ overwritten: 1, failed: 0 });
  const [now] = await ownerSql()<
    { owner: Id }[]
  >`select owner_id as owner from records where id = ${record?.id ?? '0'}`;
  expect(now?.owner).toBe(org.operator.actor.id);
});
