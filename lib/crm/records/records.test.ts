import { beforeAll, describe, expect, test } from 'vitest';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { reveal } from '@/lib/protection/disclose/reveal';
import { expectAbsent } from '@/lib/tools/testing/absent';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { createRecord } from './create';
import { getRecord } from './get';
import { deleteRecords, purgeRecords, restoreRecords } from './recycle';
import { updateRecord } from './update';

let org: TestOrg;
let other: TestOrg;

const entriesOf = (recordId: Id) =>
  inOrg(org.orgId, async (tx) => [
    ...(await tx.sql`select action, outcome, fields, purpose, sealed_detail from ledger_entries
      where record_id = ${recordId} and action <> 'record.view' order by id`),
  ]);

/** Marks and seals straight in the tables: the verb is tested beside it. */
async function sealField(name: string) {
  await asOwner(org.orgId, async (tx) => {
    await tx.sql`update compliance_settings set hipaa_enabled = true`;
    await tx.sql`update modules set hipaa = true where api_name = 'Contacts'`;
    await tx.sql`update fields set marked = true, sealed = true, index_slot = null
      where api_name = ${name} and module_id = (select id from modules where api_name = 'Contacts')`;
  });
}

beforeAll(async () => {
  org = await makeOrg();
  other = await makeOrg();
  await sealField('Phone');
});

const contact = { First_Name: 'Silvana', Last_Name: 'Reynolds', Email: 'silvana@example.org', Phone: '555-907-8526' };
const create = (values: Record<string, unknown> = contact) =>
  createRecord(org.operator, { module: 'Contacts', values });

describe('createRecord', () => {
  test('keeps the values, seals the sealed ones and leaves its event', async () => {
    const { id } = await create();
    const { record } = await getRecord(org.operator, 'Contacts', id);
    expect(record.name).toBe('Silvana Reynolds');
    expect(record.values).toEqual({ First_Name: 'Silvana', Last_Name: 'Reynolds', Email: 'silvana@example.org' });
    expect(record.masked).toEqual(['Phone']);
    expect(await entriesOf(id)).toMatchObject([
      { action: 'record.create', outcome: 'done', fields: expect.arrayContaining(['Phone', 'Last_Name']) },
    ]);
    const raw = await inOrg(org.orgId, (tx) => tx.sql`select r::text as text from records r where id = ${id}`);
    expectAbsent(String(raw[0]?.text), '555-907-8526');
  });

  test('refuses a mask, an unknown field and a missing required one, each by name', async () => {
    await expect(create({ ...contact, Phone: '••••••' })).rejects.toMatchObject({
      code: 'invalid',
      fields: { Phone: expect.any(String) },
    });
    await expect(create({ ...contact, Nope: 1 })).rejects.toMatchObject({ fields: { Nope: expect.any(String) } });
    await expect(create({ First_Name: 'A' })).rejects.toMatchObject({
      fields: { Last_Name: 'Last Name is required.' },
    });
  });

  test('names what is wrong and what is missing at once', async () => {
    await expect(create({ First_Name: 'A', Email: 'nobody' })).rejects.toMatchObject({
      fields: { Last_Name: 'Last Name is required.', Email: expect.any(String) },
    });
  });

  test('refuses a profile without the right and records the attempt', async () => {
    await expect(createRecord(org.officer, { module: 'Contacts', values: contact })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const rows = await inOrg(
      org.orgId,
      (tx) =>
        tx.sql`select outcome from ledger_entries where action = 'record.create' and actor_id = ${org.officer.actor.id}`,
    );
    expect(rows).toMatchObject([{ outcome: 'refused' }]);
  });
});

describe('updateRecord', () => {
  test('changes clear and sealed fields together and names them in the event', async () => {
    const { id } = await create();
    await updateRecord(org.operator, { module: 'Contacts', id, values: { Phone: '555-000-1111', First_Name: 'Sil' } });
    expect(
      await reveal(org.operator, { module: 'Contacts', recordId: id, fields: ['Phone'], purpose: 'treatment' }),
    ).toEqual({ Phone: '555-000-1111' });
    const [, update] = await entriesOf(id);
    expect(update).toMatchObject({ action: 'record.update', fields: expect.arrayContaining(['Phone', 'First_Name']) });
  });

  test('refuses a change made on an older version', async () => {
    const { id } = await create();
    await updateRecord(org.operator, { module: 'Contacts', id, values: { First_Name: 'A' }, version: 1 });
    await expect(
      updateRecord(org.operator, { module: 'Contacts', id, values: { First_Name: 'B' }, version: 1 }),
    ).rejects.toMatchObject({ code: 'conflict' });
  });

  test('writes nothing and no event when nothing changed', async () => {
    const { id } = await create();
    await updateRecord(org.operator, { module: 'Contacts', id, values: { First_Name: 'Silvana' } });
    expect(await entriesOf(id)).toHaveLength(1);
  });
});

describe('reveal', () => {
  test('commits its event with purpose before it gives the value', async () => {
    const { id } = await create();
    const values = await reveal(org.operator, {
      module: 'Contacts',
      recordId: id,
      fields: ['Phone'],
      purpose: 'other',
      note: 'call back',
    });
    expect(values).toEqual({ Phone: '555-907-8526' });
    const [, event] = await entriesOf(id);
    expect(event).toMatchObject({ action: 'record.reveal', fields: ['Phone'], purpose: 'other' });
    expect(String(event?.sealed_detail)).not.toContain('call back');
  });

  test('refuses the administrator, and the attempt is an event', async () => {
    const { id } = await create();
    const request = { module: 'Contacts', recordId: id, fields: ['Phone'], purpose: 'treatment' } as const;
    await expect(reveal(org.admin, request)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await entriesOf(id)).toMatchObject([{}, { action: 'record.reveal', outcome: 'refused', fields: ['Phone'] }]);
  });

  test('finds nothing in another org', async () => {
    const { id } = await create();
    const request = { module: 'Contacts', recordId: id, fields: ['Phone'], purpose: 'treatment' } as const;
    await expect(reveal(other.operator, request)).rejects.toMatchObject({ code: 'invalid' });
    await expect(getRecord(other.operator, 'Contacts', id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(
      updateRecord(other.operator, { module: 'Contacts', id, values: { First_Name: 'X' } }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('recycle bin', () => {
  test('takes a record out of sight, gives it back, and forgets it for good', async () => {
    const { id } = await create();
    const request = { module: 'Contacts', ids: [id] };
    await deleteRecords(org.operator, request);
    await expect(getRecord(org.operator, 'Contacts', id)).rejects.toMatchObject({ code: 'not_found' });
    await restoreRecords(org.operator, request);
    expect((await getRecord(org.operator, 'Contacts', id)).record.id).toBe(id);
    await deleteRecords(org.operator, request);
    await purgeRecords(org.operator, request);
    const left = await inOrg(org.orgId, (tx) => tx.sql`select 1 from blind_index where record_id = ${id}`);
    expect(left).toHaveLength(0);
    expect((await entriesOf(id)).map((e) => e.action)).toEqual([
      'record.create',
      'record.delete',
      'record.restore',
      'record.delete',
      'record.purge',
    ]);
  });
});
