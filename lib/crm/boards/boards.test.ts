/** A board tells no more than lists do, and a card is moved by the verb that changes a record. */
import { beforeAll, describe, expect, test } from 'vitest';
import { selectModule } from '@/lib/admin/settings/compliance/select-module';
import { setHipaaEnabled } from '@/lib/admin/settings/compliance/set-hipaa-enabled';
import { markField } from '@/lib/admin/settings/mark-field';
import { setSharing } from '@/lib/admin/settings/sharing';
import { getModule } from '@/lib/crm/modules/definition';
import { columnFilters } from '@/lib/crm/records/board-fields';
import { createRecord } from '@/lib/crm/records/create';
import { listRecords } from '@/lib/crm/records/list';
import { updateRecord } from '@/lib/crm/records/update';
import type { Context } from '@/lib/platform/context';
import type { Id } from '@/lib/platform/ids';
import { expectAbsent } from '@/lib/tools/testing/absent';
import { ownerSql } from '@/lib/tools/testing/database';
import { insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { eventsOf, fieldIdOf } from '@/lib/tools/testing/health-org';
import { type Board, type BoardRequest, CARDS_AT_ONCE, getBoard } from './get';

let org: TestOrg;

const deal = async (name: string, Stage: string, Amount: number | '' = '', ctx: Context = org.operator) =>
  (await createRecord(ctx, { module: 'Deals', values: { Deal_Name: name, Stage, Amount, Closing_Date: '2026-12-24' } }))
    .id;
const board = (request: BoardRequest = {}, ctx: Context = org.operator) => getBoard(ctx, 'Deals', request);
const column = ({ columns }: Board, value: string | null) => columns.find((one) => one.value === value);
const namesIn = (found: Board, value: string | null) => column(found, value)?.rows.map(({ name }) => name);

beforeAll(async () => {
  org = await makeOrg();
  await deal('First', 'Qualification', 100.25);
  await deal('Second', 'Qualification', 200.5);
  await deal('Won', 'Closed Won', 7);
  await deal('Without amount', 'Closed Won');
});

describe('the columns of a board', () => {
  test('are the values of a pick list, in their order, each with its cards, the newest first, and how many', async () => {
    const found = await board({ columns: ['Amount', 'Owner'] });
    expect(found).toMatchObject({ by: 'Stage', sum: null, cards: ['Amount', 'Owner'], masked: [] });
    expect(found.columns.slice(0, 2).map(({ value }) => value)).toEqual(['Qualification', 'Needs Analysis']);
    expect(namesIn(found, 'Qualification')).toEqual(['Second', 'First']);
    expect(column(found, 'Qualification')).toMatchObject({ count: { records: 2, more: false }, sum: null, next: null });
    expect(column(found, 'Qualification')?.rows[0]).toMatchObject({ version: 1, values: { Amount: 200.5 } });
    expect(namesIn(found, 'Needs Analysis')).toEqual([]);
    expect(Object.values(found.names.users)).toEqual(['Olga Operator']);
  });

  test('have one for those without a value, unless each must have one', async () => {
    expect((await board()).columns.some(({ value }) => value === null)).toBe(false);
    expect(namesIn(await board({ by: 'Type' }), null)).toHaveLength(4);
  });

  test('add up a number that may be read, to the cent, over no more than they count', async () => {
    const found = await board({ sum: 'Amount' });
    expect(column(found, 'Qualification')).toMatchObject({ sum: 300.75, count: { records: 2, more: false } });
    expect(column(found, 'Closed Won')?.sum).toBe(7);
    expect(column(found, 'Closed Lost')?.sum).toBe(0);
    await expect(board({ sum: 'Stage' })).rejects.toMatchObject({ code: 'invalid' });
  });

  test('hold what filters and a search leave', async () => {
    const filters = [{ field: 'Amount', operator: 'greater_than', value: '150' }];
    const found = await board({ filters, sum: 'Amount' });
    expect([namesIn(found, 'Qualification'), column(found, 'Qualification')?.sum]).toEqual([['Second'], 200.5]);
    expect(namesIn(await board({ search: 'first' }), 'Qualification')).toEqual(['First']);
  });

  test('go on behind the fiftieth card as a list does', async () => {
    const many = await makeOrg();
    const { id: moduleId } = getModule(await many.metadata(), 'Deals');
    await ownerSql()`
      insert into records (org_id, id, module_id, owner_id, name, name_key, "values", source, created_at, created_by, modified_at,
        modified_by, k2)
      select ${many.orgId}::bigint, n, ${moduleId}::bigint, ${many.operator.actor.id}::bigint, 'Deal ' || n, 'deal',
        jsonb_build_object('Deal_Name', 'Deal ' || n, 'Stage', 'Closed Won', 'Amount', 2), 'seed', now(), 1, now(), 1, 'closed won'
      from generate_series(1, 10001) as n`;
    const found = column(await board({ sum: 'Amount' }, many.operator), 'Closed Won');
    expect(found?.rows).toHaveLength(CARDS_AT_ONCE);
    expect(found).toMatchObject({ count: { records: 10_000, more: true }, sum: null });
    const rest = await listRecords(many.operator, 'Deals', {
      filters: columnFilters([], 'Stage', 'Closed Won'),
      after: found?.next ?? '',
      perPage: CARDS_AT_ONCE,
    });
    expect([rest.startedOver, rest.rows[0]?.name]).toEqual([false, 'Deal 9951']);
  });

  test('are refused of what is no pick list, or not there', async () => {
    await expect(board({ by: 'Amount' })).rejects.toMatchObject({ code: 'invalid' });
    await expect(board({ by: 'Nope' })).rejects.toMatchObject({ code: 'invalid', reason: 'NO_SUCH_FIELD' });
  });
});

describe('who sees a board', () => {
  test('another organisation sees its own, and whoever may not view is refused, with an event', async () => {
    const other = await makeOrg();
    expect((await board({}, other.operator)).columns.flatMap(({ rows }) => rows)).toEqual([]);
    const before = (await eventsOf(org, 'record.list')).length;
    await expect(board({}, org.officer)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await eventsOf(org, 'record.list')).slice(before)).toMatchObject([{ outcome: 'refused', module: 'Deals' }]);
  });

  test('counts and sums are of the records that the asker may see', async () => {
    const own = await makeOrg();
    const carl = await insertUser(own, 'Carl', own.profileIds.Operator, own.roleIds.Manager);
    for (const [name, ownerId] of [['Mine', own.operator.actor.id] as const, ['His', carl] as const]) {
      const values = { Deal_Name: name, Stage: 'Qualification', Amount: 5 };
      await createRecord(own.admin, { module: 'Deals', values, ownerId });
    }
    await setSharing(own.admin, { module: 'Deals', sharing: 'private' });
    const mine: Context = { ...own.operator, ownerIds: [own.operator.actor.id] };
    expect(column(await board({ sum: 'Amount' }, mine), 'Qualification')).toMatchObject({
      sum: 5,
      count: { records: 1, more: false },
      rows: [{ name: 'Mine' }],
    });
  });

  test('a pick list and a number that a profile hides are unknown in the words for what is not there', async () => {
    const hidden = async (name: string): Promise<Context> => ({
      ...org.operator,
      rights: { ...org.operator.rights, fields: { [await fieldIdOf(org, 'Deals', name)]: 'hidden' } },
    });
    const wordsOf = (act: Promise<unknown>) => act.catch((error: Error) => error.message);
    expect(await wordsOf(board({ by: 'Stage' }, await hidden('Stage')))).toBe('There is no field Stage here.');
    expect(await wordsOf(board({ sum: 'Amount' }, await hidden('Amount')))).toBe('There is no field Amount here.');
    expect((await board({}, await hidden('Stage'))).by).toBe('Type');
  });
});

