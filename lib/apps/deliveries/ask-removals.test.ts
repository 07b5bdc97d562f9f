import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { setRestriction } from '@/lib/admin/settings/compliance/set-restriction';
import { markField } from '@/lib/admin/settings/mark-field';
import { updateRecord } from '@/lib/crm/records/update';
import type { Id } from '@/lib/platform/ids';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import type { TestOrg } from '@/lib/tools/testing/factories';
import { addContact, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { getConnection } from '../connections/queries';
import { connectHook, coverConnection, deliver } from '../testing/connected';
import { type Hook, startHook } from '../testing/hook';
import { connectDesk } from '../testing/rule/connect-desk';
import { type Listening, startListening } from '../testing/rule/listening';
import { askRemovals } from './ask-removals';

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
  expect((await getConnection(org.officer, desk.id)).stillThere).toMatchObject([{ ...there, removal: 'asked' }]);
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

test('an app that gets the rest of a record without its marked fields keeps what it got of them, and its row says so', async () => {
  const id = await connectHook(org, hook.address, { removeRestricted: true });
  await coverConnection(org, id);
  const recordId = await addContact(org, { Email: 'a@example.org' });
  await deliver(org, id);
  await setRestriction(org.admin, { door: 'third_party', restricted: true });
  await updateRecord(org.operator, { module: 'Contacts', id: recordId, values: { Email: 'b@example.org' } });
  await deliver(org, id);
  expect(await askRemovals(org.orgId)).toBe(0);
  const [kept] = (await getConnection(org.admin, id)).stillThere;
  expect(kept).toMatchObject({ records: 1, fields: ['Email'], removal: 'kept' });
});
