import { beforeAll, describe, expect, test } from 'vitest';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { contextOf, insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { actionsIn } from './action-groups';
import { activityOverTime } from './activity';
import { appendWithChange, type NewEntry } from './append';
import type { LedgerFilter } from './filter';
import { countEntries, findEntry, type LedgerPage, listEntries, nextEntries } from './queries';
import { whoSawRecord } from './who-saw';

const append = (ctx: Context, entries: readonly NewEntry[], at?: Date) =>
  inOrg(ctx.orgId, async (tx) => appendWithChange(tx, ctx, { entries, ...(at && { at }) }, await keysOf(tx)));

const list = (ctx: Context, filter: LedgerFilter = {}, page: LedgerPage = { size: 100 }) =>
  inOrg(ctx.orgId, (tx) => listEntries(tx, ctx, filter, page));

describe('whose entries one sees', () => {
  let org: TestOrg;
  let assistant: Context;

  beforeAll(async () => {
    org = await makeOrg();
    const id = await insertUser(org, 'Ann Assistant', org.profileIds.Operator, org.roleIds.Manager);
    assistant = contextOf(org.orgId, { id, name: 'Ann Assistant', profile: 'Operator', ownerIds: [id] });
    await append(org.admin, [{ action: 'module.update' }]);
    await append(org.operator, [{ action: 'record.create' }]);
    await append(assistant, [{ action: 'record.delete' }]);
  });

  const actorsSeenBy = async (ctx: Context) => new Set((await list(ctx)).rows.map((row) => row.actorId));

  test('the officer, by the right to the whole ledger, and the root role see all', async () => {
    for (const ctx of [org.officer, { ...org.operator, ownerIds: null }]) {
      expect(await actorsSeenBy(ctx)).toEqual(new Set([org.admin.actor.id, org.operator.actor.id, assistant.actor.id]));
    }
  });

  test('another sees their own', async () => {
    expect(await actorsSeenBy(assistant)).toEqual(new Set([assistant.actor.id]));
  });

  test('and those of everybody below in the role tree', async () => {
    const manager = { ...org.operator, ownerIds: [org.operator.actor.id, assistant.actor.id] };
    expect(await actorsSeenBy(manager)).toEqual(new Set([org.operator.actor.id, assistant.actor.id]));
  });

  test('a filter for somebody else finds nothing rather than theirs', async () => {
    expect((await list(assistant, { actorId: org.admin.actor.id })).rows).toEqual([]);
    expect(await inOrg(org.orgId, (tx) => countEntries(tx, assistant, { actorId: org.admin.actor.id }))).toBe(0);
  });

  test('nor does an id of an entry: not of somebody else, not of another org', async () => {
    const [ofAdmin] = (await list(org.officer, { actions: ['module.update'] })).rows;
    const id = ofAdmin?.id ?? '';
    const other = await makeOrg();
    expect(await inOrg(org.orgId, (tx) => findEntry(tx, org.officer, id))).toMatchObject({ id });
    expect(await inOrg(org.orgId, (tx) => findEntry(tx, assistant, id))).toBeUndefined();
    expect(await inOrg(other.orgId, (tx) => findEntry(tx, other.officer, id))).toBeUndefined();
  });

  test('without the right to read the ledger nothing is seen, not even as the root role', async () => {
    const none = { ...org.admin, rights: { ...org.admin.rights, org: [] } };
    await expect(list(none)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(inOrg(org.orgId, (tx) => activityOverTime(tx, none, {}))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(inOrg(org.orgId, (tx) => whoSawRecord(tx, none, '1'))).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

describe('filters', () => {
  let org: TestOrg;
  const day = (n: number) => new Date(Date.UTC(2026, 2, n, 12));

  beforeAll(async () => {
    org = await makeOrg();
    await append(org.operator, [{ action: 'record.create', module: 'Leads', recordId: '5' }], day(1));
    await append(org.operator, [{ action: 'record.reveal', module: 'Contacts', recordId: '5' }], day(2));
    await append(org.admin, [{ action: 'field.mark', module: 'Contacts', outcome: 'refused' }], day(3));
  });

  const actionsFor = async (filter: LedgerFilter) => {
    const { rows } = await list(org.officer, { to: day(10).toISOString(), ...filter });
    return rows.map((row) => row.action).sort();
  };

  test.each([
    ['module', { module: 'Contacts' }, ['field.mark', 'record.reveal']],
    ['one action', { actions: ['record.create'] }, ['record.create']],
    ['a group', { actions: actionsIn('phi') }, ['record.reveal']],
    ['no action at all', { actions: [] }, []],
    ['outcome', { outcome: 'refused' }, ['field.mark']],
    ['record', { recordId: '5' }, ['record.create', 'record.reveal']],
    ['record and module', { recordId: '5', module: 'Leads' }, ['record.create']],
    ['from, itself included', { from: day(2).toISOString() }, ['field.mark', 'record.reveal']],
    ['to, itself excluded', { to: day(2).toISOString() }, ['record.create']],
  ] satisfies [string, LedgerFilter, string[]][])('by %s', async (_name, filter, expected) => {
    expect(await actionsFor(filter)).toEqual(expected);
  });

  test('by person', async () => {
    expect(await actionsFor({ actorId: org.admin.actor.id })).toEqual(['field.mark']);
  });
});

describe('paging', () => {
  let org: TestOrg;
  let all: Id[];
  const filter: LedgerFilter = { actions: ['view.create'] };

  beforeAll(async () => {
    org = await makeOrg();
    for (let n = 0; n < 25; n += 1) await append(org.admin, [{ action: 'view.create' }]);
    all = (await list(org.officer, filter)).rows.map((row) => row.id);
  });

  test('the newest stand first', () => {
    expect(all).toHaveLength(25);
    expect(all).toEqual([...all].sort((a, b) => (BigInt(a) < BigInt(b) ? 1 : -1)));
  });

  test('forth and back, no entry is missing or double', async () => {
    const pages: Id[][] = [];
    let page: LedgerPage = { size: 10 };
    for (;;) {
      const { rows, hasOlder, hasNewer } = await list(org.officer, filter, page);
      expect(hasNewer).toBe(pages.length > 0);
      pages.push(rows.map((row) => row.id));
      if (!hasOlder) break;
      page = { size: 10, after: rows.at(-1)?.id };
    }
    expect(pages.map((ids) => ids.length)).toEqual([10, 10, 5]);
    expect(pages.flat()).toEqual(all);

    const back = await list(org.officer, filter, { size: 10, before: pages[2]?.[0] });
    expect(back).toMatchObject({ hasOlder: true, hasNewer: true });
    expect(back.rows.map((row) => row.id)).toEqual(pages[1]);
    const first = await list(org.officer, filter, { size: 10, before: pages[1]?.[0] });
    expect(first.hasNewer).toBe(false);
    expect(first.rows.map((row) => row.id)).toEqual(pages[0]);
  });

  test('batches go through all of them, the oldest first', async () => {
    const seen: Id[] = [];
    let after = '0';
    for (;;) {
      const rows = await inOrg(org.orgId, (tx) => nextEntries(tx, org.officer, filter, { after, limit: 7 }));
      seen.push(...rows.map((row) => row.id));
      after = rows.at(-1)?.id ?? after;
      if (rows.length < 7) break;
    }
    expect(seen).toEqual([...all].reverse());
    expect(await inOrg(org.orgId, (tx) => countEntries(tx, org.officer, filter))).toBe(25);
  });
});

describe('activity over time', () => {
  let org: TestOrg;
  const now = new Date('2026-03-10T18:00:00Z');
  const about = { module: 'Activity' } as const;

  beforeAll(async () => {
    org = await makeOrg();
    const at = (text: string) => new Date(text);
    await append(org.operator, [{ action: 'record.view', ...about }], at('2026-03-08T05:30:00Z')); // 7 March in Chicago
    await append(org.operator, [{ action: 'record.view', ...about }], at('2026-03-10T17:10:00Z'));
    await append(org.admin, [{ action: 'record.reveal', ...about, outcome: 'refused' }], at('2026-03-10T17:20:00Z'));
    await append(org.operator, [{ action: 'record.view', ...about }], at('2025-11-01T17:20:00Z'));
  });

  const activity = (ctx: Context, filter: LedgerFilter) =>
    inOrg(org.orgId, (tx) => activityOverTime(tx, ctx, { ...about, ...filter }, now));

  test('counts by day in the asker’s zone, without gaps, done and refused apart', async () => {
    const { unit, buckets, done, refused } = await activity(org.officer, { from: '2026-03-06T06:00:00.000Z' });
    expect({ unit, done, refused }).toEqual({ unit: 'day', done: 2, refused: 1 });
    expect(buckets).toEqual([
      { start: '2026-03-06T00:00', done: 0, refused: 0 },
      { start: '2026-03-07T00:00', done: 1, refused: 0 },
      { start: '2026-03-08T00:00', done: 0, refused: 0 },
      { start: '2026-03-09T00:00', done: 0, refused: 0 },
      { start: '2026-03-10T00:00', done: 1, refused: 1 },
    ]);
  });

  test('counts by hour when the time is short', async () => {
    const { unit, buckets } = await activity(org.officer, { from: '2026-03-10T15:00:00.000Z' });
    expect(unit).toBe('hour');
    expect(buckets.map(({ start }) => start)).toEqual([
      '2026-03-10T10:00',
      '2026-03-10T11:00',
      '2026-03-10T12:00',
      '2026-03-10T13:00',
    ]);
    expect(buckets[2]).toEqual({ start: '2026-03-10T12:00', done: 1, refused: 1 });
  });

  test('goes back 90 days at most, and says so', async () => {
    const everything = await activity(org.officer, {});
    expect(everything).toMatchObject({ shortened: true, capped: false, done: 2, refused: 1 });
    expect(everything.buckets.length).toBeLessThanOrEqual(92);
    expect(await activity(org.officer, { from: '2026-03-06T06:00:00.000Z' })).toMatchObject({ shortened: false });
  });

  test('counts what the asker may see', async () => {
    expect(await activity(org.operator, {})).toMatchObject({ done: 2, refused: 0 });
  });
});

test('who saw a record: each person once, with what they did, the latest first', async () => {
  const org = await makeOrg();
  const about = { module: 'Contacts', recordId: '9' } as const;
  const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 12, minute));
  await append(org.operator, [{ action: 'record.view', ...about }], at(1));
  await append(org.operator, [{ action: 'record.view', ...about }], at(2));
  await append(org.operator, [{ action: 'record.reveal', ...about, fields: ['SSN', 'Phone'] }], at(3));
  await append(org.operator, [{ action: 'record.reveal', ...about, fields: ['SSN'] }], at(4));
  await append(org.operator, [{ action: 'record.reveal', ...about, fields: ['Email'], outcome: 'refused' }], at(5));
  await append(
    org.operator,
    [{ action: 'record.reveal', module: 'Contacts', recordId: '10', fields: ['Mobile'] }],
    at(6),
  );
  await append(org.admin, [{ action: 'attachment.download', ...about }], at(7));
  await append(org.admin, [{ action: 'note.view', ...about }], at(8));
  await append(org.admin, [{ action: 'record.update', ...about }], at(9));

  const saw = await inOrg(org.orgId, (tx) => whoSawRecord(tx, org.officer, '9'));
  expect(saw).toEqual([
    {
      actorId: org.admin.actor.id,
      name: 'Ada Admin',
      views: 0,
      reveals: 0,
      notesRead: 1,
      downloads: 1,
      prints: 0,
      fields: [],
      lastAt: at(8).toISOString(),
    },
    {
      actorId: org.operator.actor.id,
      name: 'Olga Operator',
      views: 2,
      reveals: 2,
      notesRead: 0,
      downloads: 0,
      prints: 0,
      fields: ['Phone', 'SSN'],
      lastAt: at(4).toISOString(),
    },
  ]);
  const seenByOperator = await inOrg(org.orgId, (tx) => whoSawRecord(tx, org.operator, '9'));
  expect(seenByOperator.map((viewer) => viewer.name)).toEqual(['Olga Operator']);
});
