/**
 * A module with as many records as wanted, put into the tables as the owner: reading is what is measured. Ordinary
 * values are made by SQL; the sealed ones are really sealed and really indexed, so that a search opens what it finds.
 */

import { createField } from '@/lib/admin/customization/create-field';
import { createModule } from '@/lib/admin/customization/create-module';
import { selectModule } from '@/lib/admin/settings/compliance/select-module';
import { setHipaaEnabled } from '@/lib/admin/settings/compliance/set-hipaa-enabled';
import { markField } from '@/lib/admin/settings/mark-field';
import { findField, getModule, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { numberSortKey } from '@/lib/crm/modules/field-types/number-sort';
import type { FieldTypeKey } from '@/lib/crm/modules/field-types/type';
import { blindToken } from '@/lib/crm/records/tokens';
import { sealValues } from '@/lib/platform/crypto/record-cipher';
import { connect } from '@/lib/platform/db/client';
import { inOrg } from '@/lib/platform/db/transaction';
import { env } from '@/lib/platform/env';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import type { TestOrg } from '@/lib/tools/testing/make-org';

export interface ManyRecords {
  apiName: string;
  id: Id;
  records: number;
  /** Record `n` has the id `first + n`. */
  first: Id;
  /** Owns one record in 20,000. */
  ownerOfFew: Id;
}

const ROWS_A_STATEMENT = 20_000;
const AMOUNTS = 5000;

/** The first six have a sort slot each, behind the name's; the rest have none. */
const FIELDS: [label: string, type: FieldTypeKey][] = [
  ['City', 'single_line'],
  ['Amount', 'currency'],
  ['Status', 'single_line'],
  ['Code', 'single_line'],
  ['Seen', 'date'],
  ['Fax', 'single_line'],
  ['Note', 'single_line'],
  ['Remark', 'single_line'],
];

/** The SSN of a record: no two alike. */
export const ssnOf = (n: number): string => `9${String(n).padStart(8, '0')}`;

export async function makeManyRecords(org: TestOrg, records: number): Promise<ManyRecords> {
  await setHipaaEnabled(org.admin, { enabled: true });
  const { apiName } = await createModule(org.admin, { singular: 'Patient', plural: 'Patients' });
  await selectModule(org.admin, { module: apiName });
  for (const [label, type] of FIELDS) await createField(org.admin, { module: apiName, label, type });
  const { id: fieldId } = await createField(org.admin, { module: apiName, label: 'SSN', type: 'single_line' });
  await markField(org.admin, { module: apiName, fieldId, encrypt: true });
  const module = getModule(await org.metadata(), apiName);
  const many = { apiName, id: module.id, records, first: newId(), ownerOfFew: org.admin.actor.id };
  await fill(org, module, many);
  return many;
}

async function fill(
  org: TestOrg,
  module: ModuleDefinition,
  { records, first, ownerOfFew }: ManyRecords,
): Promise<void> {
  const keys = await inOrg(org.orgId, keysOf);
  const ssn = findField(module, 'SSN');
  if (!ssn) throw new Error('The module has no SSN.');
  const amountKeys = Array.from({ length: AMOUNTS }, (_, n) => numberSortKey(n));
  const owner = connect(env().DATABASE_OWNER_URL, { max: 1 });
  try {
    for (let from = 0; from < records; from += ROWS_A_STATEMENT) {
      const rows = Array.from({ length: Math.min(ROWS_A_STATEMENT, records - from) }, (_, at) => {
        const recordId = String(BigInt(first) + BigInt(from + at));
        const envelope = sealValues({ SSN: ssnOf(from + at) }, keys, { orgId: org.orgId, module: module.id, recordId });
        return { envelope: envelope?.toBytes().toString('hex'), token: blindToken(keys, ssn, ssnOf(from + at)).token };
      });
      await owner`
        with sealed as (
          select ${from}::int + ordinality - 1 as n, decode(envelope, 'hex') as envelope, decode(token, 'hex') as token
          from unnest(${rows.map(({ envelope }) => envelope ?? '')}::text[], ${rows.map(({ token }) => token)}::text[])
            with ordinality as s (envelope, token, ordinality)),
        made as (
          select n, envelope, token, ${first}::bigint + n as id, 'Ann' || (n % 5000) || ' Patient' || n as name,
            'City ' || (n * 7919 % 20000) as city, (n % ${AMOUNTS}::int)::int as amount,
            case when n % 100000 = 7 then 'Lost' when n % 2 = 0 then 'Open' else 'Closed' end as status,
            'C' || n as code, date '2020-01-01' + (n % 2000)::int as seen, 'Remark ' || (n * 7907 % 20000) as remark
          from sealed),
        inserted as (
          insert into records (org_id, id, module_id, owner_id, name, name_key, "values", sealed, source, created_at,
            created_by, modified_at, modified_by, k1, k2, k3, k4, k5, k6, k7, k8)
          select ${org.orgId}::bigint, id, ${module.id}::bigint,
            case when n % 20000 = 11 then ${ownerOfFew}::bigint else ${org.operator.actor.id}::bigint end,
            name, lower(name), jsonb_build_object('Name', name, 'City', city, 'Amount', amount, 'Status', status,
              'Code', code, 'Seen', seen, 'Note', 'Seen in ' || city || ' on ' || seen, 'Remark', remark),
            envelope, 'seed', made_at, 1, made_at, 1, lower(name), lower(city), (${amountKeys}::text[])[amount + 1],
            lower(status), lower(code), seen::text, '', 'seen in ' || lower(city) || ' on ' || seen
          from made, lateral (select timestamptz '2026-01-01' + n * interval '10 seconds' as made_at) t)
        insert into blind_index (org_id, field_id, token, record_id)
        select ${org.orgId}::bigint, ${ssn.id}::bigint, token, id from made`;
    }
    await owner`vacuum analyze records`;
    await owner`vacuum analyze blind_index`;
  } finally {
    await owner.end({ timeout: 5 });
  }
}
