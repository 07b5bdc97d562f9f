import { beforeEach, describe, expect, test } from 'vitest';
import { createField } from '@/lib/admin/customization/create-field';
import { markField } from '@/lib/admin/settings/mark-field';
import { setSharing } from '@/lib/admin/settings/sharing';
import { cancelJob } from '@/lib/platform/background/cancel';
import { beginJob } from '@/lib/platform/background/life';
import { getJob } from '@/lib/platform/background/queries';
import type { Context } from '@/lib/platform/context';
import { type Tx, writeInOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { countOpenings } from '@/lib/tools/testing/count-openings';
import { ownerSql } from '@/lib/tools/testing/database';
import { insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { addContact, eventsOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { expectNowhereInDatabase } from '@/lib/tools/testing/matchers';
import { expireFiles } from '@/lib/ways-in/jobs/handlers/expire-files';
import { findDuplicates } from '@/lib/ways-in/jobs/handlers/find-duplicates';
import { createRecord } from '../create';
import { mergeRecords } from '../merge/merge';
import { updateRecord } from '../update';
import { Gathering } from './gather';
import { MOST_TOGETHER } from './limits';
import { type DuplicatesPage, listDuplicates } from './list';
import { runDuplicateSearch } from './run';
import { startDuplicateSearch } from './start';
import { takeBackApart, tellApart } from './tell-apart';

const module = 'Contacts';
let org: TestOrg;

async function find(by: string[], ctx: Context = org.operator, of = module): Promise<DuplicatesPage> {
  const { jobId } = await startDuplicateSearch(ctx, { module: of, by });
  await beginJob(ctx.orgId, jobId);
  await findDuplicates(ctx.orgId, jobId, new AbortController().signal);
  return listDuplicates(ctx, { module: of });
}
const idsOf = ({ groups }: DuplicatesPage) => groups.map(({ records }) => records.map(({ id }) => id));
const together = ({ groups: [group] }: DuplicatesPage) => ({
  module,
  records: (group?.records ?? []).map(({ id, version }) => ({ id, version })),
});

beforeEach(async () => {
  org = await makeHealthOrg();
  const { id } = await createField(org.admin, { module, label: 'SSN', type: 'single_line' });
  await markField(org.admin, { module, fieldId: id, encrypt: true });
});

describe('duplicates in a module', () => {
  let anns: Id[];
  let bens: Id[];

  beforeEach(async () => {
    anns = [
      await addContact(org, { Email: 'Ann@example.org', SSN: '999-46-1590', Title: 'Dr' }),
      await addContact(org, { Email: 'ann@example.org', SSN: '999461590', Title: 'Nurse' }),
    ];
    bens = [];
    for (const Title of ['Dr', 'Dr', 'Nurse']) {
      bens.push(await addContact(org, { Email: 'ben@example.org', SSN: `999-00-000${bens.length}`, Title }));
    }
    await addContact(org, { Email: 'cara@example.org', SSN: '999-46-1591' });
    await addContact(org, {});
    await addContact(org, {});
  });

  test('are found by an e-mail address however it is written, the largest group first, empty ones never', async () => {
    const before = await listDuplicates(org.operator, { module });
    expect(before).toMatchObject({ search: null, groups: [] });
    expect(before.fields.filter(({ chosen }) => chosen).map(({ apiName }) => apiName)).toEqual(['Email']);
    const found = await find(['Email']);
    expect(idsOf(found)).toEqual([bens, anns]);
    expect(found.groups[1]?.values).toEqual({ Email: 'Ann@example.org' });
    expect(found.search).toMatchObject({ over: true, looked: 8, tooLarge: 0, leftOut: 0, partly: false });
  });

  test('are found by a web address however its host and its end are written', async () => {
    const { apiName } = await createField(org.admin, { module, label: 'Site', type: 'url' });
    const addresses = ['https://Clinic.example/', 'https://clinic.example', 'https://clinic.example/other'];
    const ids: Id[] = [];
    for (const address of addresses) ids.push(await addContact(org, { [apiName]: address }));
    expect(idsOf(await find([apiName]))).toEqual([ids.slice(0, 2)]);
  });

  test('are the same in every field of a set', async () => {
    expect(idsOf(await find(['Email', 'Title']))).toEqual([bens.slice(0, 2)]);
  });

  test('are found by an encrypted field for those who may search it, with events, and no equality in the database', async () => {
    const found = await find(['SSN']);
    expect(idsOf(found)).toEqual([anns]);
    expect(JSON.stringify(found)).not.toContain('999-46');
    expect((await eventsOf(org, 'duplicates.find')).at(-1)).toMatchObject({ outcome: 'done', fields: ['SSN'] });
    expect((await eventsOf(org, 'duplicates.finish')).at(-1)).toMatchObject({ facts: { looked: 8, groups: 1 } });
    expect((await eventsOf(org, 'record.search')).at(-1)).toMatchObject({ fields: ['SSN'], facts: { rows: 2 } });
    const [row] = await ownerSql()<
      { sealed: Buffer }[]
    >`select sealed from duplicate_groups where org_id = ${org.orgId}`;
    expect(row?.sealed.includes(anns[0] as string)).toBe(false);
    await expectNowhereInDatabase(['999461590']);
  });

  test('by a field that the asker may not search are neither offered, nor looked for, nor told of after the right is gone', async () => {
    await find(['SSN']);
    const asked = { module, by: ['SSN'] };
    const refused = await startDuplicateSearch(org.admin, asked).catch((error) => error);
    const unknown = await startDuplicateSearch(org.admin, { module, by: ['Nothing'] }).catch((error) => error);
    expect(refused).toMatchObject({ code: 'invalid', reason: unknown.reason });
    expect(refused.message).toBe(unknown.message.replace('Nothing', 'SSN'));
    expect((await listDuplicates(org.admin, { module })).fields.map(({ apiName }) => apiName)).not.toContain('SSN');
    const { jobId } = await startDuplicateSearch(org.operator, asked);
    const less: Context = { ...org.operator, rights: { ...org.operator.rights, org: org.admin.rights.org } };
    expect(await listDuplicates(less, { module })).toMatchObject({ search: null, groups: [] });
    await beginJob(org.orgId, jobId);
    const run = runDuplicateSearch(less, jobId, { report: async () => {}, signal: new AbortController().signal });
    await expect(run).rejects.toMatchObject({ code: 'invalid' });
  });

  test('are told only while they are the same, there and in sight', async () => {
    await find(['Email']);
    await updateRecord(org.operator, { module, id: bens[0] as Id, values: { Email: 'other@example.org' } });
    const versions = Object.fromEntries(anns.map((id) => [id, 1]));
    const [keepId, ...otherIds] = anns as [Id, Id];
    await mergeRecords(org.operator, { module, keepId, otherIds, versions, choices: {} });
    expect(idsOf(await listDuplicates(org.operator, { module }))).toEqual([bens.slice(1)]);
  });

  test('are another person’s own: who may not see a record is not told of it, nor what somebody else found', async () => {
    await setSharing(org.admin, { module, sharing: 'private' });
    const own = await insertUser(org, 'Own', org.profileIds.Operator, org.roleIds.Manager);
    const theirs: Context = { ...org.operator, actor: { kind: 'user', id: own, name: 'Own' }, ownerIds: [own] };
    await find(['Email']);
    expect(await listDuplicates(theirs, { module })).toMatchObject({ search: null, groups: [] });
    const mine = [];
    for (const Email of ['ann@example.org', 'dan@example.org', 'dan@example.org']) {
      mine.push((await createRecord(theirs, { module, values: { Last_Name: 'Own', Email } })).id);
    }
    const { jobId } = await startDuplicateSearch(theirs, { module, by: ['Email'] });
    await beginJob(org.orgId, jobId);
    await runDuplicateSearch(theirs, jobId, { report: async () => {}, signal: new AbortController().signal });
    expect(idsOf(await listDuplicates(theirs, { module }))).toEqual([mine.slice(1)]);
  });

  test('that are told apart stay so, whatever is changed of them, until another joins them; it can be taken back', async () => {
    const group = together(await find(['Email']));
    await tellApart(org.operator, group);
    await tellApart(org.operator, group);
    expect((await eventsOf(org, 'duplicates.tell_apart')).map(({ facts }) => facts)).toEqual([{ records: 3 }]);
    expect(idsOf(await listDuplicates(org.operator, { module }))).toEqual([anns]);
    expect(idsOf(await listDuplicates(org.operator, { module, apart: true }))).toEqual([bens]);
    expect(idsOf(await find(['Email']))).toEqual([anns]);
    await takeBackApart(org.operator, group);
    expect(idsOf(await listDuplicates(org.operator, { module }))).toEqual([bens, anns]);
    await tellApart(org.operator, group);
    await updateRecord(org.operator, { module, id: bens[2] as Id, values: { Title: 'Head' } });
    expect(idsOf(await listDuplicates(org.operator, { module }))).toEqual([anns]);
    await expect(tellApart(org.operator, group)).rejects.toMatchObject({ code: 'conflict' });
    const joined = await addContact(org, { Email: 'ben@example.org' });
    expect(idsOf(await find(['Email']))).toEqual([[...bens, joined], anns]);
    expect(idsOf(await find(['Email', 'Title']))).toEqual([bens.slice(0, 2)]);
  });

  test('are refused without the rights to view, edit and delete, and are nothing to another organisation', async () => {
    const may = (right: 'view' | 'edit' | 'delete'): Context => {
      const { rights } = org.operator;
      const kept = (rights.modules[module] ?? rights.everyModule).filter((one) => one !== right);
      return { ...org.operator, rights: { ...rights, modules: { ...rights.modules, [module]: kept } } };
    };
    const other = await makeOrg();
    const group = together(await find(['Email']));
    for (const ctx of [may('view'), may('edit'), may('delete'), org.officer]) {
      await expect(startDuplicateSearch(ctx, { module, by: ['Email'] })).rejects.toMatchObject({ code: 'forbidden' });
      await expect(listDuplicates(ctx, { module })).rejects.toMatchObject({ code: 'forbidden' });
      await expect(tellApart(ctx, group)).rejects.toMatchObject({ code: 'forbidden' });
    }
    expect(await listDuplicates(other.operator, { module })).toMatchObject({ search: null, groups: [] });
    await expect(tellApart(other.operator, group)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('are paged forth and back by tokens that fit no other search', async () => {
    const found = await find(['Email']);
    const first = await listDuplicates(org.operator, { module, perPage: 1 });
    const second = await listDuplicates(org.operator, { module, perPage: 1, after: first.next ?? '' });
    expect([idsOf(first), idsOf(second), second.next]).toEqual([[bens], [anns], null]);
    const back = await listDuplicates(org.operator, { module, perPage: 1, after: second.previous ?? '' });
    expect(idsOf(back)).toEqual([bens]);
    await find(['Email']);
    expect(idsOf(await listDuplicates(org.operator, { module, perPage: 1, after: first.next ?? '' }))).toEqual([bens]);
    expect(found.groups).toHaveLength(2);
  });

  test('are looked for by a job that can be cancelled, begins anew, and whose findings are gone after a day', async () => {
    const { jobId } = await startDuplicateSearch(org.operator, { module, by: ['Email'] });
    expect((await listDuplicates(org.operator, { module })).search).toMatchObject({ jobId, over: false });
    await beginJob(org.orgId, jobId);
    await expect(findDuplicates(org.orgId, jobId, AbortSignal.abort())).rejects.toThrow();
    await findDuplicates(org.orgId, jobId, new AbortController().signal);
    expect(await getJob(org.operator, jobId)).toMatchObject({ done: 8, result: { groups: 2 } });
    const { jobId: next } = await startDuplicateSearch(org.operator, { module, by: ['Email'] });
    const kept = () => ownerSql()`select from duplicate_groups where org_id = ${org.orgId}`;
    expect(await kept()).toHaveLength(0);
    await cancelJob(org.operator, next);
    expect(await getJob(org.operator, next)).toMatchObject({ state: 'cancelled' });
    await find(['Email']);
    await expireFiles(new Date(Date.now() + 25 * 60 * 60 * 1000));
    expect(await kept()).toHaveLength(0);
  });

  test('open no record that an index in the clear rules out, and each of the others once', async () => {
    const search = async (by: string[]) => {
      const { jobId } = await startDuplicateSearch(org.operator, { module, by });
      await beginJob(org.orgId, jobId);
      const run = { report: async () => {}, signal: new AbortController().signal };
      return countOpenings(() => runDuplicateSearch(org.operator, jobId, run));
    };
    await search(['SSN']);
    expect(await search(['SSN'])).toBe(8);
    expect(await search(['Email', 'SSN'])).toBe(5);
    expect(await search(['Email'])).toBe(0);
  });
});

test('the twins of 1,000 records are found by the index of their field, row by row', async () => {
  const plan = await writeInOrg(org.orgId, 'job', async (tx: Tx) => {
    const rows = await tx.sql<{ 'QUERY PLAN': string }[]>`
      explain select id, exists (
        select from records twin
        where twin.org_id = records.org_id and twin.module_id = records.module_id and twin.deleted_at is null
          and twin.name_key = records.name_key and twin.name_key > '' and twin.id <> records.id) as twin
      from records where org_id = ${tx.orgId} and module_id = 1 and deleted_at is null order by id desc limit 1000`;
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  });
  expect(plan).toMatch(/records_name/);
});

test('what more than 50 share is counted and not listed; a group has its oldest record first', () => {
  const gathering = new Gathering();
  for (let n = 1000; n > 1000 - MOST_TOGETHER - 1; n--) gathering.add('many', String(n));
  for (const id of ['99', '100', '7']) gathering.add('few', id);
  gathering.add('one', '5');
  expect(gathering.gathered()).toEqual({ groups: [['7', '99', '100']], tooLarge: 1, leftOut: 0 });
});
