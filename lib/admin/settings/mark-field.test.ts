import { beforeAll, describe, expect, test } from 'vitest';
import { getField, getModule } from '@/lib/crm/modules/definition';
import { views } from '@/lib/platform/db/schema/views';

import { newId } from '@/lib/platform/ids';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { addContact, addFields, eventsOf, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { expectNowhereInDatabase } from '@/lib/tools/testing/matchers';
import { markField } from './mark-field';

let org: TestOrg;
beforeAll(async () => {
  org = await makeHealthOrg();
});

const contactField = async (of: TestOrg, apiName: string) =>
  getField(getModule(await of.metadata(), 'Contacts'), apiName);

const rowOf = async (id: string) => {
  const [row] = await ownerSql()`select * from records where id = ${id}`;
  return row ?? {};
};

describe('marking a field', () => {
  test('masks it from the next request on, and leaves its event', async () => {
    const [fieldId = ''] = await addFields(org, 'Contacts', ['Allergies']);
    await markField(org.admin, { module: 'Contacts', fieldId, encrypt: false, reason: 'Tried out first' });
    expect(await contactField(org, 'Allergies')).toMatchObject({
      marked: true,
      sealed: false,
      unsealedReason: 'Tried out first',
    });
    const event = (await eventsOf(org, 'field.mark')).at(-1);
    expect(event).toMatchObject({ outcome: 'done', module: 'Contacts', subjectId: fieldId, fields: ['Allergies'] });
    expect(event?.facts).toMatchObject({ encrypt: false });
  });

  test('is refused to a profile that may not manage compliance, and the refusal is an event', async () => {
    const fieldId = await fieldIdOf(org, 'Contacts', 'Fax');
    const attempt = markField(org.operator, { module: 'Contacts', fieldId, encrypt: true });
    await expect(attempt).rejects.toMatchObject({ code: 'forbidden' });
    expect((await eventsOf(org, 'field.mark')).at(-1)).toMatchObject({ outcome: 'refused', subjectId: fieldId });
    expect((await contactField(org, 'Fax')).marked).toBe(false);
  });

  test('does not find a field of another org', async () => {
    const other = await makeOrg();
    const fieldId = await fieldIdOf(org, 'Contacts', 'Fax');
    const attempt = markField(other.admin, { module: 'Contacts', fieldId, encrypt: true });
    await expect(attempt).rejects.toMatchObject({ code: 'not_found' });
  });

  test.each([
    ['Account_Name', 'Lookup'],
    ['Friends', 'Multi-Select Lookup'],
    ['Number', 'Auto-Number'],
  ])('refuses %s, a %s, by name, in a crafted call too, and leaves an event', async (apiName, type) => {
    if (apiName === 'Friends') await addFields(org, 'Contacts', [apiName], { type: 'multi_lookup' });
    if (apiName === 'Number') await addFields(org, 'Contacts', [apiName], { type: 'auto_number' });
    const { id: fieldId, label } = await contactField(org, apiName);
    const attempt = markField(org.admin, { module: 'Contacts', fieldId, encrypt: false, reason: 'x' });
    await expect(attempt).rejects.toMatchObject({
      code: 'forbidden',
      reason: 'NOT_MARKABLE',
      message: expect.stringMatching(new RegExp(`^${label} .*${type} fields cannot be marked`)),
      fields: { [apiName]: expect.any(String) },
    });
    expect((await eventsOf(org, 'field.mark')).at(-1)).toMatchObject({ outcome: 'refused', fields: [apiName] });
  });

  test('is refused while the module is not selected', async () => {
    const fieldId = await fieldIdOf(org, 'Leads', 'Fax');
    const attempt = markField(org.admin, { module: 'Leads', fieldId, encrypt: true });
    await expect(attempt).rejects.toMatchObject({ code: 'invalid', reason: 'MODULE_NOT_SELECTED' });
  });

  test('is refused while HIPAA is off', async () => {
    const off = await makeOrg();
    const fieldId = await fieldIdOf(off, 'Contacts', 'Fax');
    const attempt = markField(off.admin, { module: 'Contacts', fieldId, encrypt: true });
    await expect(attempt).rejects.toMatchObject({ code: 'invalid', reason: 'HIPAA_DISABLED' });
  });

  test('asks for a reason when encryption is declined', async () => {
    const fieldId = await fieldIdOf(org, 'Contacts', 'Fax');
    const attempt = markField(org.admin, { module: 'Contacts', fieldId, encrypt: false, reason: '  ' });
    await expect(attempt).rejects.toMatchObject({ code: 'invalid', fields: { reason: expect.any(String) } });
  });

  test('refuses to encrypt a type that cannot be, and marks it without', async () => {
    const [fieldId = ''] = await addFields(org, 'Contacts', ['Smoker'], { type: 'user' });
    const attempt = markField(org.admin, { module: 'Contacts', fieldId, encrypt: true });
    await expect(attempt).rejects.toMatchObject({ code: 'invalid', fields: { encrypt: expect.any(String) } });
    await markField(org.admin, { module: 'Contacts', fieldId, encrypt: false });
    expect(await contactField(org, 'Smoker')).toMatchObject({ marked: true, sealed: false });
  });

  test('a second time changes nothing and leaves no event', async () => {
    const [fieldId = ''] = await addFields(org, 'Contacts', ['Twice']);
    await markField(org.admin, { module: 'Contacts', fieldId, encrypt: true });
    const before = (await eventsOf(org, 'field.mark')).length;
    await markField(org.admin, { module: 'Contacts', fieldId, encrypt: true });
    expect(await eventsOf(org, 'field.mark')).toHaveLength(before);
  });

  test('encrypts later what was marked without', async () => {
    const [fieldId = ''] = await addFields(org, 'Contacts', ['Later']);
    const recordId = await addContact(org, { Later: 'Psoriasis' });
    await markField(org.admin, { module: 'Contacts', fieldId, encrypt: false, reason: 'Wait' });
    expect((await rowOf(recordId)).values).toMatchObject({ Later: 'Psoriasis' });
    await markField(org.admin, { module: 'Contacts', fieldId, encrypt: true });
    expect(await contactField(org, 'Later')).toMatchObject({ sealed: true, unsealedReason: null });
    await expectNowhereInDatabase(['Psoriasis']);
  });

  test('blanks the sort slot, and the name when the field is part of it, but leaves the value where encryption is declined', async () => {
    const own = await makeHealthOrg();
    const recordId = await addContact(own, { First_Name: 'Zebulon', Last_Name: 'Quackenbush' });
    const { id: fieldId, indexSlot } = await contactField(own, 'Last_Name');
    await markField(own.admin, { module: 'Contacts', fieldId, encrypt: false, reason: 'Tried out first' });
    const row = await rowOf(recordId);
    expect(row).toMatchObject({ name: null, name_key: null, [`k${indexSlot}`]: null });
    expect(row.values).toMatchObject({ Last_Name: 'Quackenbush' });
    expect(row.k2).not.toBeNull();
    expect((await contactField(own, 'Last_Name')).indexSlot).toBeNull();
  });

  test('takes filters and sorts by the field out of saved views and says how many', async () => {
    const [fieldId = ''] = await addFields(org, 'Contacts', ['Diagnosis']);
    const module = getModule(await org.metadata(), 'Contacts');
    const save = (name: string, filter: string | null, sort: string | null) =>
      asOwner(org.orgId, (tx) =>
        tx.db.insert(views).values({
          orgId: org.orgId,
          id: newId(),
          moduleId: module.id,
          ownerId: org.operator.actor.id,
          name,
          definition: {
            columns: ['Last_Name', 'Diagnosis'],
            filters: [
              { field: 'City', operator: 'equals', value: 'Springfield' },
              ...(filter ? [{ field: filter, operator: 'equals', value: 'Sarcoidosis' }] : []),
            ],
            sort: sort ? { field: sort, order: 'asc' as const } : null,
          },
          createdAt: new Date(),
        }),
      );
    await save('Filtered', 'Diagnosis', 'Last_Name');
    await save('Sorted', null, 'Diagnosis');
    await save('Neither', null, 'Last_Name');
    const { views: changed } = await markField(org.admin, { module: 'Contacts', fieldId, encrypt: true });
    expect(changed).toBe(2);
    expect((await eventsOf(org, 'field.mark')).at(-1)?.facts).toMatchObject({ views: 2 });
    const rows = await ownerSql()`select name, definition from views where org_id = ${org.orgId} order by name`;
    const city = { field: 'City', operator: 'equals', value: 'Springfield' };
    expect(rows.map((row) => row.definition)).toEqual([
      { columns: ['Last_Name', 'Diagnosis'], filters: [city], sort: { field: 'Last_Name', order: 'asc' } },
      { columns: ['Last_Name', 'Diagnosis'], filters: [city], sort: { field: 'Last_Name', order: 'asc' } },
      { columns: ['Last_Name', 'Diagnosis'], filters: [city], sort: null },
    ]);
    await expectNowhereInDatabase(['Sarcoidosis']);
  });
});

describe('marking a field with Encrypt field on', () => {
  test('leaves no value of it in any column of any table, in any form', async () => {
    const own = await makeHealthOrg();
    const [ssn = '', note = ''] = [
      ...(await addFields(own, 'Contacts', ['SSN'], { unique: true })),
      ...(await addFields(own, 'Contacts', ['Case_Note'], { type: 'multi_line' })),
    ];
    const birth = await fieldIdOf(own, 'Contacts', 'Date_of_Birth');
    const phone = await fieldIdOf(own, 'Contacts', 'Phone');
    const name = await fieldIdOf(own, 'Contacts', 'Last_Name');
    for (const n of [1, 2, 3]) {
      await addContact(own, {
        Last_Name: `Featherstonehaugh${n}`,
        SSN: `999-41-707${n}`,
        Phone: `+1 415 555 817${n}`,
        Date_of_Birth: `1931-04-1${n}`,
        Case_Note: `Presented with hyperhidrosis${n} of the “left” hand\nand "more"`,
      });
    }
    const values = [1, 2, 3].flatMap((n) => [
      `Featherstonehaugh${n}`,
      `999-41-707${n}`,
      `99941707${n}`,
      `415 555 817${n}`,
      `415555817${n}`,
      `1931-04-1${n}`,
      `hyperhidrosis${n}`,
    ]);
    await expect(expectNowhereInDatabase(values)).rejects.toThrow('public.records.name');
    for (const fieldId of [ssn, note, birth, phone, name]) {
      await markField(own.admin, { module: 'Contacts', fieldId, encrypt: true });
    }
    await expectNowhereInDatabase(values);
    const [event] = (await eventsOf(own, 'field.seal')).slice(-1);
    expect(event).toMatchObject({ fields: ['Last_Name'], facts: { records: 3 } });
  });
});

describe('the limit of 25', () => {
  test('50 marks at once on a module with 20 marked fields end with exactly 25; the rest are refused by name', async () => {
    const own = await makeHealthOrg();
    await addFields(
      own,
      'Contacts',
      Array.from({ length: 20 }, (_, n) => `Marked_${n}`),
      { marked: true },
    );
    const names = Array.from({ length: 50 }, (_, n) => `Wanted_${n}`);
    const ids = await addFields(own, 'Contacts', names);
    const results = await Promise.allSettled(
      ids.map((fieldId) => markField(own.admin, { module: 'Contacts', fieldId, encrypt: true })),
    );
    const module = getModule(await own.metadata(), 'Contacts');
    expect(module.fields.filter((field) => field.marked)).toHaveLength(25);
    const refused = names.filter((_, n) => results[n]?.status === 'rejected');
    expect(refused).toHaveLength(45);
    for (const [n, result] of results.entries()) {
      if (result.status === 'fulfilled') continue;
      expect(result.reason).toMatchObject({
        code: 'limited',
        reason: 'LIMIT_EXCEEDED',
        facts: { limit: 25 },
        message: expect.stringContaining(`Wanted ${n} was not marked`),
      });
    }
    const events = (await eventsOf(own, 'field.mark')).filter((event) => event.outcome === 'refused');
    expect(events.flatMap((event) => event.fields).sort()).toEqual([...refused].sort());
    expect(events[0]?.facts).toMatchObject({ limit: 25, reason: 'LIMIT_EXCEEDED' });
  });

  test('is held by the database against writers who skip our check', async () => {
    const own = await makeHealthOrg();
    await addFields(
      own,
      'Contacts',
      Array.from({ length: 20 }, (_, n) => `Marked_${n}`),
      { marked: true },
    );
    const ids = await addFields(
      own,
      'Contacts',
      Array.from({ length: 30 }, (_, n) => `Wanted_${n}`),
    );
    const results = await Promise.allSettled(
      ids.map((id) => asOwner(own.orgId, (tx) => tx.sql`update fields set marked = true where id = ${id}`)),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    const module = getModule(await own.metadata(), 'Contacts');
    expect(module.fields.filter((field) => field.marked)).toHaveLength(25);
  });
});
