import type { FieldDefinition, ModuleDefinition } from '@/lib/crm/modules/definition';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { keysOf } from '@/lib/platform/org-keys';
import { openEach, openOrTell } from './damaged';
import { openRow, pick, type SealedRow } from './row';

interface FieldsOf {
  module: ModuleDefinition;
  fields: readonly FieldDefinition[];
}

/**
 * A record's values of some fields, sealed ones opened, to look for others with the same and for nothing else. Only for
 * fields that the asker may search by equality; the caller writes the search's event. An empty one has no key.
 * @throws internal `INTEGRITY`
 */
export async function valuesToFindBy(
  tx: Tx,
  ctx: Context,
  { module, fields }: FieldsOf,
  row: SealedRow,
): Promise<Record<string, StoredValue>> {
  const clear = pick(
    row.values,
    fields.map(({ apiName }) => apiName),
  );
  const sealed = fields.filter((field) => field.sealed).map(({ apiName }) => apiName);
  if (sealed.length === 0) return clear;
  const keys = await keysOf(tx);
  const found = { what: 'record', module: module.apiName, recordId: row.id, fields: sealed } as const;
  return { ...clear, ...openOrTell(tx, ctx, found, () => openRow(row, sealed, module, keys)) };
}

/** The same of many, in order. Null for one that does not open: it equals nothing, and that is an event. */
export async function valuesOfEach(
  tx: Tx,
  ctx: Context,
  { module, fields }: FieldsOf,
  rows: readonly SealedRow[],
): Promise<(Record<string, StoredValue> | null)[]> {
  const names = fields.map(({ apiName }) => apiName);
  const sealed = fields.filter((field) => field.sealed).map(({ apiName }) => apiName);
  if (sealed.length === 0) return rows.map(({ values }) => pick(values, names));
  const keys = await keysOf(tx);
  return openEach(tx, ctx, rows, {
    found: ({ id }) => ({ what: 'record', module: module.apiName, recordId: id, fields: sealed }),
    open: (row) => ({ ...pick(row.values, names), ...openRow(row, sealed, module, keys) }),
  });
}
