import { beforeAll, expect, test } from 'vitest';
import { createField } from '@/lib/admin/customization/create-field';
import { markField } from '@/lib/admin/settings/mark-field';
import { listNotes } from '@/lib/crm/notes/queries';
import { createNote } from '@/lib/crm/notes/write';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { reveal } from '@/lib/protection/disclose/reveal';
import { setBudgetsOf } from '@/lib/tools/testing/budgets';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { eventsOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { expectNowhereInDatabase } from '@/lib/tools/testing/matchers';
import { createRecord } from '../create';
import { getRecord } from '../get';
import { deleteRecords, purgeRecords, restoreRecords } from '../recycle';
import { updateRecord } from '../update';
import { mergeRecords } from './merge';
import { mergesOf } from './merges-of';
import { undoMerge } from './undo';

let org: TestOrg;

/** Contacts with a unique, marked and encrypted SSN; who merges is the operator, who may reveal, where not said otherwise. */
beforeAll(async () => {
  org = await makeHealthOrg();
  await setBudgetsOf(org.orgId);
  const { id } = await createField(org.admin, { module: 'Contacts', label: 'SSN', type: 'single_line', unique: true });
  await markField(org.admin, { module: 'Contacts', fieldId: id, encrypt: true });
});

const module = 'Contacts';
const contact = async (values: Record<string, unknown>) =>
  (await createRecord(org.operator, { module, values: { Last_Name: 'Reynolds', ...values } })).id;

async function versionsOf(ids: readonly Id[]): Promise<Record<Id, number>> {
  const pages = await Promise.all(ids.map((id) => getRecord(org.operator, module, id)));
  return Object.fromEntries(pages.map(({ record }) => [record.id, record.version]));
}

async function merge(keepId: Id, otherIds: Id[], choices: Record<string, Id> = {}, ctx = org.operator) {
  return mergeRecords(ctx, { module, keepId, otherIds, choices, versions: await versionsOf([keepId, ...otherIds]) });
}

const valuesOf = async (id: Id, of = module) => (await getRecord(org.operator, of, id)).record.values;
const ssnOf = (recordId: Id) =>
  reveal(org.operator, { module, recordId, fields: ['SSN'], purpose: 'treatment' }).then((values) => values.SSN);

test('the record that stays gets the chosen values, protected ones without their being seen, and can be put back', async () => {
  const keep = await contact({ First_Name: 'Silvana', Email: 'old@example.org', SSN: '999-46-1590' });
  const gone = await contact({ First_Name: 'Sylvana', Email: 'new@example.org', SSN: '999-51-7042', Title: 'Dr' });
  const choices = { Email: gone, SSN: gone, Title: gone };
  const { mergeId } = await merge(keep, [gone], choices, org.admin);
  expect(await valuesOf(keep)).toMatchObject({ First_Name: 'Silvana', Email: 'new@example.org', Title: 'Dr' });
  expect(await ssnOf(keep)).toBe('999-51-7042');
  await expect(getRecord(org.operator, module, gone)).rejects.toMatchObject({ code: 'not_found' });
  expect((await eventsOf(org, 'record.merge')).at(-1)).toMatchObject({
    outcome: 'done',
    fields: expect.arrayContaining(['Email', 'SSN', 'Title']),
    facts: { merged: [gone] },
  });
  await expectNowhereInDatabase(['999-46-1590', '999-51-7042']);

  await undoMerge(org.admin, { module, mergeId });
  expect(await valuesOf(keep)).toMatchObject({ First_Name: 'Silvana', Email: 'old@example.org' });
  expect(await valuesOf(keep)).not.toHaveProperty('Title');
  expect([await ssnOf(keep), await ssnOf(gone)]).toEqual(['999-46-1590', '999-51-7042']);
  // Each is the holder of its own unique value again.
  await expect(contact({ SSN: '999-46-1590' })).rejects.toMatchObject({ reason: 'DUPLICATE_DATA' });
  await expect(contact({ SSN: '999-51-7042' })).rejects.toMatchObject({ reason: 'DUPLICATE_DATA' });
  await expectNowhereInDatabase(['999-46-1590', '999-51-7042']);
  await expect(undoMerge(org.admin, { module, mergeId })).rejects.toMatchObject({ code: 'not_found' });
});

test('a unique value that was not chosen still belongs to the record in the recycle bin', async () => {
  const keep = await contact({ SSN: '999-20-1001' });
  const gone = await contact({ SSN: '999-20-1002' });
  await merge(keep, [gone]);
  expect(await ssnOf(keep)).toBe('999-20-1001');
  await expect(contact({ SSN: '999-20-1002' })).rejects.toMatchObject({ reason: 'DUPLICATE_DATA' });
});

test('an empty hidden value never takes the place of one that is there, chosen or not, and the event does not tell which', async () => {
  const without = await contact({ Email: 'without@example.org' });
  const held = await contact({ SSN: '999-30-3001' });
  await merge(without, [held], {}, org.admin);
  expect(await ssnOf(without)).toBe('999-30-3001');
  const keep = await contact({ SSN: '999-30-3002' });
  const empty = await contact({});
  await merge(keep, [empty], { SSN: empty }, org.admin);
  expect(await ssnOf(keep)).toBe('999-30-3002');
  const told = (await eventsOf(org, 'record.merge')).slice(-2).map(({ fields }) => fields);
  expect(told).toEqual([['SSN'], ['SSN']]);
});

test('notes and lookups follow, each with its event, and return when the merge is undone', async () => {
  const [keep, gone, third] = [await contact({}), await contact({}), await contact({})];
  await createNote(org.operator, { module, recordId: gone, title: '', body: 'Called about the knee.' });
  const deal = await createRecord(org.operator, {
    module: 'Deals',
    values: { Deal_Name: 'Knee brace', Stage: 'Qualification', Contact_Name: gone },
  });
  const report = await contact({ Reporting_To: gone });
  const own = await contact({ Reporting_To: keep });
  const { mergeId } = await merge(keep, [gone, third]);
  const notes = (recordId: Id) => listNotes(org.operator, { module, recordId }).then((page) => page.notes?.length);
  expect([await notes(keep), (await valuesOf(deal.id, 'Deals')).Contact_Name]).toEqual([1, keep]);
  expect((await valuesOf(report)).Reporting_To).toBe(keep);
  const told = await inOrg(
    org.orgId,
    (tx) => tx.sql<{ id: Id; fields: string[] }[]>`
    select record_id as id, fields from ledger_entries where action = 'record.update' and subject_id = ${mergeId} order by id`,
  );
  expect(told).toEqual([
    { id: deal.id, fields: ['Contact_Name'] },
    { id: report, fields: ['Reporting_To'] },
  ]);
  await undoMerge(org.operator, { module, mergeId });
  expect([await notes(keep), await notes(gone)]).toEqual([0, 1]);
  expect((await valuesOf(deal.id, 'Deals')).Contact_Name).toBe(gone);
  expect([(await valuesOf(report)).Reporting_To, (await valuesOf(own)).Reporting_To]).toEqual([gone, keep]);
});

test('a list of lookups holds the record that stays once, and what it held before when the merge is undone', async () => {
  await createField(org.admin, {
    module,
    label: 'Relatives',
    type: 'multi_lookup',
    options: { lookupModule: 'Contacts' },
  });
  const [keep, first, second] = [await contact({}), await contact({}), await contact({})];
  const both = await contact({ Relatives: [first, keep, second] });
  const others = await contact({ Relatives: [first, second] });
  const { mergeId } = await merge(keep, [first, second]);
  const relatives = async (id: Id) => (await valuesOf(id)).Relatives as Id[];
  expect([await relatives(both), await relatives(others)]).toEqual([[keep], [keep]]);
  await undoMerge(org.operator, { module, mergeId });
  expect([...(await relatives(both))].sort()).toEqual([keep, first, second].sort());
  expect([...(await relatives(others))].sort()).toEqual([first, second].sort());
  const linked = await inOrg(
    org.orgId,
    (tx) => tx.sql<{ id: Id }[]>`select target_id as id from links where record_id = ${both} order by target_id`,
  );
  expect(linked.map(({ id }) => id)).toEqual([keep, first, second].sort());
});

test('a record never comes to point to itself', async () => {
  const gone = await contact({});
  const keep = await contact({ Reporting_To: gone });
  await merge(keep, [gone]);
  expect(await valuesOf(keep)).not.toHaveProperty('Reporting_To');
});

test('what somebody changed after the merge stays when it is undone', async () => {
  const keep = await contact({ Email: 'a@example.org', Title: 'Mr' });
  const gone = await contact({ Email: 'b@example.org', Title: 'Dr' });
  const { mergeId } = await merge(keep, [gone], { Email: gone, Title: gone });
  await updateRecord(org.operator, { module, id: keep, values: { Email: 'c@example.org' } });
  await undoMerge(org.operator, { module, mergeId });
  expect(await valuesOf(keep)).toMatchObject({ Email: 'c@example.org', Title: 'Mr' });
});

test('a record changed since it was looked at is not merged, and nothing happens', async () => {
  const [keep, gone] = [await contact({}), await contact({})];
  const versions = await versionsOf([keep, gone]);
  await updateRecord(org.operator, { module, id: gone, values: { Title: 'Dr' } });
  const request = { module, keepId: keep, otherIds: [gone], choices: { Title: gone }, versions };
  await expect(mergeRecords(org.operator, request)).rejects.toMatchObject({ code: 'conflict', reason: 'CONCURRENT' });
  expect(await valuesOf(gone)).toMatchObject({ Title: 'Dr' });
});

test('a record that was merged is not restored by itself, and is undone no more once it is gone for good', async () => {
  const [keep, gone] = [await contact({}), await contact({})];
  const other = await contact({});
  const { mergeId } = await merge(keep, [gone, other]);
  await expect(restoreRecords(org.operator, { module, ids: [gone] })).rejects.toMatchObject({ code: 'conflict' });
  expect(await mergesOf(org.operator, { module, recordId: keep })).toMatchObject([{ id: mergeId, merged: 2 }]);
  await purgeRecords(org.operator, { module, ids: [gone] });
  expect(await mergesOf(org.operator, { module, recordId: keep })).toEqual([]);
  await expect(undoMerge(org.operator, { module, mergeId })).rejects.toMatchObject({ code: 'not_found' });
});

test('a record that was merged into one that is gone for good is restored, and can be merged again', async () => {
  const [keep, gone, third] = [await contact({}), await contact({}), await contact({})];
  await merge(keep, [gone]);
  await deleteRecords(org.operator, { module, ids: [keep] });
  await purgeRecords(org.operator, { module, ids: [keep] });
  await restoreRecords(org.operator, { module, ids: [gone] });
  await merge(third, [gone]);
  expect(await mergesOf(org.operator, { module, recordId: third })).toHaveLength(1);
});

test('two people who merge the same records at once: one does, the other is told', async () => {
  const [keep, gone] = [await contact({}), await contact({})];
  const versions = await versionsOf([keep, gone]);
  const request = { module, choices: {}, versions };
  const both = await Promise.allSettled([
    mergeRecords(org.operator, { ...request, keepId: keep, otherIds: [gone] }),
    mergeRecords(org.admin, { ...request, keepId: gone, otherIds: [keep] }),
  ]);
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('is refused without the right, across organisations, and by name for a choice that does not fit', async () => {
  const [keep, gone] = [await contact({}), await contact({})];
  const versions = await versionsOf([keep, gone]);
  const request = { module, keepId: keep, otherIds: [gone], choices: {}, versions };
  await expect(mergeRecords(org.officer, request)).rejects.toMatchObject({ code: 'forbidden' });
  expect((await eventsOf(org, 'record.merge')).at(-1)).toMatchObject({
    outcome: 'refused',
    actorId: org.officer.actor.id,
  });
  const other = await makeOrg();
  await expect(mergeRecords(other.operator, request)).rejects.toMatchObject({ code: 'not_found' });
  const wrong = { ...request, choices: { Last_Name: '1', Nope: gone } };
  await expect(mergeRecords(org.operator, wrong)).rejects.toMatchObject({
    code: 'invalid',
    fields: { Last_Name: expect.any(String), Nope: expect.any(String) },
  });
  const empties = { ...request, choices: {} };
  await deleteRecords(org.operator, { module, ids: [gone] });
  await expect(mergeRecords(org.operator, empties)).rejects.toMatchObject({ code: 'not_found' });
});

test('a field that is encrypted later leaves no clear copy in what was kept for undoing', async () => {
  const { id } = await createField(org.admin, { module, label: 'Nickname', type: 'single_line' });
  const keep = await contact({ Nickname: 'Zebrafinch' });
  const gone = await contact({ Nickname: 'Goldfinch' });
  await merge(keep, [gone], { Nickname: gone });
  await markField(org.admin, { module, fieldId: id, encrypt: true });
  const kept = await inOrg(org.orgId, (tx) => tx.sql`select "values"::text as text from before_images`);
  expect(kept.map(({ text }) => text).join()).not.toContain('Zebrafinch');
});
