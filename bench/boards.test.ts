/** Boards and calendars look at as many rows as they show and count: 100,000 deals, most of them old and in one stage, show a scan in any plan. */
import { beforeAll, expect, test } from 'vitest';
import { getBoard } from '@/lib/crm/boards/get';
import { getCalendar } from '@/lib/crm/calendars/get';
import { getModule } from '@/lib/crm/modules/definition';
import { columnFilters } from '@/lib/crm/records/board-fields';
import { listRecords } from '@/lib/crm/records/list';
import { connect } from '@/lib/platform/db/client';
import { env } from '@/lib/platform/env';
import { newId } from '@/lib/platform/ids';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { rowsLookedAt } from './rows-looked-at';

const RECORDS = 100_000;

let org: TestOrg;

beforeAll(async () => {
  org = await makeOrg();
  const { id: moduleId } = getModule(await org.metadata(), 'Deals');
  const owner = connect(env().DATABASE_OWNER_URL, { max: 1, response_timeout: 600 });
  // Of stages the old ones are won or lost, as in any pipeline; 2,000 close on one day.
  await owner`
    insert into records (org_id, id, module_id, owner_id, name, name_key, "values", source, created_at, created_by,
      modified_at, modified_by, k1, k2, k3, k4)
    select ${org.orgId}::bigint, ${newId()}::bigint + n, ${moduleId}::bigint, ${org.operator.actor.id}::bigint, 'Deal ' || n,
      'deal ' || n, jsonb_build_object('Deal_Name', 'Deal ' || n, 'Stage', stage, 'Amount', 10, 'Closing_Date', day), 'seed',
      now() - n * interval '1 minute', 1, now() - n * interval '1 minute', 1, 'deal ' || n, lower(stage), '', day
    from generate_series(1, ${RECORDS}::int) n, lateral (
      select case when n <= 90000 then case when n % 3 = 0 then 'Closed Won' else 'Closed Lost' end
          when n % 3 = 0 then 'Qualification' else 'Needs Analysis' end as stage,
        case when n % 50 = 0 then '2026-03-12' else ('2026-03-12'::date - n % 3000)::text end as day) s`;
  await owner`vacuum analyze records`;
  await owner.end({ timeout: 5 });
});

test.each([
  ['the first cards of a board, counted to a thousand', () => getBoard(org.operator, 'Deals', {}), 9_000],
  ['a board that adds up, to ten thousand', () => getBoard(org.operator, 'Deals', { sum: 'Amount' }), 80_000],
  ['a month of a calendar', () => getCalendar(org.operator, 'Deals', { at: '2026-03-12' }), 2_000],
] as const)('%s', async (_, ask, most) => {
  expect(await rowsLookedAt(ask)).toBeLessThan(most);
});

test('the next cards of a column, however many were before', async () => {
  const { columns } = await getBoard(org.operator, 'Deals');
  const lost = columns.find(({ value }) => value === 'Closed Lost');
  const more = () =>
    listRecords(org.operator, 'Deals', {
      filters: columnFilters([], 'Stage', 'Closed Lost'),
      after: lost?.next ?? '',
      perPage: 50,
    });
  expect(await rowsLookedAt(more)).toBeLessThan(2_500);
});
