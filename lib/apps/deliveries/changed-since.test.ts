/** What was decided on when a change was made, and is otherwise when it is sent: what counts is the moment of sending. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { withdrawAgreement } from '@/lib/admin/agreements/withdraw';
import { deleteField } from '@/lib/admin/customization/delete-field';
import { updateField } from '@/lib/admin/customization/update-field';
import { setRestriction } from '@/lib/admin/settings/compliance/set-restriction';
import { markField } from '@/lib/admin/settings/mark-field';
import { updateRecord } from '@/lib/crm/records/update';
import { clock, setClock } from '@/lib/platform/clock';
import type { Id } from '@/lib/platform/ids';
import { ownerSql } from '@/lib/tools/testing/database';
import type { TestOrg } from '@/lib/tools/testing/factories';
import { addContact, addFields, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { connectHook, coverConnection, deliver } from '../testing/connected';
import { type Hook, startHook } from '../testing/hook';
import { connectDesk } from '../testing/rule/connect-desk';
import { type Listening, startListening } from '../testing/rule/listening';
import { replayAll } from './replay';

let org: TestOrg;
let hook: Hook;
let listening: Listening;
beforeAll(async () => {
  [hook, listening] = await Promise.all([startHook(), startListening()]);
});
afterAll(() => Promise.all([hook.close(), listening.close()]));
beforeEach(async () => {
  org = await makeHealthOrg();
  hook.received.length = 0;
  hook.answers.length = 0;
});

const values = () => hook.received.at(-1)?.values;
const markPhone = async () =>
  markField(org.admin, { module: 'Contacts', fieldId: await fieldIdOf(org, 'Contacts', 'Phone'), encrypt: true });
const endOf = async (id: Id) => {
  const rows = await ownerSql()<{ state: string; reason: string | null }[]>`
    select state, reason from app_deliveries where org_id = ${org.orgId} and connection_id = ${id} order by id`;
  return rows.at(-1);
};
const again = (id: Id) => ownerSql()`
  with rested as (update app_health set rests_until = null where org_id = ${org.orgId} returning 1)
  update app_deliveries set due_at = now() where org_id = ${org.orgId} and connection_id = ${id}`;
const accounted = (id: Id) => ownerSql()`
  select fields from disclosures where org_id = ${org.orgId} and subject_id = ${id} order by id`;

test('a field that was marked since is left out', async () => {
  const id = await connectHook(org, hook.address);
  await addContact(org, { Phone: '555-0100' });
  await markPhone();
  await deliver(org, id);
  expect(values()).toEqual({ Last_Name: 'Doe', Email: null });
  expect(await endOf(id)).toEqual({ state: 'sent_without', reason: null });
});

test('a field that was renamed since goes under the name the app knows', async () => {
  const [fieldId = ''] = await addFields(org, 'Contacts', ['Nick']);
  const id = await connectHook(org, hook.address, { fields: [{ field: 'Nick', to: 'nickname' }] });
  await addContact(org, { Nick: 'Jo' });
  await updateField(org.admin, { module: 'Contacts', fieldId, label: 'Called' });
  await deliver(org, id);
  expect(values()).toEqual({ nickname: 'Jo' });
});

test('a field that was deleted since is not there; without one that it cannot do without the app gets nothing', async () => {
  const [nick = '', last = ''] = await addFields(org, 'Contacts', ['Nick', 'Called']);
  const fields = [
    { field: 'Called', to: 'lastName' },
    { field: 'Email', to: 'email' },
    { field: 'Nick', to: 'firstName' },
  ];
  const { id, key } = await connectDesk(org, listening, fields);
  await addContact(org, { Nick: 'Jo', Called: 'Doe', Email: 'jo@example.org' });
  await deleteField(org.admin, { module: 'Contacts', fieldId: nick });
  await deliver(org, id);
  expect(listening.heardBy(key).map(({ json }) => json)).toEqual([{ lastName: 'Doe', email: 'jo@example.org' }]);

  await addContact(org, { Called: 'Roe', Email: 'ro@example.org' });
  await deleteField(org.admin, { module: 'Contacts', fieldId: last });
  await deliver(org, id);
  expect(listening.heardBy(key)).toEqual([]);
  expect(await endOf(id)).toEqual({ state: 'skipped', reason: 'needed_field_gone' });
});

test('an agreement that is withdrawn, or ends, between a change and its delivery covers it no more', async () => {
  await markPhone();
  const id = await connectHook(org, hook.address);
  const today = clock.now().toISOString().slice(0, 10);
  const last = await coverConnection(org, id, today);
  await addContact(org, { Phone: '555-0100' });
  await deliver(org, id);
  expect(values()).toMatchObject({ Phone: '555-0100' });

  await addContact(org, { Phone: '555-0101' });
  const tomorrow = Date.now() + 86_400_000;
  setClock(() => tomorrow);
  try {
    await deliver(org, id);
  } finally {
    setClock();
  }
  expect(values()).not.toHaveProperty('Phone');

  await addContact(org, { Phone: '555-0102' });
  await withdrawAgreement(org.admin, { agreementId: last });
  await deliver(org, id);
  expect(values()).not.toHaveProperty('Phone');
  expect(await accounted(id)).toHaveLength(1);
});

test('a repeat goes by the rule of its own moment, not of the try before', async () => {
  await markPhone();
  const id = await connectHook(org, hook.address);
  await coverConnection(org, id);
  await addContact(org, { Phone: '555-0100' });
  hook.answers.push({ status: 500 });
  await deliver(org, id);
  expect(values()).toMatchObject({ Phone: '555-0100' });
  await setRestriction(org.admin, { door: 'third_party', restricted: true });
  await again(id);
  await deliver(org, id);
  expect(hook.received).toHaveLength(2);
  expect(values()).not.toHaveProperty('Phone');
});

test('a repeat that tells of more than the try before, and one that somebody asked for, are in the accounting too', async () => {
  await markPhone();
  const id = await connectHook(org, hook.address);
  await coverConnection(org, id);
  const recordId = await addContact(org, {});
  hook.answers.push({ status: 500 });
  await deliver(org, id);
  expect(await accounted(id)).toEqual([]);
  await updateRecord(org.operator, { module: 'Contacts', id: recordId, values: { Phone: '555-0100' } });
  hook.answers.push({ status: 422 }, { status: 200 });
  await again(id);
  await deliver(org, id);
  expect(hook.received.map((one) => one.values.Phone)).toEqual([null, '555-0100', '555-0100']);
  expect(await accounted(id)).toHaveLength(2);

  expect(await replayAll(org.admin, { id })).toBe(1);
  await deliver(org, id);
  expect(await accounted(id)).toHaveLength(3);
});
