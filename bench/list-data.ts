/** A module with many records, put into the tables as the owner: the lists are what is measured, not the writing. */
import { createField } from '@/lib/admin/customization/create-field';
import { createModule } from '@/lib/admin/customization/create-module';
import { selectModule } from '@/lib/admin/settings/compliance/select-module';
import { setHipaaEnabled } from '@/lib/admin/settings/compliance/set-hipaa-enabled';
import { markField } from '@/lib/admin/settings/mark-field';
import { getModule } from '@/lib/crm/modules/definition';
import { connect } from '@/lib/platform/db/client';
import { env } from '@/lib/platform/env';
import { type Id, newId } from '@/lib/platform/ids';
import type { TestOrg } from '@/lib/tools/testing/make-org';

export interface BigModule {
  apiName: string;
  id: Id;
  records: number;
}

const ROWS_A_STATEMENT = 100_000;

/** Makes a module with two marked, sealed fields and fills it. The field City has a sort slot. */
export async function makeBigModule(org: TestOrg, singular: string, records: number): Promise<BigModule> {
  await setHipaaEnabled(org.admin, { enabled: true });
  const { apiName } = await createModule(org.admin, { singular, plural: `${singular}s` });
  await selectModule(org.admin, { module: apiName });
  await createField(org.admin, { module: apiName, label: 'City', type: 'single_line' });
  await createField(org.admin, { module: apiName, label: 'Amount', type: 'currency' });
  for (const label of ['SSN', 'Phone']) {
    const { id } = await createField(org.admin, { module: apiName, label, type: 'single_line' });
    await markField(org.admin, { module: apiName, fieldId: id, encrypt: true });
  }
  const { id } = getModule(await org.metadata(), apiName);
  await fill(org, { apiName, id, records });
  return { apiName, id, records };
}

/** An envelope of a realistic length; a list of masks never opens it. */
const SEALED_HEX = 'ab'.repeat(180);

async function fill(org: TestOrg, { id: moduleId, records }: BigModule): Promise<void> {
  const owner = connect(env().DATABASE_OWNER_URL, { max: 1 });
  const first = newId();
  try {
    for (let from = 0; from < records; from += ROWS_A_STATEMENT) {
      const to = Math.min(records, from + ROWS_A_STATEMENT) - 1;
      await owner`
        insert into records (org_id, id, module_id, owner_id, name, name_key, "values", sealed, source, created_at,
          created_by, modified_at, modified_by, k1, k2, k3)
        select ${org.orgId}::bigint, ${first}::bigint + n, ${moduleId}::bigint, ${org.operator.actor.id}::bigint,
          name, lower(name), jsonb_build_object('Name', name, 'City', city, 'Amount', n % 5000),
          decode(${SEALED_HEX}, 'hex'), 'seed', now(), 1, now(), 1, lower(name), lower(city), lpad(to_hex(n % 5000), 16, '0')
        from (
          select n, 'Ann' || (n % 5000) || ' Patient' || n as name, 'City ' || (n::bigint * 7919 % 20000) as city
          from generate_series(${from}::int, ${to}::int) as n) as made`;
    }
    await owner`vacuum analyze records`;
  } finally {
    await owner.end({ timeout: 5 });
  }
}

/** The id of the record at a place of the list sorted by City. */
export async function idAt(org: TestOrg, module: BigModule, place: number): Promise<Id> {
  const owner = connect(env().DATABASE_OWNER_URL, { max: 1 });
  try {
    const [row] = await owner<{ id: Id }[]>`
      select id from records
      where org_id = ${org.orgId} and module_id = ${module.id} and deleted_at is null and k2 is not null and k2 > ''
      order by k2, id offset ${place} limit 1`;
    if (!row) throw new Error('The module has fewer records.');
    return row.id;
  } finally {
    await owner.end({ timeout: 5 });
  }
}
