import { beforeEach, describe, expect, test } from 'vitest';
import { markField } from '@/lib/admin/settings/mark-field';
import { unmarkField } from '@/lib/admin/settings/unmark-field';
import { getField, getModule } from '@/lib/crm/modules/definition';
import { createRecord } from '@/lib/crm/records/create';
import { updateAccount } from '@/lib/people/users/update-account';
import { newId } from '@/lib/platform/ids';
import { integrateOrg } from '@/lib/protection/ledger/integrate/integrate';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { addContact, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { confirmHolds } from '@/lib/tools/testing/holds';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { findReviews } from './find';
import { updateReviewSettings } from './settings';
import { DEFAULT_REVIEW_SETTINGS } from './settings-schema';
import { itemsOf, leaveActs, look, refused, revealed } from './testing/acts';

let org: TestOrg;
const NOW = new Date();

beforeEach(async () => {
  org = await makeOrg();
});

describe('looking through entries', () => {
  test('finds what a rule names, once, with an event that names the items', async () => {
    await leaveActs(org.operator, refused(5));
    await look(org.orgId, NOW);
    await look(org.orgId, NOW);
    const items = await itemsOf(org.orgId);
    expect(items).toMatchObject([{ rule: 'refused_attempts', state: 'open', entries: 5 }]);
    expect(await eventsOf(org.orgId, 'review.find')).toMatchObject([
      {
        actorId: '0',
        facts: {
          found: 1,
          rules: { refused_attempts: 1 },
          items: [{ id: items[0]?.id, rule: 'refused_attempts', personId: org.operator.actor.id }],
        },
      },
    ]);
  });

  test('goes on with the same item when more comes, whatever the batches', async () => {
    await leaveActs(org.operator, refused(7));
    await look(org.orgId, NOW, 3);
    await leaveActs(org.operator, refused(2));
    await look(org.orgId, NOW, 1);
    expect(await itemsOf(org.orgId)).toMatchObject([{ entries: 9 }]);
  });

  test('is done once, however many workers look at the same time', async () => {
    await leaveActs(org.operator, refused(6));
    await look(org.orgId, NOW, 1_000_000);
    await leaveActs(org.operator, refused(6));
    await Promise.all(Array.from({ length: 5 }, () => look(org.orgId, NOW)));
    expect(await itemsOf(org.orgId)).toMatchObject([{ entries: 12 }]);
    expect(await eventsOf(org.orgId, 'review.find')).toHaveLength(2);
  });

  test('that ends in the middle leaves neither items nor place behind, and the next one finds all', async () => {
    await look(org.orgId, NOW);
    await leaveActs(org.operator, refused(5));
    const owner = ownerSql();
    await owner`alter table review_item_entries add constraint dies check (org_id <> ${owner.unsafe(org.orgId)}) not valid`;
    const before = await owner`select next_leaf from review_positions where org_id = ${org.orgId}`;
    await expect(look(org.orgId, NOW)).rejects.toThrow();
    expect(await itemsOf(org.orgId)).toEqual([]);
    expect(await owner`select next_leaf from review_positions where org_id = ${org.orgId}`).toEqual(before);
    await owner`alter table review_item_entries drop constraint dies`;
    await look(org.orgId, NOW);
    expect(await itemsOf(org.orgId)).toMatchObject([{ entries: 5 }]);
  });

  test('passes over nothing when SQL moved its place to the head: it begins anew, says so, and finds nothing twice', async () => {
    await leaveActs(org.operator, refused(5));
    await look(org.orgId, NOW);
    await leaveActs(org.admin, refused(5));
    while (await integrateOrg(org.orgId)) {}
    await ownerSql()`
      update review_positions set next_leaf = (select max(index) + 1 from ledger_leaves where org_id = ${org.orgId})
      where org_id = ${org.orgId}`;
    await look(org.orgId, NOW);
    expect(await itemsOf(org.orgId)).toMatchObject([{ entries: 5 }, { entries: 5 }]);
    const events = await eventsOf(org.orgId, 'review.find');
    expect(events.map(({ facts }) => facts.again ?? false)).toEqual([false, true]);
  });

  test('looks at what has a leaf only, and its own entries make it find nothing more', async () => {
    await leaveActs(org.operator, refused(5));
    expect(await findReviews(org.orgId, NOW)).toMatchObject({ looked: 0 });
    await look(org.orgId, NOW);
    const again = await look(org.orgId, NOW);
    expect(again.at(-1)).toMatchObject({ items: 0 });
    expect(await itemsOf(org.orgId)).toHaveLength(1);
  });

  test('of one org finds nothing of another', async () => {
    const other = await makeOrg();
    await leaveActs(org.operator, refused(5));
    await look(org.orgId, NOW);
    await look(other.orgId, NOW);
    expect(await itemsOf(other.orgId)).toEqual([]);
  });

  test('leaves out failed sign-ins, which are no act of whose account it is, and the system', async () => {
    await leaveActs(
      org.operator,
      Array.from({ length: 9 }, () => ({ action: 'user.sign_in_failed', outcome: 'refused' }) as const),
    );
    await look(org.orgId, NOW);
    expect(await itemsOf(org.orgId)).toEqual([]);
  });
});

describe('what one person does', () => {
  test('counts together with what a program does for them, whichever acted last', async () => {
    const id = newId();
    await ownerSql()`
      insert into api_clients (
        org_id, id, name, owner_id, secret_hash, scopes, allowed_ips, calls_per_minute, created_at, made_by, asked_by,
        secret_due, purpose)
      values (
        ${org.orgId}, ${id}, 'Sync', ${org.operator.actor.id}, 'none', '{}', '{}', 60, now(), ${org.admin.actor.id},
        ${org.admin.actor.id}, false, 'operations')`;
    const program = { ...org.operator, actor: { kind: 'client' as const, id, name: 'Sync' } };
    await leaveActs(program, revealed(16));
    await look(org.orgId, NOW);
    await leaveActs(org.operator, revealed(16));
    await look(org.orgId, NOW);
    const items = (await itemsOf(org.orgId)).filter(({ rule }) => rule === 'bulk_reveal');
    expect(items).toMatchObject([{ personId: org.operator.actor.id, entries: 32 }]);
  });

  test('at night is found by the time zone that their account had before they changed it', async () => {
    const hour = NOW.getUTCHours();
    const night = { on: true, from: hour, to: (hour + 2) % 24, atLeast: 1 };
    await updateReviewSettings(org.admin, { ...DEFAULT_REVIEW_SETTINGS, at_night: night });
    await updateAccount(org.operator, { name: org.operator.actor.name, timeZone: 'Asia/Tokyo' });
    await leaveActs(org.operator, revealed(1));
    await look(org.orgId, NOW);
    const items = (await itemsOf(org.orgId)).filter(({ rule }) => rule === 'at_night');
    expect(items).toHaveLength(1);
  });
});

describe('the first and the long pause', () => {
  test('an export that somebody uses for the first time is found, the second time not', async () => {
    await leaveActs(org.operator, [{ action: 'export.start', module: 'Contacts' }]);
    await look(org.orgId, NOW);
    await leaveActs(org.operator, [{ action: 'export.start', module: 'Contacts' }]);
    await look(org.orgId, NOW);
    expect(await itemsOf(org.orgId)).toMatchObject([{ rule: 'first_export', entries: 1 }]);
  });

  test('an account that was made long ago and never used is found when it acts', async () => {
    await ownerSql()`
      update users set created_at = now() - interval '40 days' where org_id = ${org.orgId} and id = ${org.operator.actor.id}`;
    await leaveActs(org.operator, [{ action: 'user.sign_in' }]);
    await look(org.orgId, NOW);
    expect(await itemsOf(org.orgId)).toMatchObject([{ rule: 'dormant_account', personId: org.operator.actor.id }]);
  });
});

describe('the last name of a record', () => {
  const read = async (contact: string) => {
    await leaveActs(org.operator, [{ action: 'record.view', module: 'Contacts', recordId: contact }]);
    await look(org.orgId, NOW);
    return (await itemsOf(org.orgId)).filter(({ rule }) => rule === 'same_surname').length;
  };
  beforeEach(async () => {
    org = await makeHealthOrg();
  });

  test('that equals the reader’s is found, in whatever letters, and another is not', async () => {
    expect(await read(await addContact(org, { Last_Name: 'Bell' }))).toBe(0);
    expect(await read(await addContact(org, { Last_Name: 'OPERATOR' }))).toBe(1);
    const rows = await ownerSql()`select key, facts::text, person_name from review_items where org_id = ${org.orgId}`;
    expect(rows).toMatchObject([{ facts: '{"count": 1}' }]);
  });

  test('that was the reader’s until they changed their account is found', async () => {
    await updateAccount(org.operator, { name: 'Olga Smith', timeZone: 'UTC' });
    const renamed = { ...org.operator, actor: { ...org.operator.actor, name: 'Olga Smith' } };
    const recordId = await addContact(org, { Last_Name: 'Operator' });
    await leaveActs(renamed, [{ action: 'record.view', module: 'Contacts', recordId }]);
    await look(org.orgId, NOW);
    expect((await itemsOf(org.orgId)).filter(({ rule }) => rule === 'same_surname')).toHaveLength(1);
  });

  test('that is encrypted and not marked is compared only where the setting asks for it too', async () => {
    const fieldId = await fieldIdOf(org, 'Contacts', 'Last_Name');
    await markField(org.admin, { module: 'Contacts', fieldId, encrypt: true });
    await unmarkField(org.admin, { module: 'Contacts', fieldId });
    await confirmHolds(org);
    expect(getField(getModule(await org.metadata(), 'Contacts'), 'Last_Name')).toMatchObject({
      marked: false,
      sealed: true,
    });
    expect(await read(await addContact(org, { Last_Name: 'Operator' }))).toBe(0);
  });

  test('that is marked is compared only where the setting asks for it, be it encrypted', async () => {
    const fieldId = await fieldIdOf(org, 'Contacts', 'Last_Name');
    await markField(org.admin, { module: 'Contacts', fieldId, encrypt: true });
    expect(await read(await addContact(org, { Last_Name: 'Operator' }))).toBe(0);
    const settings = { ...DEFAULT_REVIEW_SETTINGS, same_surname: { on: true, marked: true } };
    await updateReviewSettings(org.admin, settings);
    expect(await read(await addContact(org, { Last_Name: 'Operator' }))).toBe(1);
  });
});

describe('records without anything to do', () => {
  const settings = { ...DEFAULT_REVIEW_SETTINGS, no_open_activity: { on: true, atLeast: 1 } };
  const found = async (contact: string) => {
    await leaveActs(org.operator, [{ action: 'record.view', module: 'Contacts', recordId: contact }]);
    await look(org.orgId, NOW);
    return (await itemsOf(org.orgId)).filter(({ rule }) => rule === 'no_open_activity').length;
  };
  const contactOf = async (ctx = org.admin) =>
    (await createRecord(ctx, { module: 'Contacts', values: { Last_Name: 'Bell' } })).id;
  const task = (contact: string, Status: string) =>
    createRecord(org.operator, { module: 'Tasks', values: { Subject: 'Call back', Who_Id: contact, Status } });
  beforeEach(() => updateReviewSettings(org.admin, settings));

  test('a record of somebody else is found', async () => {
    expect(await found(await contactOf())).toBe(1);
  });

  test('one’s own is not, nor one with an open task of one’s own', async () => {
    expect(await found(await contactOf(org.operator))).toBe(0);
    const contact = await contactOf();
    await task(contact, 'In Progress');
    expect(await found(contact)).toBe(0);
  });

  test('one whose only task is completed is found', async () => {
    const contact = await contactOf();
    await task(contact, 'Completed');
    expect(await found(contact)).toBe(1);
  });
});
