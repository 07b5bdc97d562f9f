import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { wholeOf } from '@/lib/crm/modules/seen';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { keysOf } from '@/lib/platform/org-keys';
import { openOrTell } from './damaged';
import { openRow, type SealedRow } from './row';

/**
 * API names of the fields in which a record holds a value, sealed ones too. For a verb that must not lose a value: whether a
 * protected field is empty is told to nobody who may not read it.
 * @throws internal `INTEGRITY`
 */
export async function heldNames(
  tx: Tx,
  ctx: Context,
  module: ModuleDefinition,
  row: SealedRow,
): Promise<ReadonlySet<string>> {
  const sealed = wholeOf(module)
    .fields.filter((field) => field.sealed)
    .map(({ apiName }) => apiName);
  const keys = await keysOf(tx);
  const found = { what: 'record', module: module.apiName, recordId: row.id, fields: sealed } as const;
  const opened = openOrTell(tx, ctx, found, () => openRow(row, sealed, module, keys));
  return new Set([...Object.keys(row.values), ...Object.keys(opened)]);
}
