/** Which record holds a value already: for upsert, and for naming a duplicate to somebody who may see it. */

import { findField, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { EqualTo } from '@/lib/crm/records/find-equal';
import { listableModule } from '@/lib/crm/records/list';
import { nextRows } from '@/lib/crm/records/list-rows';
import { queryWhere } from '@/lib/crm/records/where';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { CareledgerError } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { ApiError } from '../api-error';

/**
 * The first record that holds the value and that the asker may see.
 * @throws forbidden for a field that this door withholds.
 */
export async function findByValue(tx: Tx, ctx: Context, module: ModuleDefinition, wanted: EqualTo): Promise<Id | null> {
  const { field } = wanted;
  const value = fieldType(field.type).exportText(wanted.value, field.options);
  const { fields } = await listableModule(tx, ctx, module.apiName, 'api');
  const query = await queryWhere(tx, ctx, { module, fields }, { field: field.apiName, operator: 'equals', value });
  let after: Id | null = null;
  do {
    const read: Awaited<ReturnType<typeof nextRows>> = await nextRows(tx, query, after, 50);
    if (read.rows[0]) return read.rows[0].id;
    after = read.after;
  } while (after !== null);
  return null;
}

/** Runs a write; a duplicate on a field that may be read here is answered with the other record's id, as Zoho CRM does. */
export async function withDuplicate<T>(
  ctx: Context,
  module: ModuleDefinition,
  values: Record<string, unknown>,
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof CareledgerError) || error.reason !== 'DUPLICATE_DATA') throw error;
    const [apiName] = Object.keys(error.fields);
    const field = apiName === undefined ? undefined : findField(module, apiName);
    const details: Record<string, unknown> = apiName === undefined ? {} : { api_name: apiName };
    if (field && !field.marked && !field.sealed) {
      const parsed = fieldType(field.type).parse(values[field.apiName], field.options);
      const value = parsed.ok ? parsed.value : undefined;
      if (value !== undefined) {
        const id = await inOrg(ctx.orgId, (tx) => findByValue(tx, ctx, module, { field, value }));
        if (id) details.id = id;
      }
    }
    throw new ApiError(400, 'DUPLICATE_DATA', 'duplicate data', details);
  }
}
