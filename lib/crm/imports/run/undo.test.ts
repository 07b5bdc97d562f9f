import { Readable } from 'node:stream';
import { beforeAll, expect, test } from 'vitest';
import { createField } from '@/lib/admin/customization/create-field';
import { markField } from '@/lib/admin/settings/mark-field';
import { getRecord } from '@/lib/crm/records/get';
import { updateRecord } from '@/lib/crm/records/update';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { reveal } from '@/lib/protection/disclose/reveal';
import { setBudgetsOf } from '@/lib/tools/testing/budgets';
import { ownerSql } from '@/lib/tools/testing/database';
import type { TestOrg } from '@/lib/tools/testing/factories';
import { addContact, eventsOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { expectNowhereInDatabase } from '@/lib/tools/testing/matchers';
import { purgeRecycleBin } from '@/lib/ways-in/jobs/handlers/purge-recycle-bin';
import { RECORD_ID } from '../rows/duplicates';
import { importNow } from '../testing/dry-run';
import { uploadImport } from '../upload/upload';
import { undoImport } from './undo';

let org: TestOrg;

beforeAll(async () => {
  org = await makeHealthOrg();
  await setBudgetsOf(org.orgId);
  const { id } = await createField(org.admin, { module: 'Contacts', label: 'SSN', type: 'single_line', unique: true });
  await markField(org.admin, { module: 'Contacts', fieldId: id, encrypt: true });
});

/** Overwrites by Record ID: `Record Id,Last Name,Department,SSN`. */
async function overwrite(rows: string[]) {
  const source = Readable.from([Buffer.from(`Record Id,Last Name,Department,SSN\n${rows.join('\n')}\n`)]);
  const { importId } = await uploadImport(org.operator, { module: 'Contacts', source });
  const ref = { module: 'Contacts', importId };
  const mapping = { 0: RECORD_ID, 1: 'Last_Name', 2: 'Department', 3: 'SSN' };
  await importNow(org.operator, { ...ref, mapping, duplicates: { by: RECORD_ID, action: 'overwrite' } });
  return ref;
}

const valuesOf = async (id: Id) => (await getRecord(org.operator, 'Contacts', id)).record.values;
const ssnOf = (recordId: Id) =>
  reveal(org.operator, { module: 'Contacts', recordId, fields: ['SSN'], purpose: 'treatment' }).then(
    (held) => held.SSN,
  );

test('an import that overwrote records is undone: they have their former values again, encrypted and unique ones too', async () => {
  const id = await addContact(org, { Last_Name: 'Before', Department: 'Old', SSN: '999-46-2001' });
  const ref = await overwrite([`${id},After,New,999-46-2002`, `,Made,New,999-46-2003`]);
  expect([(await valuesOf(id)).Last_Name, await ssnOf(id)]).toEqual(['After', '999-46-2002']);
  expect(await undoImport(org.operator, ref)).toEqual({ undone: 1, restored: 1, damaged: 0 });
  expect(await valuesOf(id)).toMatchObject({ Last_Name: 'Before', Department: 'Old' });
  expect(await ssnOf(id)).toBe('999-46-2001');
  await expect(addContact(org, { SSN: '999-46-2001' })).rejects.toMatchObject({ reason: 'DUPLICATE_DATA' });
  await expect(addContact(org, { SSN: '999-46-2002' })).resolves.toBeTruthy();
  await expectNowhereInDatabase(['999-46-2001', '999-46-2002', '999-46-2003']);
  expect((await eventsOf(org, 'import.undo')).at(-1)).toMatchObject({ facts: { records: 1, restored: 1 } });
  expect((await eventsOf(org, 'record.update')).at(-1)).toMatchObject({
    fields: expect.arrayContaining(['Last_Name', 'SSN']),
    facts: { source: 'undo' },
  });
});

test('a record that the file names twice gets back what it held before the first', async () => {
  const id = await addContact(org, { Last_Name: 'Before', Department: 'Old', SSN: '999-46-2101' });
  const ref = await overwrite([`${id},First,,`, `${id},Second,New,999-46-2102`]);
  await undoImport(org.operator, ref);
  expect(await valuesOf(id)).toMatchObject({ Last_Name: 'Before', Department: 'Old' });
  expect(await ssnOf(id)).toBe('999-46-2101');
});

test('what somebody changed since stays as they left it', async () => {
  const id = await addContact(org, { Last_Name: 'Before', Department: 'Old' });
  const ref = await overwrite([`${id},After,New,`]);
  await updateRecord(org.operator, { module: 'Contacts', id, values: { Department: 'Newest' } });
  await undoImport(org.operator, ref);
  expect(await valuesOf(id)).toMatchObject({ Last_Name: 'Before', Department: 'Newest' });
});

test('a unique value that another record has taken since stays with it', async () => {
  const id = await addContact(org, { Last_Name: 'Before', SSN: '999-46-2201' });
  const ref = await overwrite([`${id},After,,999-46-2202`]);
  const taker = await addContact(org, { SSN: '999-46-2201' });
  await undoImport(org.operator, ref);
  expect([(await valuesOf(id)).Last_Name, await ssnOf(id), await ssnOf(taker)]).toEqual([
    'Before',
    '999-46-2202',
    '999-46-2201',
  ]);
});

test('a record whose encrypted values were taken away outside is not written over, and the others have theirs again', async () => {
  const id = await addContact(org, { Last_Name: 'Before', SSN: '999-46-2301' });
  const whole = await addContact(org, { Last_Name: 'Before', SSN: '999-46-2303' });
  const ref = await overwrite([`${id},After,,999-46-2302`, `${whole},After,,999-46-2304`]);
  await ownerSql()`update records set sealed = null, seal_version = 0 where id = ${id}`;
  expect(await undoImport(org.operator, ref)).toEqual({ undone: 0, restored: 1, damaged: 1 });
  expect(await valuesOf(whole)).toMatchObject({ Last_Name: 'Before' });
  const [row] = await ownerSql()`select sealed, "values" ->> 'Last_Name' as name from records where id = ${id}`;
  expect(row).toEqual({ sealed: null, name: 'After' });
  expect((await eventsOf(org, 'integrity.failed')).length).toBeGreaterThan(0);
});

test('what is kept for undoing goes when the recycle bin would have emptied', async () => {
  const id = await addContact(org, { Last_Name: 'Before' });
  await overwrite([`${id},After,,`]);
  const kept = () => inOrg(org.orgId, (tx) => tx.sql`select from before_images where record_id = ${id}`);
  expect(await kept()).toHaveLength(1);
  await purgeRecycleBin(new Date(Date.now() + 61 * 86_400_000));
  expect(await kept()).toHaveLength(0);
});
