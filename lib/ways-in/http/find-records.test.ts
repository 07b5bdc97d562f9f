/** What the command palette finds beside names and whole values: what an id is of, and what one was lately busy with. */
import { beforeAll, expect, test } from 'vitest';
import { selectModule } from '@/lib/admin/settings/compliance/select-module';
import { setHipaaEnabled } from '@/lib/admin/settings/compliance/set-hipaa-enabled';
import { markField } from '@/lib/admin/settings/mark-field';
import { getField, getModule } from '@/lib/crm/modules/definition';
import { createRecord } from '@/lib/crm/records/create';
import { deleteRecords } from '@/lib/crm/records/recycle';
import { makeVisitor, startChat } from '@/lib/tools/testing/chat';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { findByNameOrId, findRecent } from './find-records';

let org: TestOrg;
let other: TestOrg;
let account: string;

beforeAll(async () => {
  [org, other] = [await makeOrg(), await makeOrg()];
  account = (await createRecord(org.operator, { module: 'Accounts', values: { Account_Name: 'Birch Street Ltd' } })).id;
});

test('an id leads to its record, once, with spaces around it too, and leaves no event', async () => {
  const before = (await eventsOf(org.orgId)).length;
  const found = await findByNameOrId(org.operator, ` ${account} `);
  expect(found).toEqual([
    { id: account, name: 'Birch Street Ltd', module: 'Accounts', href: `/m/Accounts/${account}` },
  ]);
  const { id: namedSo } = await createRecord(org.operator, {
    module: 'Accounts',
    values: { Account_Name: `See ${account}` },
  });
  expect((await findByNameOrId(org.operator, account)).map(({ id }) => id)).toEqual([account, namedSo]);
  expect((await eventsOf(org.orgId)).length).toBe(before + 1);
});

test('an id of another organisation, of a module one may not see, of what was deleted and of nothing tell the same', async () => {
  const rights = { ...org.operator.rights, modules: { ...org.operator.rights.modules, Accounts: [] } };
  const { id: gone } = await createRecord(org.operator, { module: 'Leads', values: { Last_Name: 'Bell' } });
  await deleteRecords(org.operator, { module: 'Leads', ids: [gone] });
  expect(await findByNameOrId(other.operator, account)).toEqual([]);
  expect(await findByNameOrId({ ...org.operator, rights }, account)).toEqual([]);
  for (const id of [gone, '1', '9223372036854775807', '9223372036854775808', '0', '-1', '12 34']) {
    expect(await findByNameOrId(org.operator, id), id).toEqual([]);
  }
});

test('a conversation is found by its id by whoever may read it, without a word of who wrote', async () => {
  const { id } = await startChat(await makeVisitor(org));
  expect(await findByNameOrId(org.operator, id)).toEqual([
    { id, name: `Conversation ${id}`, module: 'Chat', href: `/chat/${id}` },
  ]);
  expect(await findByNameOrId(org.admin, id)).toEqual([]);
  expect(await findByNameOrId(other.operator, id)).toEqual([]);
});

test('a record whose name is protected is found by its id, and lately used, without that name', async () => {
  const { id } = await createRecord(org.operator, { module: 'Leads', values: { Last_Name: 'Bellweather' } });
  await setHipaaEnabled(org.admin, { enabled: true });
  await selectModule(org.admin, { module: 'Leads' });
  const { id: fieldId } = getField(getModule(await org.metadata(), 'Leads'), 'Last_Name');
  await markField(org.admin, { module: 'Leads', fieldId, encrypt: true });
  const hidden = { id, name: `Lead ${id.slice(-6)}`, href: `/m/Leads/${id}` };
  expect(await findByNameOrId(org.operator, id)).toEqual([{ ...hidden, module: 'Leads' }]);
  expect(await findRecent(org.operator)).toContainEqual({ ...hidden, module: 'Lead' });
  expect(await findRecent(other.operator)).toEqual([]);
});
