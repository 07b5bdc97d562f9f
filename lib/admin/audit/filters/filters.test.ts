import { beforeEach, describe, expect, test } from 'vitest';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { deleteFilter, listFilters, renameFilter, saveFilter } from './filters';

let org: TestOrg;
beforeEach(async () => {
  org = await makeOrg();
});

const query = { range: '7d', action: 'group:phi', outcome: 'refused' } as const;
const save = (name: string, ctx = org.officer) => saveFilter(ctx, { name, query });
const names = async (ctx = org.officer) => (await listFilters(ctx)).map(({ name }) => name);

test('a filter is kept under a name, by name, for its owner alone; its event does not say the name', async () => {
  await save('Refused this week');
  const { id } = await save('all of it');
  expect(await listFilters(org.officer)).toEqual([
    { id, name: 'all of it', query },
    { id: expect.any(String), name: 'Refused this week', query },
  ]);
  expect(await names(org.admin)).toEqual([]);
  const events = await eventsOf(org.orgId, 'ledger_filter.create');
  expect(events.at(-1)).toMatchObject({ outcome: 'done', actorId: org.officer.actor.id, subjectId: id, facts: {} });
});

test('is renamed and deleted by its owner, each an event', async () => {
  const { id } = await save('Before');
  await renameFilter(org.officer, { id, name: ' After ' });
  expect(await names()).toEqual(['After']);
  expect(await eventsOf(org.orgId, 'ledger_filter.update')).toMatchObject([{ subjectId: id }]);
  await deleteFilter(org.officer, { id });
  expect(await names()).toEqual([]);
  expect(await eventsOf(org.orgId, 'ledger_filter.delete')).toMatchObject([{ subjectId: id }]);
});

test('a name that one has already is refused by its name; another person may have it', async () => {
  await save('Twice');
  const { id } = await save('Once');
  const taken = { code: 'conflict', fields: { name: 'You have a filter of this name already.' } };
  await expect(save('Twice')).rejects.toMatchObject(taken);
  await expect(renameFilter(org.officer, { id, name: 'Twice' })).rejects.toMatchObject(taken);
  await save('Twice', org.operator);
});

test('fifty are kept, and the next is refused, which is an event', async () => {
  const rows = Array.from({ length: 50 }, (_, n) => ({ id: String(n + 1), name: `Filter ${n}` }));
  await ownerSql()`
    insert into audit_filters (org_id, id, owner_id, name, query, created_at)
    select ${org.orgId}, r.id, ${org.officer.actor.id}, r.name, '{"range":"7d"}', now()
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r (id bigint, name text)`;
  await expect(save('One more')).rejects.toMatchObject({ code: 'limited' });
  expect((await eventsOf(org.orgId, 'ledger_filter.create')).map(({ outcome }) => outcome)).toEqual(['refused']);
  expect(await names()).toHaveLength(50);
});

describe('who may', () => {
  test('nobody changes what is another’s, in this org or out of it', async () => {
    const { id } = await save('Mine');
    const stranger = await makeOrg();
    for (const ctx of [org.admin, stranger.officer]) {
      await expect(renameFilter(ctx, { id, name: 'Theirs' })).rejects.toMatchObject({ code: 'not_found' });
      await expect(deleteFilter(ctx, { id })).rejects.toMatchObject({ code: 'not_found' });
    }
    expect(await names()).toEqual(['Mine']);
    expect(await names(stranger.officer)).toEqual([]);
  });

  test('nobody who may not read the audit log', async () => {
    const { id } = await save('Mine', org.operator);
    const none = { ...org.operator, rights: { ...org.operator.rights, org: [] } };
    for (const act of [
      () => save('Another', none),
      () => listFilters(none),
      () => renameFilter(none, { id, name: 'x' }),
      () => deleteFilter(none, { id }),
    ]) {
      await expect(act()).rejects.toMatchObject({ code: 'forbidden' });
    }
  });
});

test.each([' ', 'x'.repeat(81), 'two\nlines'])('%j is no name', async (name) => {
  await expect(save(name)).rejects.toMatchObject({ code: 'invalid', fields: { name: expect.any(String) } });
});

test('a filter that is none is refused', async () => {
  await expect(
    saveFilter(org.officer, { name: 'Bad', query: { ...query, record: 'x' } as never }),
  ).rejects.toMatchObject({
    code: 'invalid',
  });
});

test('what this version cannot read is left out of the list', async () => {
  const { id } = await save('Old');
  await ownerSql()`update audit_filters set query = '{"range":"no such"}' where id = ${id}`;
  expect(await names()).toEqual([]);
});
