/** Home looks at as many rows as it tells of: a person with 20,000 tasks, done, to do and changed by others, shows a scan in any plan. */
import { beforeAll, expect, test } from 'vitest';
import { listAgenda } from '@/lib/crm/home/agenda';
import { listChangedByOthers } from '@/lib/crm/home/changed';
import { listRecent } from '@/lib/crm/home/recent';
import { listDueTasks } from '@/lib/crm/home/tasks';
import { getModule } from '@/lib/crm/modules/definition';
import { connect } from '@/lib/platform/db/client';
import { env } from '@/lib/platform/env';
import { newId } from '@/lib/platform/ids';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { rowsLookedAt } from './rows-looked-at';

const RECORDS = 20_000;

let org: TestOrg;

beforeAll(async () => {
  org = await makeOrg();
  const metadata = await org.metadata();
  const me = org.operator.actor.id;
  const owner = connect(env().DATABASE_OWNER_URL, { max: 1 });
  const first = newId();
  for (const [at, name] of ['Tasks', 'Events', 'Calls'].entries()) {
    const { id: moduleId } = getModule(metadata, name);
    await owner`
      insert into records (org_id, id, module_id, owner_id, name, name_key, "values", source, created_at, created_by,
        modified_at, modified_by, k1, k2, k3, k4)
      select ${org.orgId}::bigint, ${first}::bigint + ${at * RECORDS}::int + n, ${moduleId}::bigint,
        case when n % 2 = 0 then ${me}::bigint else ${org.admin.actor.id}::bigint end, 'R' || n, 'r' || n, '{}', 'seed',
        now() - n * interval '1 minute', 1, now() - n * interval '1 minute', ${org.admin.actor.id}::bigint, 'r' || n,
        case when ${name} = 'Tasks' then day when ${name} = 'Events' then day || 'T12:00:00.000Z' else 'outbound' end,
        case when ${name} = 'Calls' then day || 'T12:00:00.000Z' when n % 50 < 48 then 'completed' else 'not started' end, ''
      from generate_series(1, ${RECORDS}::int) n, lateral (select (current_date - (n % 2000))::text as day) d`;
  }
  await owner`vacuum analyze records`;
  await owner.end({ timeout: 5 });
});

test.each([
  ['tasks that are due', () => listDueTasks(org.operator), 250],
  ['meetings and calls of today', () => listAgenda(org.operator), 250],
  ['records that others changed', () => listChangedByOthers(org.operator), 900],
  ['records one was busy with', () => listRecent(org.operator), 100],
] as const)('%s', async (_, ask, most) => {
  expect(await rowsLookedAt(ask)).toBeLessThan(most);
});
