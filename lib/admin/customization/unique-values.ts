/** Switching Unique on for a field whose records are there already. */

import type { FieldDefinition, ModuleDefinition } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { isFieldHidden } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import { uniqueToken } from '@/lib/platform/crypto/blind-index';
import type { Tx } from '@/lib/platform/db/transaction';
import { conflict, invalid } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';

const BATCH = 2_000;

/**
 * Claims the value of every record, those in the recycle bin too, since they may come back.
 * @throws conflict with the number of repeated values, when there are any; invalid for a marked or encrypted field, or one
 * hidden from the asker, with values: whether they repeat is something about patients, and told to nobody.
 */
export async function claimUniqueValues(
  tx: Tx,
  { rights }: Pick<Context, 'rights'>,
  module: ModuleDefinition,
  field: FieldDefinition,
): Promise<void> {
  if (field.marked || field.sealed || isFieldHidden(rights, field.id)) {
    if (!(await hasValues(tx, module, field))) return;
    throw invalid('The values of a protected field cannot be compared here.', {
      fields: { unique: 'Records already hold values of this field, and whether they repeat is protected.' },
    });
  }
  const repeated = await claimAll(tx, module, field);
  if (repeated === 0) return;
  const message = `${repeated.toLocaleString('en-US')} ${repeated === 1 ? 'record holds' : 'records hold'} a value that another record holds already. Change them first.`;
  throw conflict(message, { reason: 'DUPLICATE', fields: { unique: message }, facts: { duplicates: repeated } });
}

/** Gives the values free again. */
export async function releaseUniqueValues(tx: Tx, fieldId: Id): Promise<void> {
  await tx.sql`delete from unique_values where org_id = ${tx.orgId} and field_id = ${fieldId}`;
}

/** Every sealed value has a token in the blind index. */
async function hasValues(tx: Tx, module: ModuleDefinition, field: FieldDefinition): Promise<boolean> {
  const [found] = await tx.sql`
    select where exists (select from blind_index where org_id = ${tx.orgId} and field_id = ${field.id})
      or exists (select from records where org_id = ${tx.orgId} and module_id = ${module.id}
        and "values" ? ${field.apiName}::text)`;
  return found !== undefined;
}

/** @returns how many records hold a value that an earlier one holds. */
async function claimAll(tx: Tx, module: ModuleDefinition, field: FieldDefinition): Promise<number> {
  const keys = await keysOf(tx);
  const { normalise } = fieldType(field.type);
  let after = '0';
  let repeated = 0;
  for (;;) {
    const rows = await tx.sql<{ id: Id; value: StoredValue }[]>`
      select id, "values" -> ${field.apiName}::text as value from records
      where org_id = ${tx.orgId} and module_id = ${module.id} and id > ${after} and "values" ? ${field.apiName}::text
      order by id limit ${BATCH}`;
    if (rows.length === 0) return repeated;
    const claims = rows.map(({ id, value }) => ({
      recordId: id,
      token: uniqueToken(keys, field.id, normalise(value)).toString('hex'),
    }));
    const claimed = await tx.sql`
      insert into unique_values (org_id, field_id, token, record_id)
      select ${tx.orgId}, ${field.id}, decode(token, 'hex'), "recordId"
      from jsonb_to_recordset(${JSON.stringify(claims)}::jsonb) as c ("recordId" bigint, token text)
      on conflict do nothing`;
    repeated += rows.length - claimed.count;
    after = rows.at(-1)?.id ?? after;
    if (rows.length < BATCH) return repeated;
  }
}
