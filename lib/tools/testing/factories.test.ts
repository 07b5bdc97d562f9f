import { expect, test } from 'vitest';
import { ownerSql } from './database';
import { makeOrg } from './factories';

test('two orgs made by the factory are told apart by the database', async () => {
  const [first, second] = await Promise.all([makeOrg(), makeOrg()]);
  const rows = await ownerSql()<{ org_id: string }[]>`select org_id from orgs order by org_id`;
  expect(rows.map((row) => row.org_id).sort()).toEqual([first.orgId, second.orgId].sort());
});
