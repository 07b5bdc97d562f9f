import { beforeEach, describe, expect, test } from 'vitest';
import { markField } from '@/lib/admin/settings/mark-field';
import { setSharing } from '@/lib/admin/settings/sharing';
import { getModule } from '@/lib/crm/modules/definition';
import { createRecord } from '@/lib/crm/records/create';
import { listRecords } from '@/lib/crm/records/list';
import { deleteRecords } from '@/lib/crm/records/recycle';
import { updateRecord } from '@/lib/crm/records/update';
import { cancelJob } from '@/lib/platform/background/cancel';
import { beginJob } from '@/lib/platform/background/life';
import { getJob } from '@/lib/platform/background/queries';
import type { Context } from '@/lib/platform/context';
import type { Id } from '@/lib/platform/ids';
import { ownerSql } from '@/lib/tools/testing/database';
import { insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { addContact, eventsOf, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { expectNowhereInDatabase } from '@/lib/tools/testing/matchers';
import { expireFiles } from '@/lib/ways-in/jobs/handlers/expire-files';
import { changeMany } from '@/lib/ways-in/jobs/handlers/mass-change';
import { countChosen } from './choose';
import { findRunningChange, getMassOutcome } from './queries';
import type { MassChangeRequest } from './schemas';
import { startMassChange, undoMassDelete } from './start';

let org: TestOrg;
let ids: Id[];

beforeEach(async () => {
  org = await makeOrg();
  ids = [];
  for (const City of ['Boston', 'Boston', 'Boston', 'Austin']) {
    ids.push((await createRecord(org.operator, { module: 'Leads', values: { Last_Name: 'Doe', City } })).id);
  }
});

const boston = { module: 'Leads', filters: [{ field: 'City', operator: 'equals', value: 'Boston' }] };
const start = (act: MassChangeRequest['act'], chosen: MassChangeRequest['chosen'] = boston, ctx?: Context) =>
  startMassChange(ctx ?? org.operator, { chosen, act });

async function run(jobId: Id, signal = new AbortController().signal): Promise<void> {
  await beginJob(org.orgId, jobId);
  await changeMany(org.orgId, jobId, signal);
}

async function done(act: MassChangeRequest['act'], chosen?: MassChangeRequest['chosen']) {
  const { jobId } = await start(act, chosen);
  await run(jobId);
  return { jobId, outcome: await getMassOutcome(org.operator, { jobId }) };
}

const citiesOf = async () => {
  const { rows } = await listRecords(org.operator, 'Leads', {
    columns: ['City'],
    sort: { field: 'Created_Time', order: 'asc' },
  });
  return rows.map(({ values }) => values.City);
};
const counted = async (action: string) =>
  (await eventsOf(org, action)).filter(({ outcome }) => outcome === 'done').length;

describe('a change of many records', () => {
  test('changes all that the view’s conditions find on the server, each with its own event', async () => {
    expect(await countChosen(org.operator, boston)).toEqual({ records: 3, more: false });
    const { jobId, outcome } = await done({ kind: 'field', field: 'City', value: 'Cambridge' });
    expect(outcome).toEqual({ changed: 3, refused: {}, records: [], undoable: false });
    expect(await citiesOf()).toEqual(['Cambridge', 'Cambridge', 'Cambridge', 'Austin']);
    expect(await counted('record.update')).toBe(3);
    expect((await eventsOf(org, 'mass_change.start')).at(-1)).toMatchObject({
      subjectId: jobId,
      fields: ['City'],
      facts: { act: 'field', records: 3 },
    });
    expect((await eventsOf(org, 'mass_change.finish')).at(-1)?.facts).toEqual({ act: 'field', changed: 3 });
    expect(await getJob(org.operator, jobId)).toMatchObject({ state: 'done', done: 3, total: 3 });
  });

  test('changes the owner of the records named, and no other', async () => {
    const carl = await insertUser(org, 'Carl', org.profileIds.Operator, org.roleIds.Manager);
    await done({ kind: 'owner', ownerId: carl }, { module: 'Leads', ids: [ids[0] ?? '', ids[3] ?? ''] });
    const { rows } = await listRecords(org.operator, 'Leads', {
      columns: ['Owner'],
      filters: [{ field: 'Owner', operator: 'equals', value: carl }],
    });
    expect(rows.map(({ id }) => id).sort()).toEqual([ids[0], ids[3]].sort());
  });

  test('moves records to the recycle bin, and brings back all of them', async () => {
    const { jobId, outcome } = await done({ kind: 'delete' });
    expect(outcome).toMatchObject({ changed: 3, undoable: true });
    expect(await citiesOf()).toEqual(['Austin']);
    const undo = await undoMassDelete(org.operator, { jobId });
    expect(undo.records).toBe(3);
    await run(undo.jobId);
    expect(await citiesOf()).toEqual(['Boston', 'Boston', 'Boston', 'Austin']);
    expect([await counted('record.delete'), await counted('record.restore')]).toEqual([3, 3]);
    await expect(undoMassDelete(org.operator, { jobId })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('refuses with its reason what somebody changed or deleted meanwhile, and does the others', async () => {
    const { jobId } = await start({ kind: 'field', field: 'City', value: 'Cambridge' });
    await updateRecord(org.admin, { module: 'Leads', id: ids[0] ?? '', values: { City: 'Salem' } });
    await deleteRecords(org.admin, { module: 'Leads', ids: [ids[1] ?? ''] });
    await run(jobId);
    const outcome = await getMassOutcome(org.operator, { jobId });
    expect(outcome).toMatchObject({ changed: 1, refused: { stale: 1, gone: 1 } });
    expect(outcome.records).toEqual([
      { id: ids[0], name: 'Doe', href: `/m/Leads/${ids[0]}`, why: 'Somebody else changed it meanwhile' },
      { id: ids[1], name: `Lead ${ids[1]?.slice(-6)}`, href: null, why: 'It is gone, or was taken out of your sight' },
    ]);
    expect(await citiesOf()).toEqual(['Salem', 'Cambridge', 'Austin']);
    const twice = await start({ kind: 'delete' }, { module: 'Leads', ids: [ids[0] ?? ''] });
    await updateRecord(org.admin, { module: 'Leads', id: ids[0] ?? '', values: { City: 'Salem Town' } });
    await run(twice.jobId);
    expect((await getMassOutcome(org.operator, twice)).refused).toEqual({ stale: 1 });
  });

  test('refuses with its reason what the person may see and not change, and that refusal is an event', async () => {
    const carl = await insertUser(org, 'Carl', org.profileIds.Operator, org.roleIds.Manager);
    await createRecord(org.admin, { module: 'Leads', values: { Last_Name: 'Hers', City: 'Boston' }, ownerId: carl });
    await setSharing(org.admin, { module: 'Leads', sharing: 'public_read' });
    const { jobId } = await start({ kind: 'field', field: 'City', value: 'Cambridge' });
    await run(jobId);
    expect(await getMassOutcome(org.operator, { jobId })).toMatchObject({ changed: 3, refused: { no_right: 1 } });
    const refused = (await eventsOf(org, 'record.update')).filter(({ outcome }) => outcome === 'refused');
    expect(refused).toHaveLength(1);
  });

  test('that was interrupted goes on behind the last record: none twice, none left out', async () => {
    const { jobId } = await start({ kind: 'field', field: 'City', value: 'Cambridge' });
    await beginJob(org.orgId, jobId);
    const stop = new AbortController();
    const signal = { ...stop.signal, throwIfAborted: countdown(2) } as AbortSignal;
    await expect(changeMany(org.orgId, jobId, signal)).rejects.toThrow('stopped');
    expect(await counted('record.update')).toBe(2);
    await run(jobId);
    expect(await counted('record.update')).toBe(3);
    expect(await getMassOutcome(org.operator, { jobId })).toMatchObject({ changed: 3, refused: {} });
  });

  test('that is cancelled keeps what was done, which can be undone', async () => {
    const { jobId } = await start({ kind: 'delete' });
    await beginJob(org.orgId, jobId);
    const signal = { ...new AbortController().signal, throwIfAborted: countdown(1) } as AbortSignal;
    await expect(changeMany(org.orgId, jobId, signal)).rejects.toThrow('stopped');
    await expect(undoMassDelete(org.operator, { jobId })).rejects.toMatchObject({ code: 'conflict' });
    await cancelJob(org.operator, jobId);
    expect(await getMassOutcome(org.operator, { jobId })).toMatchObject({ changed: 1, undoable: true });
    expect((await undoMassDelete(org.operator, { jobId })).records).toBe(1);
  });

  test('is found by the page again until it is over, by whoever started it', async () => {
    const { jobId } = await start({ kind: 'delete' });
    expect(await findRunningChange(org.operator, 'Leads')).toEqual({ jobId, act: 'delete', records: 3 });
    for (const [ctx, module] of [
      [org.admin, 'Leads'],
      [org.operator, 'Contacts'],
    ] as const) {
      expect(await findRunningChange(ctx, module)).toBeNull();
    }
    await run(jobId);
    expect(await findRunningChange(org.operator, 'Leads')).toBeNull();
  });

  test('counts as done what is so already', async () => {
    const { outcome } = await done({ kind: 'field', field: 'City', value: 'Boston' });
    expect(outcome).toMatchObject({ changed: 3, refused: {} });
    expect(await counted('record.update')).toBe(0);
  });

  test('forgets what it worked through a day after it ended', async () => {
    const { jobId } = await done({ kind: 'delete' });
    await expireFiles(new Date());
    expect((await getMassOutcome(org.operator, { jobId })).changed).toBe(3);
    await expireFiles(new Date(Date.now() + 25 * 60 * 60 * 1000));
    expect((await getMassOutcome(org.operator, { jobId })).changed).toBe(0);
  });

  test('changes nothing where more match by now than the person was told, and what fewer there are', async () => {
    const said = (records: number) => start({ kind: 'delete' }, { ...boston, said: records });
    await expect(said(2)).rejects.toMatchObject({ code: 'conflict', reason: 'MORE_THAN_SAID' });
    expect([await citiesOf(), await counted('mass_change.start')]).toEqual([
      ['Boston', 'Boston', 'Boston', 'Austin'],
      0,
    ]);
    expect((await said(4)).records).toBe(3);
  });

  test('takes ten thousand at most, and says that more match', async () => {
    const { id: moduleId } = getModule(await org.metadata(), 'Leads');
    await ownerSql()`
      insert into records (org_id, id, module_id, owner_id, name, name_key, "values", source, created_at, created_by, modified_at, modified_by)
      select ${org.orgId}::bigint, n, ${moduleId}::bigint, ${org.operator.actor.id}::bigint, 'Lead', 'lead', '{}', 'seed',
        now(), 1, now(), 1 from generate_series(1, 10000) as n`;
    expect(await countChosen(org.operator, { module: 'Leads' })).toEqual({ records: 10_000, more: true });
    expect((await start({ kind: 'delete' }, { module: 'Leads' })).records).toBe(10_000);
  });
});

describe('who may change many records', () => {
  test.each<[string, MassChangeRequest['act'], string]>([
    ['a value that does not fit', { kind: 'field', field: 'Annual_Revenue', value: 'much' }, 'invalid'],
    ['a required field emptied', { kind: 'field', field: 'Last_Name', value: '' }, 'invalid'],
    ['a field that is not there', { kind: 'field', field: 'Nope', value: '' }, 'invalid'],
    ['an owner who is none', { kind: 'owner', ownerId: '123' }, 'invalid'],
  ])('refuses %s before anything is changed', async (_, act, code) => {
    await expect(start(act)).rejects.toMatchObject({ code });
    expect(await counted('mass_change.start')).toBe(0);
  });

  test('refuses a profile without the right, and records the attempt', async () => {
    await expect(start({ kind: 'delete' }, boston, org.officer)).rejects.toMatchObject({ code: 'forbidden' });
    const reader: Context = { ...org.operator, rights: { ...org.operator.rights, everyModule: ['view'] } };
    for (const act of [{ kind: 'delete' }, { kind: 'field', field: 'City', value: 'x' }] as const) {
      await expect(start(act, boston, reader)).rejects.toMatchObject({ code: 'forbidden' });
    }
    expect((await eventsOf(org, 'mass_change.start')).map(({ outcome }) => outcome)).toEqual(Array(3).fill('refused'));
  });

  test('gives records, outcome and undo to nobody else, of the same org or another', async () => {
    const other = await makeOrg();
    await expect(start({ kind: 'delete' }, { module: 'Leads', ids }, other.operator)).rejects.toMatchObject({
      code: 'not_found',
    });
    const { jobId } = await done({ kind: 'delete' });
    for (const ctx of [org.admin, other.operator]) {
      await expect(getMassOutcome(ctx, { jobId })).rejects.toMatchObject({ code: 'not_found' });
      await expect(undoMassDelete(ctx, { jobId })).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});

describe('protected fields', () => {
  const secret = 'Zqleukaemia-7731';

  test('are chosen by only for those who may search them, and no value is kept in the clear', async () => {
    org = await makeHealthOrg();
    const fieldId = await fieldIdOf(org, 'Contacts', 'Department');
    await markField(org.admin, { module: 'Contacts', fieldId, encrypt: true });
    const held = await addContact(org, { Department: 'Cardiology' });
    await addContact(org, { Department: 'Neurology' });
    const by = { module: 'Contacts', filters: [{ field: 'Department', operator: 'equals', value: 'cardiology' }] };
    await expect(countChosen(org.admin, by)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(start({ kind: 'delete' }, by, org.admin)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await countChosen(org.admin, { module: 'Contacts', search: 'Cardiology' })).toEqual({
      records: 0,
      more: false,
    });
    const before = (await eventsOf(org, 'record.search')).length;
    expect(await countChosen(org.operator, by)).toEqual({ records: 1, more: false });
    const { outcome } = await done({ kind: 'field', field: 'Department', value: secret }, by);
    expect(outcome.changed).toBe(1);
    expect((await eventsOf(org, 'record.search')).slice(before).map(({ facts }) => facts.rows)).toEqual([1, 1]);
    await expectNowhereInDatabase([secret]);
    await addContact(org, { Department: 'Cardiology' });
    await addContact(org, { Department: 'Cardiology' });
    const many = start({ kind: 'delete' }, { ...by, said: 1 });
    await expect(many).rejects.toMatchObject({ reason: 'MORE_THAN_SAID' });
    // That there are more is an answer to a search.
    expect((await eventsOf(org, 'record.search')).slice(before).map(({ facts }) => facts.rows)).toEqual([1, 1, 2]);
    const now = { filters: [{ field: 'Department', operator: 'equals', value: secret }] };
    expect((await listRecords(org.operator, 'Contacts', now)).rows.map(({ id }) => id)).toEqual([held]);
  });
});

/** Throws at the call after so many. */
function countdown(calls: number): () => void {
  let left = calls;
  return () => {
    left -= 1;
    if (left < 0) throw new Error('stopped');
  };
}
