import { beforeAll, describe, expect, test } from 'vitest';
import type { Id } from '@/lib/platform/ids';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { purgeRecycleBin } from '@/lib/ways-in/jobs/handlers/purge-recycle-bin';
import { createRecord } from './create';
import { listBins, listDeleted } from './list-deleted';
import { deleteRecords, restoreRecords } from './recycle';

let org: TestOrg;
let deleted: Id[];

const DAY_MS = 24 * 60 * 60 * 1000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);

async function lead(name: string, target = org): Promise<Id> {
  return (await createRecord(target.operator, { module: 'Leads', values: { Last_Name: name } })).id;
}

async function deletedLead(name: string, at: Date, target = org): Promise<Id> {
  const id = await lead(name, target);
  await deleteRecords(target.operator, { module: 'Leads', ids: [id] });
  await ownerSql()`update records set deleted_at = ${at.toISOString()}::timestamptz where id = ${id}`;
  return id;
}

beforeAll(async () => {
  org = await makeOrg();
  await lead('Living');
  deleted = [];
  for (let n = 0; n < 5; n += 1) deleted.push(await deletedLead(`Lead ${n}`, daysAgo(Math.floor(n / 2) * 10)));
});

describe('listDeleted', () => {
  test('tells who deleted what, and how long it stays', async () => {
    const { records } = await listDeleted(org.operator, 'Leads');
    expect(records.map((record) => [record.name, record.daysLeft])).toEqual([
      ['Lead 1', 60],
      ['Lead 0', 60],
      ['Lead 3', 50],
      ['Lead 2', 50],
      ['Lead 4', 40],
    ]);
    expect(records[0]).toMatchObject({ deletedBy: 'Olga Operator', changeable: true });
  });

  test('pages forwards and backwards without losing or doubling one', async () => {
    const all = (await listDeleted(org.operator, 'Leads')).records.map(({ id }) => id);
    const first = await listDeleted(org.operator, 'Leads', { perPage: 2 });
    const second = await listDeleted(org.operator, 'Leads', { perPage: 2, after: first.next ?? '' });
    const third = await listDeleted(org.operator, 'Leads', { perPage: 2, after: second.next ?? '' });
    const ids = [first, second, third].flatMap((page) => page.records.map(({ id }) => id));
    expect(ids).toEqual(all);
    expect([first.previous, third.next]).toEqual([null, null]);
    const back = await listDeleted(org.operator, 'Leads', { perPage: 2, before: third.previous ?? '' });
    expect(back.records).toEqual(second.records);
  });

  test('hides the records of others in a private module, and all of another org', async () => {
    const other = await makeOrg();
    expect((await listDeleted(other.operator, 'Leads')).records).toEqual([]);
    const id = await deletedLead('Private', new Date(), other);
    await asOwner(other.orgId, (tx) => tx.sql`update modules set sharing = 'private' where api_name = 'Leads'`);
    await ownerSql()`update records set owner_id = 1 where id = ${id}`;
    expect((await listDeleted(other.operator, 'Leads')).records).toEqual([]);
    expect((await listDeleted(other.admin, 'Leads')).records).toHaveLength(1);
  });

  test('refuses whoever may not delete, and offers them no bin', async () => {
    await expect(listDeleted(org.officer, 'Leads')).rejects.toMatchObject({ code: 'forbidden' });
    expect(await listBins(org.officer)).toEqual([]);
    expect((await listBins(org.operator)).map(({ apiName }) => apiName)).toContain('Leads');
  });
});

describe('purgeRecycleBin', () => {
  test('deletes for good what is past 60 days, with an event by the system, and nothing else', async () => {
    const fresh = await makeOrg();
    const old = await deletedLead('Old', daysAgo(61), fresh);
    const recent = await deletedLead('Recent', daysAgo(59), fresh);
    const kept = await lead('Kept', fresh);
    await purgeRecycleBin(new Date());
    const rows = await ownerSql()<{ id: Id }[]>`select id from records where org_id = ${fresh.orgId} order by id`;
    expect(rows.map((row) => row.id)).toEqual([recent, kept]);
    const events = await eventsOf(fresh.orgId, 'record.purge');
    expect(events).toMatchObject([{ outcome: 'done', actorId: '0', module: 'Leads' }]);
    const [event] =
      await ownerSql()`select record_id from ledger_entries where action = 'record.purge' and org_id = ${fresh.orgId}`;
    expect(event?.record_id).toBe(old);
    await purgeRecycleBin(new Date());
    expect(await eventsOf(fresh.orgId, 'record.purge')).toHaveLength(1);
    await restoreRecords(fresh.operator, { module: 'Leads', ids: [recent] });
  });
});
