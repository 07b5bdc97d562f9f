import { describe, expect, test } from 'vitest';
import { markField } from '@/lib/admin/settings/mark-field';
import { unmarkField } from '@/lib/admin/settings/unmark-field';
import { getField, getModule } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { inOrg } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { reveal } from '@/lib/protection/disclose/reveal';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { ownerSql } from '@/lib/tools/testing/database';
import type { TestOrg } from '@/lib/tools/testing/factories';
import { addContact, addFields, eventsOf, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { confirmHolds } from '@/lib/tools/testing/holds';
import { expectNowhereInDatabase } from '@/lib/tools/testing/matchers';
import { sealField } from '@/lib/ways-in/jobs/handlers/seal-field';
import { insertRecords } from './insert';
import { prepareRecord } from './prepare';
import { deleteRecords } from './recycle';
import { sealNextBatch } from './seal-field';
import { settleBatch } from './settle-batch';
import { blindTokens, LONGEST } from './tokens';
import { updateRecord } from './update';

const PHONES = Array.from({ length: 1_200 }, (_, n) => `+1555${String(1_000_000 + n)}`);
const noSignal = new AbortController().signal;

const begin = (org: TestOrg, jobId: Id) =>
  ownerSql()`update jobs set status = 'running' where org_id = ${org.orgId} and id = ${jobId}`;

const jobRow = async (jobId: Id) => {
  const [row] = await ownerSql()`select * from jobs where id = ${jobId}`;
  return row ?? {};
};

/** Contacts with a phone number each, as the record verbs write them. */
async function addMany(org: TestOrg, phones: readonly string[]): Promise<Id[]> {
  return asOwner(org.orgId, async (tx) => {
    const module = getModule(await metadataOf(tx), 'Contacts');
    const making = { keys: await keysOf(tx), bits: LONGEST };
    const by = org.operator.actor.id;
    const rows = phones.map((Phone) => prepareRecord(module, newId(), { Last_Name: 'Doe', Phone }, making));
    await insertRecords(tx, module, rows, {
      ownerId: by,
      source: 'import',
      at: new Date(),
      by,
    });
    return rows.map((row) => row.id);
  });
}

/** An org with 1,200 Contacts whose Phone was just marked with Encrypt field on. */
async function makeLargeOrg(): Promise<{ org: TestOrg; ids: Id[]; jobId: Id }> {
  const org = await makeHealthOrg();
  const ids = await addMany(org, PHONES);
  const fieldId = await fieldIdOf(org, 'Contacts', 'Phone');
  const { state, jobId } = await markField(org.admin, { module: 'Contacts', fieldId, encrypt: true });
  if (state !== 'background' || !jobId) throw new Error('no job was started');
  return { org, ids, jobId };
}

const clearPhones = async (org: TestOrg) => {
  const [row] = await ownerSql()<[{ count: number }]>`
    select count(*)::int as count from records where org_id = ${org.orgId} and "values" ? 'Phone'`;
  return row.count;
};

const phoneOf = async (org: TestOrg, recordId: Id) =>
  (await reveal(org.operator, { module: 'Contacts', recordId, fields: ['Phone'], purpose: 'treatment' })).Phone;

describe('a small module', () => {
  test('has its values sealed in the transaction of the mark; they open to what they were', async () => {
    const org = await makeHealthOrg();
    const recordId = await addContact(org, { Phone: '+1 555 123 4567', Email: 'a@example.org' });
    const [row] = await ownerSql()`select * from records where id = ${recordId}`;
    const fieldId = await fieldIdOf(org, 'Contacts', 'Phone');
    const before = row?.values.Phone;
    expect(await markField(org.admin, { module: 'Contacts', fieldId, encrypt: true })).toMatchObject({ state: 'done' });
    expect(await clearPhones(org)).toBe(0);
    expect(await phoneOf(org, recordId)).toBe(before);
    const [after] = await ownerSql()`select * from records where id = ${recordId}`;
    expect(after?.values).toMatchObject({ Email: 'a@example.org', Last_Name: 'Doe' });
    expect(after).toMatchObject({
      version: row?.version,
      modified_at: row?.modified_at,
      k4: null,
      k3: row?.k3,
      name: 'Doe',
    });
  });

  test('adds to what is sealed already', async () => {
    const org = await makeHealthOrg();
    const recordId = await addContact(org, { Phone: '+15551234567', Mobile: '+15557654321' });
    for (const name of ['Phone', 'Mobile']) {
      await markField(org.admin, {
        module: 'Contacts',
        fieldId: await fieldIdOf(org, 'Contacts', name),
        encrypt: true,
      });
    }
    const fields = ['Phone', 'Mobile'];
    const opened = await reveal(org.operator, { module: 'Contacts', recordId, fields, purpose: 'treatment' });
    expect(opened).toEqual({ Phone: '+15551234567', Mobile: '+15557654321' });
  });

  test('is sealed in the recycle bin too', async () => {
    const org = await makeHealthOrg();
    const recordId = await addContact(org, { Phone: '+15552223344' });
    await deleteRecords(org.operator, { module: 'Contacts', ids: [recordId] });
    await markField(org.admin, {
      module: 'Contacts',
      fieldId: await fieldIdOf(org, 'Contacts', 'Phone'),
      encrypt: true,
    });
    await expectNowhereInDatabase(['15552223344']);
  });

  test('is found by exact value afterwards, and its unique values stay unique', async () => {
    const org = await makeHealthOrg();
    const [fieldId = ''] = await addFields(org, 'Contacts', ['SSN'], { unique: true });
    const recordId = await addContact(org, { SSN: '999-12-3456' });
    await markField(org.admin, { module: 'Contacts', fieldId, encrypt: true });
    const tokens = await inOrg(org.orgId, async (tx) => {
      const field = getField(getModule(await metadataOf(tx), 'Contacts'), 'SSN');
      return blindTokens(await keysOf(tx), field, '999-12-3456');
    });
    const rows = await ownerSql()`select record_id from blind_index
      where org_id = ${org.orgId} and field_id = ${fieldId} and encode(token, 'hex') = any(${tokens})`;
    expect(rows).toEqual([{ record_id: recordId }]);
    await expect(addContact(org, { SSN: '999-12-3456' })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('loses no other record when somebody has tampered with one envelope, and says which it was', async () => {
    const org = await makeHealthOrg();
    const ids = [await addContact(org, { Mobile: '+15550000001' }), await addContact(org, { Mobile: '+15550000002' })];
    const mark = async (name: string) =>
      markField(org.admin, { module: 'Contacts', fieldId: await fieldIdOf(org, 'Contacts', name), encrypt: true });
    await mark('Mobile');
    for (const id of ids)
      await updateRecord(org.operator, { module: 'Contacts', id, values: { Phone: '+15553334455' } });
    const [bad = '', good = ''] = ids;
    await ownerSql()`update records set sealed = set_byte(sealed, 30, get_byte(sealed, 30) # 1) where id = ${bad}`;
    await mark('Phone');
    expect((await eventsOf(org, 'field.seal')).at(-1)?.facts).toMatchObject({
      records: 1,
      unopened: { count: 1, first: [bad] },
    });
    expect(await phoneOf(org, good)).toBe('+15553334455');
    // Nothing is lost: the value that could not be sealed is still there, behind the mask.
    const [row] = await ownerSql()`select "values", k4 from records where id = ${bad}`;
    expect(row).toMatchObject({ values: { Phone: '+15553334455' }, k4: null });
  });
});

describe('a large module', () => {
  test('is masked at once and sealed by a job, whose progress and event have the counts', async () => {
    const { org, jobId, ids } = await makeLargeOrg();
    expect(await clearPhones(org)).toBe(1_200);
    expect(getField(getModule(await org.metadata(), 'Contacts'), 'Phone')).toMatchObject({
      marked: true,
      sealed: true,
    });
    await begin(org, jobId);
    await sealField(org.orgId, jobId, noSignal);
    expect(await clearPhones(org)).toBe(0);
    await expectNowhereInDatabase(PHONES);
    expect(await jobRow(jobId)).toMatchObject({ status: 'done', done: 1_200, total: 1_200 });
    expect(await eventsOf(org, 'field.seal')).toMatchObject([
      {
        outcome: 'done',
        actorId: org.admin.actor.id,
        module: 'Contacts',
        fields: ['Phone'],
        facts: { records: 1_200, values: { Phone: 1_200 } },
      },
    ]);
    expect(await phoneOf(org, ids[777] ?? '')).toBe(PHONES[777]);
    const [row] = await ownerSql()`select count(*)::int as tokens, count(distinct record_id)::int as records
      from blind_index where org_id = ${org.orgId}`;
    expect(row).toEqual({ tokens: 1_200, records: 1_200 });
  });

  test('goes on where it stopped, and counts each record once', async () => {
    const { org, jobId } = await makeLargeOrg();
    await begin(org, jobId);
    const stopped = new AbortController();
    const ctx = { ...org.admin, rights: { everyModule: [], modules: {}, org: [] } };
    expect(await sealNextBatch(ctx, jobId)).toBe(true);
    expect(await jobRow(jobId)).toMatchObject({ done: 500, total: 1_200, status: 'running' });
    stopped.abort(new Error('stopping'));
    await expect(sealField(org.orgId, jobId, stopped.signal)).rejects.toThrow('stopping');
    await sealField(org.orgId, jobId, noSignal);
    expect(await jobRow(jobId)).toMatchObject({ done: 1_200, status: 'done' });
    expect(await eventsOf(org, 'field.seal')).toMatchObject([{ facts: { records: 1_200 } }]);
    await sealField(org.orgId, jobId, noSignal);
    expect(await eventsOf(org, 'field.seal')).toHaveLength(1);
  });

  test('leaves a batch whole when its transaction dies', async () => {
    const { org, jobId } = await makeLargeOrg();
    await begin(org, jobId);
    const died = asOwner(org.orgId, async (tx) => {
      const module = getModule(await metadataOf(tx), 'Contacts');
      await settleBatch(tx, await keysOf(tx), module, { after: '0', limit: 500 });
      throw new Error('killed');
    });
    await expect(died).rejects.toThrow('killed');
    expect(await clearPhones(org)).toBe(1_200);
    await sealField(org.orgId, jobId, noSignal);
    expect(await clearPhones(org)).toBe(0);
  });

  test('takes changes that people make meanwhile, and none is lost', async () => {
    const { org, jobId, ids } = await makeLargeOrg();
    await begin(org, jobId);
    const changed = ids.filter((_, n) => n % 60 === 0);
    const [, ...updates] = await Promise.allSettled([
      sealField(org.orgId, jobId, noSignal),
      ...changed.map((id, n) =>
        updateRecord(org.operator, {
          module: 'Contacts',
          id,
          values: { Phone: `+1777000${1000 + n}`, Title: `T${n}` },
        }),
      ),
    ]);
    expect(updates.filter(({ status }) => status === 'rejected')).toEqual([]);
    expect(await clearPhones(org)).toBe(0);
    for (const [n, id] of changed.entries()) expect(await phoneOf(org, id)).toBe(`+1777000${1000 + n}`);
  });

  test('is gone through once for two fields marked one after the other; each job’s event tells what it did', async () => {
    const { org, jobId } = await makeLargeOrg();
    const fieldId = await fieldIdOf(org, 'Contacts', 'Last_Name');
    const second = (await markField(org.admin, { module: 'Contacts', fieldId, encrypt: true })).jobId ?? '';
    for (const id of [jobId, second]) {
      await begin(org, id);
      await sealField(org.orgId, id, noSignal);
    }
    expect((await eventsOf(org, 'field.seal')).map(({ fields, facts }) => [fields, facts.values])).toEqual([
      [['Phone', 'Last_Name'], { Phone: 1_200, Last_Name: 1_200 }],
      [['Last_Name'], { Last_Name: 0 }],
    ]);
  });

  test('gets no second job row when the same field is marked again', async () => {
    const { org } = await makeLargeOrg();
    const fieldId = await fieldIdOf(org, 'Contacts', 'Phone');
    const again = await markField(org.admin, { module: 'Contacts', fieldId, encrypt: true });
    expect(again.jobId).toBeNull();
  });
});

describe('unmarking', () => {
  test('leaves what is encrypted encrypted', async () => {
    const org = await makeHealthOrg();
    await addContact(org, { Phone: '+15554445566' });
    const fieldId = await fieldIdOf(org, 'Contacts', 'Phone');
    await markField(org.admin, { module: 'Contacts', fieldId, encrypt: true });
    await unmarkField(org.admin, { module: 'Contacts', fieldId });
    await confirmHolds(org);
    await expectNowhereInDatabase(['15554445566']);
    expect(getField(getModule(await org.metadata(), 'Contacts'), 'Phone')).toMatchObject({
      marked: false,
      sealed: true,
      indexSlot: null,
    });
  });

  test('brings names back that were made of a field that was never encrypted', async () => {
    const org = await makeHealthOrg();
    const recordId = await addContact(org, { First_Name: 'Zeb', Last_Name: 'Quack' });
    const fieldId = await fieldIdOf(org, 'Contacts', 'Last_Name');
    await markField(org.admin, { module: 'Contacts', fieldId, encrypt: false, reason: 'Tried out' });
    await unmarkField(org.admin, { module: 'Contacts', fieldId });
    await confirmHolds(org);
    const [row] = await ownerSql()`select name from records where id = ${recordId}`;
    expect(row?.name).toBe('Zeb Quack');
  });
});
