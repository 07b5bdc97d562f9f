import { beforeAll, describe, expect, test } from 'vitest';
import { resolveReferences } from '@/lib/crm/imports/rows/resolve-references';
import { getModule } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { ownerSql } from '@/lib/tools/testing/database';
import type { TestOrg } from '@/lib/tools/testing/factories';
import { addContact, addFields, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { createRecord } from './create';
import { getRecord } from './get';
import { listRecords } from './list';
import { listDeleted } from './list-deleted';
import { lookupOptions } from './lookup-options';
import { deleteRecords } from './recycle';
import { searchByName } from './search-by-name';

const NAME = 'Quasimodo';
let org: TestOrg;
let contact: Id;
let caseId: Id;

const pointing = async () => {
  const metadata = await org.metadata();
  return getModule(metadata, 'Deals').fields.find((field) => field.options.lookupModule === 'Contacts')?.apiName ?? '';
};

/** Where more records are than one transaction seals, the mark is there and the job still to come. */
beforeAll(async () => {
  org = await makeHealthOrg();
  await addFields(org, 'Contacts', ['Ward']);
  contact = await addContact(org, { Last_Name: NAME });
  const deleted = await addContact(org, { Last_Name: NAME });
  await deleteRecords(org.operator, { module: 'Contacts', ids: [deleted] });
  const deal = { Deal_Name: 'One', Stage: 'Qualification', Closing_Date: '2026-01-01', [await pointing()]: contact };
  caseId = (await createRecord(org.operator, { module: 'Deals', values: deal })).id;
  await asOwner(
    org.orgId,
    (tx) => tx.sql`update fields set marked = true, sealed = true, index_slot = null
      where api_name = 'Last_Name' and module_id = (select id from modules where api_name = 'Contacts')`,
  );
});

describe('a name whose field is marked and whose row still holds it', () => {
  test('is there in the row, so that these tests could find it', async () => {
    const rows = await ownerSql()`select name from records where id = ${contact}`;
    expect(rows).toEqual([{ name: NAME }]);
  });

  test.each(['admin', 'operator'] as const)('is on no screen of the %s', async (who) => {
    const ctx = org[who];
    const seen = await Promise.all([
      getRecord(ctx, 'Contacts', contact),
      listRecords(ctx, 'Contacts'),
      listDeleted(ctx, 'Contacts'),
      getRecord(ctx, 'Deals', caseId),
      listRecords(ctx, 'Deals', { columns: [await pointing()] }),
      lookupOptions(ctx, { module: 'Contacts', query: '' }),
      searchByName(ctx, NAME, 10),
    ]);
    for (const answer of seen) expect(JSON.stringify(answer)).not.toContain(NAME);
    expect(Object.keys(seen[3].names.lookups)).toEqual([contact]);
  });

  test('is not found by an import, whose rows still may name the record’s id', async () => {
    const inputs = [{ [await pointing()]: NAME }, { [await pointing()]: contact }];
    const { errors } = await inOrg(org.orgId, async (tx) =>
      resolveReferences(tx, org.admin, { module: getModule(await metadataOf(tx), 'Deals') }, inputs),
    );
    expect(errors.map((one) => Object.keys(one).length)).toEqual([1, 0]);
  });
});
