/** What a profile hides is as if it were not there, and what it lets one read is not written: at every door of records. */
import { Readable } from 'node:stream';
import { beforeAll, describe, expect, test } from 'vitest';
import { openEntryDetails } from '@/lib/admin/audit/details';
import { auditQuerySchema } from '@/lib/admin/audit/query';
import { viewLedger } from '@/lib/admin/audit/view';
import { createField } from '@/lib/admin/customization/create-field';
import { updateField } from '@/lib/admin/customization/update-field';
import { printList, printRecord } from '@/lib/crm/exports/print/print';
import { startRecordExport } from '@/lib/crm/exports/records/export';
import { startSubjectExport } from '@/lib/crm/exports/subject/export';
import { startImport } from '@/lib/crm/imports/run/start';
import { uploadImport } from '@/lib/crm/imports/upload/upload';
import { findField, getField, getModule } from '@/lib/crm/modules/definition';
import { createView } from '@/lib/crm/views/create';
import { listViews } from '@/lib/crm/views/queries';
import type { FieldRight } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import type { Id } from '@/lib/platform/ids';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { createRecord } from './create';
import { getRecord } from './get';
import { getRecordDraft } from './get-draft';
import { listRecords } from './list';
import { findDuplicates } from './merge/find';
import { mergeRecords } from './merge/merge';
import { undoMerge } from './merge/undo';
import { searchByValue } from './search-by-value';
import { listTimeline } from './timeline';
import { updateRecord } from './update';

let org: TestOrg;
/** Sees all but Title, Card, Phone, Number and Employer of contacts; reads Email and does not write it. */
let limited: Context;
let ids: Record<string, Id>;
let anna: Id;

const VALUES = {
  First_Name: 'Anna',
  Last_Name: 'Bell',
  Email: 'anna@clinic.example',
  Title: 'Zqsurgeon',
  Phone: '+1 312 555 0147',
  Card: 'Zq-7-91',
};
const HIDDEN = ['Title', 'Card', 'Phone', 'Case_Number', 'Account_Name'];

async function limitedBy(rights: Record<string, Exclude<FieldRight, 'edit'>>): Promise<Context> {
  const contacts = getModule(await org.metadata(), 'Contacts');
  const fields = Object.fromEntries(
    Object.entries(rights).map(([name, right]) => [getField(contacts, name).id, right]),
  );
  return { ...org.operator, rights: { ...org.operator.rights, fields } };
}

beforeAll(async () => {
  org = await makeOrg();
  await createField(org.admin, { module: 'Contacts', label: 'Card', type: 'single_line', unique: true });
  await createField(org.admin, { module: 'Contacts', label: 'Case Number', type: 'auto_number' });
  const hidden = Object.fromEntries(HIDDEN.map((name) => [name, 'hidden'] as const));
  limited = await limitedBy({ ...hidden, Email: 'read' });
  const account = { module: 'Accounts', values: { Account_Name: 'Bell Ltd' } };
  const accountId = (await createRecord(org.operator, account)).id;
  anna = (await createRecord(org.operator, { module: 'Contacts', values: { ...VALUES, Account_Name: accountId } })).id;
  ids = Object.fromEntries(getModule(await org.metadata(), 'Contacts').fields.map(({ apiName, id }) => [apiName, id]));
});

const told = (answer: unknown) => JSON.stringify(answer);
const HELD = ['Zqsurgeon', '555 0147', 'Zq-7-91', 'Case_Number', 'Bell Ltd'];
const expectNothing = (answer: unknown) => {
  for (const value of HELD) expect(told(answer)).not.toContain(value);
};

