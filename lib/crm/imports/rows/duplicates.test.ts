import { Readable } from 'node:stream';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createField } from '@/lib/admin/customization/create-field';
import { markField } from '@/lib/admin/settings/mark-field';
import { deleteRecords } from '@/lib/crm/records/recycle';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { reveal } from '@/lib/protection/disclose/reveal';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { insertUser, type TestOrg } from '@/lib/tools/testing/factories';
import { addContact, eventsOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { expectNowhereInDatabase } from '@/lib/tools/testing/matchers';
import { getImport } from '../queries';
import { refusedRows } from '../run/refused-rows';
import { dryRun, importNow } from '../testing/dry-run';
import { uploadImport } from '../upload/upload';
import type { Duplicates } from './duplicates';
import { RECORD_ID } from './duplicates';

let org: TestOrg;
let own: Id;
let n = 0;
let ssn: string;

const MAPPING = { 0: 'Last_Name', 1: 'SSN', 2: 'Department' };
const SKIP: Duplicates = { by: 'SSN', action: 'skip' };
const OVERWRITE: Duplicates = { by: 'SSN', action: 'overwrite' };

beforeAll(async () => {
  org = await makeHealthOrg();
  const { id } = await createField(org.admin, { module: 'Contacts', label: 'SSN', type: 'single_line', unique: true });
  await markField(org.admin, { module: 'Contacts', fieldId: id, encrypt: true });
});

beforeEach(async () => {
  n += 1;
  ssn = `999-46-${String(1000 + n)}`;
  own = await addContact(org, { Last_Name: 'Before', SSN: ssn, Department: 'Old' });
});

async function upload(rows: string[], ctx: Context = org.operator, header = 'Last Name,SSN,Department') {
  const source = Readable.from([Buffer.from(`${header}\n${rows.join('\n')}\n`)]);
  return { module: 'Contacts', importId: (await uploadImport(ctx, { module: 'Contacts', source })).importId };
}

async function stored(id: Id) {
  const [row] = await inOrg(
    org.orgId,
    (tx) => tx.sql<{ last: string; department: string; version: number }[]>`
      select "values" ->> 'Last_Name' as last, "values" ->> 'Department' as department, version from records where id = ${id}`,
  );
  return row;
}

describe('a row whose record is there, found by a unique field that is sealed', () => {
  test('is skipped: the record stays, the others are created', async () => {
    const ref = await upload([`After,${ssn},New`, `Other,${ssn}-x,New`]);
    const expected = { taken: 1, skipped: 1, overwritten: 0, failed: 0 };
    expect(await dryRun(org.operator, { ...ref, mapping: MAPPING, duplicates: SKIP })).toMatchObject(expected);
    expect(await importNow(org.operator, { ...ref, mapping: MAPPING, duplicates: SKIP })).toMatchObject(expected);
    expect(await stored(own)).toMatchObject({ last: 'Before', version: 1 });
  });

  test('is overwritten, blank cells change nothing, one event a record changed, nothing in the clear', async () => {
    const before = (await eventsOf(org, 'record.update')).length;
    const ref = await upload([`After,${ssn},`, `Other,${ssn}-x,New`]);
    const expected = { taken: 1, overwritten: 1, skipped: 0, failed: 0 };
    expect(await dryRun(org.operator, { ...ref, mapping: MAPPING, duplicates: OVERWRITE })).toMatchObject(expected);
    expect(await importNow(org.operator, { ...ref, mapping: MAPPING, duplicates: OVERWRITE })).toMatchObject(expected);
    expect(await stored(own)).toMatchObject({ last: 'After', department: 'Old', version: 2 });
    const events = await eventsOf(org, 'record.update');
    expect(events).toHaveLength(before + 1);
    expect(events.at(-1)).toMatchObject({ subjectId: ref.importId, facts: { source: 'import' } });
    const request = { module: 'Contacts', recordId: own, fields: ['SSN'], purpose: 'treatment' } as const;
    expect(await reveal(org.operator, request)).toEqual({ SSN: ssn });
    await expectNowhereInDatabase([ssn]);
  });

  test('is overwritten in the one column that the file has: a required field needs none, a row that finds no record is refused by name', async () => {
    const ref = await upload([`${ssn},New`, `${ssn}-none,New`, ',New'], org.operator, 'SSN,Department');
    const request = { ...ref, mapping: { 0: 'SSN', 1: 'Department' }, duplicates: OVERWRITE };
    const dry = await dryRun(org.operator, request);
    expect(dry).toMatchObject({ taken: 0, overwritten: 1, failed: 2 });
    expect(dry.problems.map(({ row, field }) => [row, field])).toEqual([
      [3, 'Last Name'],
      [4, 'Last Name'],
    ]);
    for (const duplicates of [SKIP, { by: null, action: 'create' } as const]) {
      const refused = { code: 'invalid', message: 'Map a column to Last Name: it is required.' };
      await expect(dryRun(org.operator, { ...request, duplicates })).rejects.toMatchObject(refused);
    }
    expect(await importNow(org.operator, request)).toMatchObject({ overwritten: 1, failed: 2, problems: dry.problems });
    expect(await stored(own)).toMatchObject({ last: 'Before', department: 'New', version: 2 });
  });

  test('is refused and listed when every row is to be a new record', async () => {
    const ref = await upload([`After,${ssn},New`]);
    const result = await importNow(org.operator, { ...ref, mapping: MAPPING });
    expect(result).toMatchObject({ taken: 0, failed: 1 });
    expect(result.problems).toEqual([{ row: 2, field: 'SSN', problem: 'Another record has this value already.' }]);
  });

  test('rows of one file apply in their order, whatever the batch', async () => {
    const rows = [`First,${ssn}-a,1`, `Second,${ssn}-a,2`, `Third,${ssn}-a,3`, `After,${ssn},4`];
    const ref = await upload(rows);
    const expected = { taken: 1, overwritten: 3, failed: 0 };
    expect(await dryRun(org.operator, { ...ref, mapping: MAPPING, duplicates: OVERWRITE })).toMatchObject(expected);
    expect(await importNow(org.operator, { ...ref, mapping: MAPPING, duplicates: OVERWRITE })).toMatchObject(expected);
    const again = await upload(rows);
    expect(await importNow(org.operator, { ...again, mapping: MAPPING, duplicates: SKIP })).toMatchObject({
      taken: 0,
      skipped: 4,
    });
    const created = await inOrg(
      org.orgId,
      (tx) => tx.sql`select "values" ->> 'Last_Name' as last from records where import_id = ${ref.importId}`,
    );
    expect(created.map((row) => row.last)).toEqual(['Third']);
  });

  test('five hundred rows of one record are five hundred changes of it', async () => {
    const ref = await upload(Array.from({ length: 500 }, (_, row) => `After,${ssn},D${row}`));
    const result = await importNow(org.operator, { ...ref, mapping: MAPPING, duplicates: OVERWRITE });
    expect(result).toMatchObject({ taken: 0, overwritten: 500, failed: 0 });
    expect(await stored(own)).toMatchObject({ department: 'D499', version: 501 });
  });

  test('in the recycle bin, or not to be seen by the asker, is a problem that names neither value nor record', async () => {
    await deleteRecords(org.operator, { module: 'Contacts', ids: [own] });
    const ref = await upload([`After,${ssn},New`]);
    for (const duplicates of [SKIP, OVERWRITE]) {
      // The dry run does not tell.
      expect(await dryRun(org.operator, { ...ref, mapping: MAPPING, duplicates })).toMatchObject({
        taken: 1,
        failed: 0,
      });
    }
    const result = await importNow(org.operator, { ...ref, mapping: MAPPING, duplicates: OVERWRITE });
    expect(result.problems).toEqual([{ row: 2, field: 'SSN', problem: 'Another record has this value already.' }]);
  });

  test.each([
    ['private', 'Another record has this value already.'],
    ['public_read', 'You may see the record that has this value but not change it.'],
  ])('of somebody else where sharing is %s stays as it is', async (sharing, problem) => {
    const share = (as: string) =>
      asOwner(org.orgId, (tx) => tx.sql`update modules set sharing = ${as} where api_name = 'Contacts'`);
    const stranger = await insertUser(org, `Stranger ${n}`, org.profileIds.Operator, org.roleIds.Manager);
    await asOwner(org.orgId, (tx) => tx.sql`update records set owner_id = ${stranger} where id = ${own}`);
    await share(sharing);
    try {
      const ref = await upload([`After,${ssn},New`]);
      const result = await importNow(org.operator, { ...ref, mapping: MAPPING, duplicates: OVERWRITE });
      expect(result).toMatchObject({ overwritten: 0, failed: 1, problems: [{ row: 2, field: 'SSN', problem }] });
      expect(await stored(own)).toMatchObject({ last: 'Before' });
    } finally {
      await share('public_read_write');
    }
  });

  test('is overwritten by nobody whose profile may not edit, and looked for only by a field that tells one from another and has a column', async () => {
    const ref = await upload([`After,${ssn},New`]);
    const modules = { Contacts: ['view', 'create', 'import'] as const };
    const mayNotEdit: Context = { ...org.operator, rights: { ...org.operator.rights, modules } };
    const request = { ...ref, mapping: MAPPING, duplicates: OVERWRITE };
    await expect(dryRun(mayNotEdit, request)).rejects.toMatchObject({ code: 'forbidden' });
    const unfit: Duplicates[] = [
      { by: 'Description', action: 'skip' },
      { by: 'SSN', and: ['Email'], action: 'skip' },
      { by: null, action: 'overwrite' },
      { by: RECORD_ID, action: 'overwrite' },
    ];
    for (const duplicates of unfit) {
      await expect(dryRun(org.operator, { ...request, duplicates })).rejects.toMatchObject({ code: 'invalid' });
    }
  });
});

describe('a row that names its record by id', () => {
  test('overwrites it; one that names none is refused, one without an id is created', async () => {
    const ref = await upload([`After,${own}`, 'Gone,123', 'New,'], org.operator, 'Last Name,Contact Id');
    const mapping = { 0: 'Last_Name', 1: RECORD_ID };
    const result = await importNow(org.operator, {
      ...ref,
      mapping,
      duplicates: { by: RECORD_ID, action: 'overwrite' },
    });
    expect(result).toMatchObject({ taken: 1, overwritten: 1, failed: 1 });
    expect(result.problems).toEqual([{ row: 3, field: 'Record ID', problem: 'There is no such record.' }]);
    expect(await stored(own)).toMatchObject({ last: 'After' });
  });
});

describe('the file of refused rows', () => {
  test('holds the columns of the file and why, of the dry run and of the import, and is an event', async () => {
    const ref = await upload(['=Good,,', `Taken,${ssn},D`, ',,D', 'Long,1,2,3']);
    const request = { ...ref, mapping: MAPPING };
    const read = async () => {
      const rows: string[][] = [];
      for await (const some of await refusedRows(org.operator, ref)) rows.push(...some);
      return rows;
    };
    const expected = [
      ['Last Name', 'SSN', 'Department', 'Problem (Careledger)'],
      ['Taken', ssn, 'D', 'SSN: Another record has this value already.'],
      ['', '', 'D', 'Last Name: Last Name is required.'],
      ['Long', '1', '2', 'This row has 4 columns, the header has 3.', '3'],
    ];
    expect(await dryRun(org.operator, request)).toMatchObject({ taken: 1, failed: 3 });
    expect(await read()).toEqual(expected);
    await importNow(org.operator, request);
    expect(await read()).toEqual(expected);
    expect((await eventsOf(org, 'import.download')).at(-1)).toMatchObject({ subjectId: ref.importId, outcome: 'done' });
    await expect(refusedRows(org.admin, ref)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('how headers were mapped', () => {
  test('is remembered for the person, whatever the order of the columns, and without a text of the file', async () => {
    const header = 'Kennwort-A,Kennwort-B,Kennwort-C';
    const ref = await upload([`X,${ssn}-m,Y`], org.operator, header);
    await importNow(org.operator, { ...ref, mapping: MAPPING });
    const next = await upload(['Y,X,1'], org.operator, 'kennwort-c,Kennwort-A,Kennwort-B');
    expect(await getImport(org.operator, next)).toMatchObject({
      remembered: true,
      mapping: { 0: 'Department', 1: 'Last_Name', 2: 'SSN' },
    });
    const theirs = await upload(['X,1,Y'], org.admin, header);
    expect(await getImport(org.admin, theirs)).toMatchObject({ remembered: false, mapping: {} });
    await expectNowhereInDatabase(['Kennwort-A', 'kennwort-a']);
  });
});
