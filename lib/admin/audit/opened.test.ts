import { beforeAll, expect, test } from 'vitest';
import { markField } from '@/lib/admin/settings/mark-field';
import { getRecord } from '@/lib/crm/records/get';
import { reveal } from '@/lib/protection/disclose/reveal';
import { expectAbsent } from '@/lib/tools/testing/absent';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { addContact, eventsOf, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { openedThisWeek } from './opened';

let org: TestOrg;
let contact: string;

beforeAll(async () => {
  org = await makeHealthOrg();
  const fieldId = await fieldIdOf(org, 'Contacts', 'Phone');
  await markField(org.admin, { module: 'Contacts', fieldId, encrypt: true });
  contact = await addContact(org, { Last_Name: 'Opened', Phone: '555-014-9931' });
  await reveal(org.operator, { module: 'Contacts', recordId: contact, fields: ['Phone'], purpose: 'treatment' });
  await reveal(org.operator, { module: 'Contacts', recordId: contact, fields: ['Phone'], purpose: 'payment' });
});

test('a person sees what they opened, by day, with a link to what they may still see, and no value', async () => {
  const { days, isCut } = await openedThisWeek(org.operator);
  expect(isCut).toBe(false);
  expect(days).toHaveLength(1);
  expect(days[0]?.things).toMatchObject([
    {
      kind: 'Contacts',
      id: contact,
      href: `/m/Contacts/${contact}`,
      acts: [{ action: 'record.reveal', times: 2 }],
      revealed: ['Phone'],
    },
  ]);
  expectAbsent(JSON.stringify(days), '555-014-9931');
});

test('and nothing of what others opened, in their organisation or another', async () => {
  expect((await openedThisWeek(org.admin)).days).toEqual([]);
  expect((await openedThisWeek((await makeOrg()).operator)).days).toEqual([]);
});

test('a record that they may not see any more has neither name nor link', async () => {
  await ownerSql()`update records set deleted_at = now() where org_id = ${org.orgId} and id = ${contact}`;
  await expect(getRecord(org.operator, 'Contacts', contact)).rejects.toMatchObject({ code: 'not_found' });
  const { days } = await openedThisWeek(org.operator);
  expect(days[0]?.things).toMatchObject([{ id: contact, name: null, href: null }]);
  await ownerSql()`update records set deleted_at = null where org_id = ${org.orgId} and id = ${contact}`;
});

test('looking is an event, one for coming back soon', async () => {
  await openedThisWeek(org.operator);
  await openedThisWeek(org.operator);
  expect((await eventsOf(org, 'ledger.view')).filter(({ actorId }) => actorId === org.operator.actor.id)).toMatchObject(
    [{ facts: { own: true, range: '7d' } }],
  );
});

test('without the right to read the log it is refused, which is an event', async () => {
  const none = { ...org.operator, rights: { ...org.operator.rights, org: [] } };
  await expect(openedThisWeek(none)).rejects.toMatchObject({ code: 'forbidden' });
  expect((await eventsOf(org, 'ledger.view')).at(-1)).toMatchObject({ outcome: 'refused' });
});