describe('a hidden field', () => {
  test('is on no page of a record, in no form and in no list, by value or by name', async () => {
    const page = await getRecord(limited, 'Contacts', anna);
    const { users: _, ...draft } = await getRecordDraft(limited, 'Contacts');
    const list = await listRecords(limited, 'Contacts');
    for (const answer of [page, draft, list]) {
      expectNothing(answer);
      for (const name of HIDDEN) expect(told(answer)).not.toContain(`"${name}"`);
    }
    expect(told(await getRecord(org.operator, 'Contacts', anna))).toContain('Zqsurgeon');
  });

  test('is refused by name as a field that does not exist: as a column, filter, sort and value', async () => {
    for (const field of HIDDEN) {
      const unknown = (name: string) => [
        { columns: [name] },
        { filters: [{ field: name, operator: 'equals', value: 'Zqsurgeon' }] },
        { filters: [{ field: name, operator: 'is_empty' }] },
        { sort: { field: name, order: 'asc' as const } },
      ];
      for (const [n, request] of unknown(field).entries()) {
        const refusal = async (given: object) =>
          listRecords(limited, 'Contacts', given).then(
            () => 'answered',
            (error) => [error.code, error.reason, error.message],
          );
        const said = told(await refusal(request)).replaceAll(field, 'No_Such');
        expect(said).toBe(told(await refusal(unknown('No_Such')[n] ?? {})));
      }
      await expect(
        updateRecord(limited, { module: 'Contacts', id: anna, values: { [field]: 'x' } }),
      ).rejects.toMatchObject({ code: 'invalid', fields: { [field]: 'Contacts has no such field.' } });
    }
  });

  test('is found by no search, and is no way to look for duplicates', async () => {
    expect(await searchByValue(org.operator, 'Zq-7-91')).toHaveLength(1);
    expect(await searchByValue(limited, 'Zq-7-91')).toEqual([]);
    expect((await listRecords(limited, 'Contacts', { search: 'Zq-7-91' })).rows).toEqual([]);
    const asked = { module: 'Contacts', recordId: anna };
    const { fields } = await findDuplicates(limited, asked);
    expect(fields.map(({ apiName }) => apiName)).not.toContain('Card');
    await expect(findDuplicates(limited, { ...asked, by: ['Card'] })).rejects.toMatchObject({ code: 'invalid' });
  });

  test('drops out of a view that somebody else shares, with its filter', async () => {
    const definition = {
      columns: ['Title', 'Email'],
      filters: [{ field: 'Title', operator: 'equals', value: 'Zqsurgeon' }],
      sort: null,
    };
    await createView(org.admin, { module: 'Contacts', name: 'Surgeons', shared: true, definition });
    const [view] = await listViews(limited, 'Contacts');
    expect(view?.definition).toMatchObject({ columns: ['Email'], filters: [], dropped: ['Title'] });
    expectNothing(view);
  });

  test('leaves on no paper and in no file; a file for the patient is made by somebody who sees all', async () => {
    expectNothing(await printRecord(limited, 'Contacts', anna));
    expectNothing(await printList(limited, 'Contacts', {}));
    await startRecordExport(limited, { module: 'Contacts', bom: false });
    await expect(
      startSubjectExport(limited, {
        module: 'Contacts',
        recordId: anna,
        purpose: 'patient_request',
        attachments: false,
      }),
    ).rejects.toMatchObject({ code: 'forbidden', reason: 'FIELDS_HIDDEN' });
  });

  test('takes no column of an import', async () => {
    const source = Readable.from([Buffer.from('Last Name,Title\nReed,Nurse\n')]);
    const { importId } = await uploadImport(limited, { module: 'Contacts', source });
    const refused = startImport(limited, { module: 'Contacts', importId, mapping: { 0: 'Last_Name', 1: 'Title' } });
    await expect(refused).rejects.toMatchObject({ code: 'invalid', message: 'The field Title cannot be imported.' });
  });

  test('has no word in the history, nor in the log of whoever may read it', async () => {
    await updateRecord(org.operator, {
      module: 'Contacts',
      id: anna,
      values: { Title: 'Zqdean', Email: 'a@b.example' },
    });
    const { events } = await listTimeline(limited, { module: 'Contacts', recordId: anna });
    expect(told(events)).toContain('a@b.example');
    for (const word of ['Zqdean', 'Zqsurgeon', 'Title']) expect(told(events)).not.toContain(word);
    const { lines } = await viewLedger(limited, auditQuerySchema.parse({ record: anna, range: 'all' }), {});
    const details = await Promise.all(
      lines.filter(({ hasDetail }) => hasDetail).map(({ id }) => openEntryDetails(limited, id)),
    );
    expect(details.length).toBeGreaterThan(0);
    for (const word of ['Zqdean', 'Zqsurgeon']) expect(told([lines, details])).not.toContain(word);
    expect(lines.flatMap(({ fields }) => fields)).not.toContain('Title');
  });

  test('tells an administrator whose profile hides it nothing when its options or uniqueness change', async () => {
    const admin = { ...org.admin, rights: { ...org.admin.rights, fields: { [ids.Title as Id]: 'hidden' as const } } };
    await expect(
      updateField(admin, { module: 'Contacts', fieldId: ids.Title as Id, unique: true }),
    ).rejects.toMatchObject({ fields: { unique: expect.stringContaining('protected') } });
  });
});