describe('a card', () => {
  let id: Id;
  beforeAll(async () => {
    id = await deal('Dragged', 'Qualification');
  });

  test('that two people drag goes where the first one put it; the second is told', async () => {
    const move = (ctx: Context, Stage: string) =>
      updateRecord(ctx, { module: 'Deals', id, values: { Stage }, version: 1 });
    const moved = await Promise.allSettled([move(org.operator, 'Closed Won'), move(org.admin, 'Closed Lost')]);
    expect(moved.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = moved.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(refused.reason).toMatchObject({ code: 'conflict', reason: 'CONCURRENT' });
    const stage = moved[0]?.status === 'fulfilled' ? 'Closed Won' : 'Closed Lost';
    expect(namesIn(await board(), stage)).toContain('Dragged');
  });
});

describe('protected fields', () => {
  let clinic: TestOrg;
  const mark = async (name: string, encrypt: boolean) =>
    markField(clinic.admin, {
      module: 'Deals',
      fieldId: await fieldIdOf(clinic, 'Deals', name),
      encrypt,
      ...(!encrypt && { reason: 'Needed by a report' }),
    });

  beforeAll(async () => {
    clinic = await makeOrg();
    await setHipaaEnabled(clinic.admin, { enabled: true });
    await selectModule(clinic.admin, { module: 'Deals' });
    const values = {
      Deal_Name: 'Secret',
      Stage: 'Qualification',
      Type: 'New Business',
      Amount: 4711,
      Next_Step: 'Zqstep',
    };
    await createRecord(clinic.operator, { module: 'Deals', values });
    await mark('Type', false);
    await mark('Lead_Source', true);
    await mark('Amount', false);
    await mark('Next_Step', true);
  });

  test('give nobody columns or sums, and the attempt is an event', async () => {
    for (const ctx of [clinic.operator, clinic.admin]) {
      for (const [request, field] of [
        [{ by: 'Type' }, 'Type'],
        [{ by: 'Lead_Source' }, 'Lead_Source'],
        [{ sum: 'Amount' }, 'Amount'],
      ] as const) {
        const fields = { [field]: expect.stringContaining('protected') };
        await expect(board(request, ctx)).rejects.toMatchObject({ code: 'forbidden', fields });
        const events = await eventsOf(clinic, 'record.list');
        expect(events.at(-1)).toMatchObject({ outcome: 'refused', actorId: ctx.actor.id, fields: [field] });
      }
    }
  });

  test('stand masked on cards, with one event for all columns', async () => {
    const before = (await eventsOf(clinic, 'record.list')).length;
    const found = await board({ columns: ['Amount', 'Next_Step'] }, clinic.operator);
    expect(found).toMatchObject({ cards: ['Amount', 'Next_Step'], masked: ['Amount', 'Next_Step'] });
    expectAbsent(JSON.stringify(found), '4711', 'Zqstep');
    expect((await eventsOf(clinic, 'record.list')).slice(before)).toMatchObject([
      { outcome: 'done', fields: ['Amount', 'Next_Step'], facts: { rows: 1, columns: 2 } },
    ]);
  });

  test('find by their whole value, not from an address, and then nothing is added up that would have to be opened', async () => {
    const filters = [{ field: 'Next_Step', operator: 'equals', value: 'Zqstep' }];
    await expect(board({ filters, from: 'url' }, clinic.operator)).rejects.toMatchObject({
      reason: 'PROTECTED_IN_URL',
    });
    await expect(board({ filters }, clinic.admin)).rejects.toMatchObject({ code: 'forbidden' });
    const before = (await eventsOf(clinic, 'record.search')).length;
    const found = await board({ filters, sum: 'Expected_Revenue' }, clinic.operator);
    expect(column(found, 'Qualification')).toMatchObject({ count: { records: 1, more: false }, sum: null });
    expect((await eventsOf(clinic, 'record.search')).slice(before)).toMatchObject([{ facts: { rows: 1 } }]);
  });
});
