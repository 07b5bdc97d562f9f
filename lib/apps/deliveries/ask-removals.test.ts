import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { setRestriction } from '@/lib/admin/settings/compliance/set-restriction';
import { markField } from '@/lib/admin/settings/mark-field';
import { deleteRecords, restoreRecords } from '@/lib/crm/records/recycle';
import { updateRecord } from '@/lib/crm/records/update';
import type { Id } from '@/lib/platform/ids';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import type { TestOrg } from '@/lib/tools/testing/factories';
import { addContact, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { mapModule } from '../connections/map';
import { getConnection } from '../connections/queries';
import { connectHook, coverConnection, deliver } from '../testing/connected';
import { type Hook, startHook } from '../testing/hook';
import { connectDesk } from '../testing/rule/connect-desk';
import { type Listening, startListening } from '../testing/rule/listening';
import { askRemovals } from './ask-removals';
import { transfersByDay } from './by-day';

let org: TestOrg;
let listening: Listening;
let hook: Hook;
beforeAll(async () => {
  [listening, hook] = await Promise.all([startListening(), startHook()]);
});
afterAll(() => Promise.all([listening.close(), hook.close()]));
beforeEach(async () => {
  org = await makeHealthOrg();
  const fieldId = await fieldIdOf(org, 'Contacts', 'Email');
  await markField(org.admin, { module: 'Contacts', fieldId, encrypt: true });
});

const FIELDS = [
  { field: 'Last_Name', to: 'lastName' },
  { field: 'Email', to: 'email' },
];
const removedAt = async (connectionId: Id) =>
  (await ownerSql()`select removed_at from app_remotes where connection_id = ${connectionId} order by record_id`).map(
    (row) => row.removed_at !== null,
  );

test('when a door closes an app is asked, once, to remove what it has and may not have any more, though no record changed', async () => {
  const desk = await connectDesk(org, listening, FIELDS, { removeRestricted: true });
  await coverConnection(org, desk.id);
  for (const Email of ['a@example.org', 'b@example.org']) await addContact(org, { Email });
  await deliver(org, desk.id);
  expect(await askRemovals(org.orgId)).toBe(0);
  await setRestriction(org.admin, { door: 'zoho_app', restricted: true });
  const there = { plural: 'Contacts', records: 2, fields: ['Email'] };
  expect((await getConnection(org.officer, desk.id)).stillThere).toMatchObject([{ ...there, removal: 'removed' }]);
  expect(await askRemovals(org.orgId)).toBe(2);
  expect(await askRemovals(org.orgId)).toBe(0);
  await deliver(org, desk.id);
  expect(await removedAt(desk.id)).toEqual([true, true]);
  expect(await eventsOf(org.orgId, 'app.remove')).toHaveLength(2);
  expect((await getConnection(org.admin, desk.id)).stillThere).toEqual([]);
  expect(await askRemovals(org.orgId)).toBe(0);
});

test('nobody is asked who did not choose to; the app keeps what it got, and its row says so until it may have it again', async () => {
  const desk = await connectDesk(org, listening, FIELDS);
  await coverConnection(org, desk.id);
  await addContact(org, { Email: 'a@example.org' });
  await deliver(org, desk.id);
  expect((await getConnection(org.admin, desk.id)).stillThere).toEqual([]);
  await setRestriction(org.admin, { door: 'zoho_app', restricted: true });
  expect(await askRemovals(org.orgId)).toBe(0);
  const [kept] = (await getConnection(org.admin, desk.id)).stillThere;
  expect(kept).toMatchObject({ records: 1, fields: ['Email'], removal: 'kept' });
});

const bodies = () => hook.received.map(({ type, values }) => ({ type, values }));
const markPhone = async () =>
  markField(org.admin, { module: 'Contacts', fieldId: await fieldIdOf(org, 'Contacts', 'Phone'), encrypt: true });

test('of a record that an app may still be sent without a field, that field is emptied there when a door closes, once', async () => {
  const id = await connectHook(org, hook.address, { removeRestricted: true });
  await coverConnection(org, id);
  const [a] = [await addContact(org, { Email: 'a@example.org', Phone: '555-0100' }), await addContact(org, {})];
  await deliver(org, id);
  expect(await askRemovals(org.orgId)).toBe(0);
  await setRestriction(org.admin, { door: 'third_party', restricted: true });
  const there = { records: 2, fields: ['Email'], removal: 'emptied', atLeast: false };
  expect((await getConnection(org.admin, id)).stillThere).toMatchObject([there]);
  hook.received.length = 0;
  expect(await askRemovals(org.orgId)).toBe(2);
  await deliver(org, id);
  const changed = (Phone: string | null) => ({
    type: 'contacts.changed',
    values: { Last_Name: 'Doe', Phone, Email: null },
  });
  expect(bodies()).toEqual(expect.arrayContaining([changed('555-0100'), changed(null)]));
  expect((await getConnection(org.admin, id)).stillThere).toEqual([]);
  expect(await askRemovals(org.orgId)).toBe(0);
  expect(await eventsOf(org.orgId, 'app.send_without')).toMatchObject([
    { facts: { emptied: 'Email', reason: 'fields_emptied' } },
    { facts: { emptied: 'Email' } },
  ]);

  const { days, capped } = await transfersByDay(org.admin);
  expect([days.length, capped, days.at(-1)]).toMatchObject([30, false, { sent: 2, withheld: 2, skipped: 0 }]);

  // What was unmarked when it was sent, and is marked since.
  await markPhone();
  expect(await askRemovals(org.orgId)).toBe(2);
  await updateRecord(org.operator, { module: 'Contacts', id: a, values: { Last_Name: 'Roe' } });
  await deliver(org, id);
  expect(bodies().slice(2)).toContainEqual({ type: 'contacts.changed', values: { Last_Name: 'Roe', Phone: null } });
  expect(bodies()).toHaveLength(4);
  await updateRecord(org.operator, { module: 'Contacts', id: a, values: { Last_Name: 'Poe' } });
  await deliver(org, id);
  // What it put there itself since is its own.
  expect(bodies().at(-1)).toEqual({ type: 'contacts.changed', values: { Last_Name: 'Poe' } });
});

test('a record of which a field cannot be emptied there is removed, and comes again without it when it changes', async () => {
  const id = await connectHook(org, hook.address, { removeRestricted: true, acts: ['create', 'delete'] });
  await coverConnection(org, id);
  const recordId = await addContact(org, { Email: 'a@example.org' });
  await deliver(org, id);
  await setRestriction(org.admin, { door: 'third_party', restricted: true });
  hook.received.length = 0;
  expect((await getConnection(org.admin, id)).stillThere).toMatchObject([{ records: 1, removal: 'removed' }]);
  expect(await askRemovals(org.orgId)).toBe(1);
  await deliver(org, id);
  await deleteRecords(org.operator, { module: 'Contacts', ids: [recordId] });
  await deliver(org, id);
  await restoreRecords(org.operator, { module: 'Contacts', ids: [recordId] });
  await deliver(org, id);
  expect(bodies()).toEqual([
    { type: 'contacts.deleted', values: {} },
    { type: 'contacts.created', values: { Last_Name: 'Doe', Phone: null } },
  ]);
  expect((await getConnection(org.admin, id)).stillThere).toEqual([]);
  expect(await askRemovals(org.orgId)).toBe(0);
});

test('an app keeps what it got where nobody chose otherwise, its row says so, and who chooses so later is obeyed', async () => {
  const id = await connectHook(org, hook.address);
  await coverConnection(org, id);
  const recordId = await addContact(org, { Email: 'a@example.org' });
  await deliver(org, id);
  await setRestriction(org.admin, { door: 'third_party', restricted: true });
  await updateRecord(org.operator, { module: 'Contacts', id: recordId, values: { Email: 'b@example.org' } });
  await deliver(org, id);
  expect(bodies().at(-1)?.values).toEqual({ Last_Name: 'Doe', Phone: null });
  expect(await askRemovals(org.orgId)).toBe(0);
  const [kept] = (await getConnection(org.admin, id)).stillThere;
  expect(kept).toMatchObject({ records: 1, fields: ['Email'], removal: 'kept' });
  const fields = ['Last_Name', 'Email', 'Phone'].map((field) => ({ field, to: field }));
  await mapModule(org.admin, { id, module: 'Contacts', acts: ['change'], fields, removeRestricted: true });
  expect(await askRemovals(org.orgId)).toBe(1);
  await deliver(org, id);
  expect(bodies().at(-1)?.values).toEqual({ Last_Name: 'Doe', Phone: null, Email: null });
});