/** All that is stored of a record, of hidden fields too. */
async function storedOf(id: Id): Promise<unknown> {
  return asOwner(org.orgId, async ({ sql }) => {
    const [row] = await sql`
      select "values" - 'Description' as "values", k1, k2, k3, k4, k5, k6, k7, k8 from records
      where org_id = ${org.orgId} and id = ${id}`;
    const unique =
      await sql`select field_id, encode(token, 'hex') as token from unique_values where record_id = ${id} order by 1`;
    const links = await sql`select field_id, target_id from links where record_id = ${id} order by 1, 2`;
    return { row, unique: [...unique], links: [...links] };
  });
}

describe('what is written by one for whom fields are hidden', () => {
  test('leaves all of them as they were: values, sort keys, unique values and lookups', async () => {
    const before = await storedOf(anna);
    await updateRecord(limited, { module: 'Contacts', id: anna, values: { Description: 'Anne' } });
    expect(await storedOf(anna)).toEqual(before);
  });

  test('numbers a new record in a field that they do not see', async () => {
    const { id } = await createRecord(limited, { module: 'Contacts', values: { Last_Name: 'Made' } });
    const page = await getRecord(org.operator, 'Contacts', id);
    expect(page.record.values.Case_Number).toMatch(/\d+/);
  });

  test('loses no hidden value in a merge, and undoing it gives back what was', async () => {
    const make = async (values: object) =>
      (await createRecord(org.operator, { module: 'Contacts', values: { Last_Name: 'Twin', ...values } })).id;
    const [keepId, other] = [
      await make({}),
      await make({ Title: 'Zqnurse', Card: 'Zq-8', Email: 'twin@clinic.example' }),
    ];
    const before = [await storedOf(keepId), await storedOf(other)];
    const asked = { module: 'Contacts', keepId, otherIds: [other], versions: { [keepId]: 1, [other]: 1 } };
    await expect(mergeRecords(limited, { ...asked, choices: { Title: other } })).rejects.toMatchObject({
      code: 'invalid',
    });
    await expect(mergeRecords(limited, { ...asked, choices: { Email: other } })).rejects.toMatchObject({
      fields: { Email: 'Email stays what it is.' },
    });
    const { mergeId } = await mergeRecords(limited, { ...asked, choices: {} });
    const { record } = await getRecord(org.operator, 'Contacts', keepId);
    expect(record.values).toMatchObject({ Title: 'Zqnurse', Card: 'Zq-8' });
    expect(record.values.Email).toBeUndefined();
    await undoMerge(limited, { module: 'Contacts', mergeId });
    expect([await storedOf(keepId), await storedOf(other)]).toEqual(before);
  });
});

describe('a field that one may read', () => {
  test('is shown, and refused by name when it is written, by a form and by a file', async () => {
    const { record, module } = await getRecord(limited, 'Contacts', anna);
    expect(record.values.Email).toBe('a@b.example');
    expect(findField(module, 'Email')).toMatchObject({ readOnly: true });
    await expect(
      updateRecord(limited, { module: 'Contacts', id: anna, values: { Email: 'x@y.example' } }),
    ).rejects.toMatchObject({ fields: { Email: 'This field cannot be written.' } });
    const source = Readable.from([Buffer.from('Last Name,Email\nReed,reed@clinic.example\n')]);
    const { importId } = await uploadImport(limited, { module: 'Contacts', source });
    const mapping = { 0: 'Last_Name', 1: 'Email' };
    await expect(startImport(limited, { module: 'Contacts', importId, mapping })).rejects.toMatchObject({
      message: 'The field Email cannot be imported.',
    });
  });
});

test('a record is not made by somebody who may not fill in what it needs, and nobody is told what that is', async () => {
  const reader = await limitedBy({ Last_Name: 'read' });
  await expect(createRecord(reader, { module: 'Contacts', values: { First_Name: 'A' } })).rejects.toMatchObject({
    code: 'forbidden',
    reason: 'REQUIRED_FIELD',
    message: expect.not.stringContaining('Last'),
  });
  await expect(getRecordDraft(reader, 'Contacts')).rejects.toMatchObject({ code: 'forbidden' });
});

test('who has no limits in fields is told what was told before', async () => {
  const same: Context = { ...org.operator, rights: { ...org.operator.rights, fields: {} } };
  const [one, other] = [await getRecord(same, 'Contacts', anna), await getRecord(org.operator, 'Contacts', anna)];
  expect(told(one)).toBe(told(other));
});
