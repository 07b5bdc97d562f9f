/** Related lists look at as many rows as they show and count: 10,000 contacts of one account, and 50,000 in all, show a scan in any plan. */
import { beforeAll, expect, test } from 'vitest';
import { getField, getModule } from '@/lib/crm/modules/definition';
import { createRecord } from '@/lib/crm/records/create';
import { type RelatedList, relatedLists } from '@/lib/crm/related/list';
import { connect } from '@/lib/platform/db/client';
import { env } from '@/lib/platform/env';
import { type Id, newId } from '@/lib/platform/ids';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { rowsLookedAt } from './rows-looked-at';

const RECORDS = 50_000;
const LINKED = 10_000;

let org: TestOrg;
let large: Id;
let small: Id;

const account = async (Account_Name: string) =>
  (await createRecord(org.operator, { module: 'Accounts', values: { Account_Name } })).id;

beforeAll(async () => {
  org = await makeOrg();
  large = await account('Large');
  small = await account('Small');
  const module = getModule(await org.metadata(), 'Contacts');
  const { id: fieldId } = getField(module, 'Account_Name');
  const owner = connect(env().DATABASE_OWNER_URL, { max: 1, response_timeout: 600 });
  const first = newId();
  await owner`
    insert into records (org_id, id, module_id, owner_id, name, name_key, "values", source, created_at, created_by,
      modified_at, modified_by)
    select ${org.orgId}::bigint, ${first}::bigint + n, ${module.id}::bigint, ${org.operator.actor.id}::bigint, 'Contact ' || n,
      'contact ' || n, jsonb_build_object('Last_Name', 'Contact ' || n), 'seed', now(), 1, now(), 1
    from generate_series(1, ${RECORDS}::int) n`;
  await owner`
    insert into links (org_id, field_id, record_id, target_id)
    select ${org.orgId}::bigint, ${fieldId}::bigint, ${first}::bigint + n,
      case when n <= ${LINKED}::int then ${large}::bigint else ${first}::bigint + ${RECORDS}::int + n end
    from generate_series(1, ${RECORDS}::int) n`;
  await owner`
    insert into links (org_id, field_id, record_id, target_id)
    select ${org.orgId}::bigint, ${fieldId}::bigint, ${first}::bigint + n, ${small}::bigint
    from generate_series(20001, 20003) n`;
  await owner`vacuum analyze records, links`;
  await owner.end({ timeout: 5 });
});

const contactsOf = async (recordId: Id): Promise<RelatedList | undefined> =>
  (await relatedLists(org.operator, { module: 'Accounts', recordId })).find(({ label }) => label === 'Contacts');

test('all lists of a record that 10,000 point to look at no more rows than are counted', async () => {
  expect((await contactsOf(large))?.found?.count).toEqual({ records: 200, more: true });
  expect(await rowsLookedAt(() => contactsOf(large))).toBeLessThan(700);
});

test('all lists of a record that three point to look at a handful of rows', async () => {
  expect((await contactsOf(small))?.found?.count).toEqual({ records: 3, more: false });
  expect(await rowsLookedAt(() => contactsOf(small))).toBeLessThan(100);
});
