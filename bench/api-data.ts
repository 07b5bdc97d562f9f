/** Modules full of records for the REST bench, made by the product's own insertion, and the requests that ask for them. */
import { createField } from '@/lib/admin/customization/create-field';
import { createModule } from '@/lib/admin/customization/create-module';
import { getModule } from '@/lib/crm/modules/definition';
import { insertRecords } from '@/lib/crm/records/insert';
import { prepareRecord } from '@/lib/crm/records/prepare';
import { LONGEST } from '@/lib/crm/records/tokens';
import { connect } from '@/lib/platform/db/client';
import { inOrg } from '@/lib/platform/db/transaction';
import { env } from '@/lib/platform/env';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { asOwner } from '@/lib/tools/testing/as-owner';
import type { TestOrg } from '@/lib/tools/testing/make-org';
import type { LoadRequest } from './http-load';

/** Ten texts a record; the first is the name that every module has. */
export const FIELDS = ['Name', 'Email', 'Phone', 'Street', 'City', 'State', 'Zip', 'Company', 'Status', 'Remark'];
const ROWS_A_STATEMENT = 2000;
/** Gets and updates go through this many records. */
const TOUCHED = 5000;
export const PER_PAGE = 50;

export interface LoadModule {
  apiName: string;
  ids: Id[];
}

export const valuesOf = (n: number): Record<string, string> => ({
  Name: `Ann${n % 5000} Patient${n}`,
  Email: `ann${n}@example.org`,
  Phone: `555-${String(n % 1000).padStart(3, '0')}-8526`,
  Street: `${n % 900} Willow Street`,
  City: `Springfield ${(n * 7919) % 20_000}`,
  State: 'KS',
  Zip: String(60_000 + (n % 9000)),
  Company: `Clinic ${n % 300}`,
  Status: n % 3 === 0 ? 'Open' : 'Closed',
  Remark: `Called on the ${n % 28}th, to be called again in a week.`,
});

/** A custom module of ten text fields; the nine beside the name, or all ten of a tenth more, sealed when asked. */
export async function makeLoadModule(
  org: TestOrg,
  singular: string,
  { records, sealed = false }: { records: number; sealed?: boolean },
): Promise<LoadModule> {
  const { apiName } = await createModule(org.admin, { singular, plural: `${singular}s` });
  for (const label of [...FIELDS.slice(1), 'Extra']) {
    await createField(org.admin, { module: apiName, label, type: 'single_line' });
  }
  const { id: moduleId } = getModule(await org.metadata(), apiName);
  if (sealed) {
    await asOwner(org.orgId, async (tx) => {
      await tx.sql`update fields set sealed = true, index_slot = null
        where org_id = ${org.orgId} and module_id = ${moduleId} and api_name <> 'Name'`;
    });
  }
  const ids: Id[] = [];
  for (let from = 0; from < records; from += ROWS_A_STATEMENT) {
    await inOrg(org.orgId, async (tx) => {
      const module = getModule(await org.metadata(), apiName);
      const making = { keys: await keysOf(tx), bits: LONGEST };
      const by = org.operator.actor.id;
      const rows = Array.from({ length: Math.min(ROWS_A_STATEMENT, records - from) }, (_, n) =>
        prepareRecord(module, newId(), { ...valuesOf(from + n), Extra: `Extra ${n}` }, making),
      );
      ids.push(...rows.map(({ id }) => id));
      await insertRecords(tx, module, rows, {
        ownerId: by,
        source: 'seed',
        at: new Date(),
        by,
      });
    });
  }
  await vacuum();
  return { apiName, ids };
}

async function vacuum(): Promise<void> {
  const owner = connect(env().DATABASE_OWNER_URL, { max: 1 });
  await owner`vacuum analyze records`;
  await owner.end({ timeout: 5 });
}

export type Operation = 'get' | 'list' | 'create' | 'update';

/** What the arms are asked, per kind of request. */
export function requestsFor({ apiName, ids }: LoadModule): Record<Operation, LoadRequest[]> {
  const path = `/crm/v8/${apiName}`;
  const step = Math.max(1, Math.floor(ids.length / TOUCHED));
  const touched = ids.filter((_, n) => n % step === 0);
  const body = (values: Record<string, string>) => JSON.stringify({ data: [values] });
  return {
    get: touched.map((id) => ({ method: 'GET', path: `${path}/${id}?fields=${FIELDS.join(',')}` })),
    list: [{ method: 'GET', path: `${path}?fields=${FIELDS.join(',')}&per_page=${PER_PAGE}` }],
    create: Array.from({ length: 1000 }, (_, n) => ({ method: 'POST', path, body: body(valuesOf(n)) })),
    update: touched.map((id, n) => ({
      method: 'PUT',
      path: `${path}/${id}`,
      // Another value each time round, so that there is always something to change.
      body: body({ City: `Shelbyville ${n}-${Math.random()}`, Status: 'Open' }),
    })),
  };
}

/** The list of a module with all its ten texts beside the name, for the comparison of sealed and unsealed. */
export const listOfTen = ({ apiName }: LoadModule): LoadRequest => ({
  method: 'GET',
  path: `/crm/v8/${apiName}?fields=${[...FIELDS, 'Extra'].join(',')}&per_page=${PER_PAGE}`,
});
