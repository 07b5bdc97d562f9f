import type { FieldDefinition, ModuleDefinition } from '@/lib/crm/modules/definition';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { keysOf } from '@/lib/platform/org-keys';
import { openOrTell } from './damaged';
import { openRow, pick, type SealedRow } from './row';

/**
 * A record's values of some fields, sealed ones opened, to be written into fields of another record that are protected as well,
 * and for nothing else: whoever asks need not be able to read them. They go to no answer and no event; what is done with them
 * must not tell what they are.
 * @throws internal `INTEGRITY`
 */
export async function valuesToCarry(
  tx: Tx,
  ctx: Context,
  { module, fields }: { module: ModuleDefinition; fields: readonly FieldDefinition[] },
  row: SealedRow,
): Promise<Record<string, StoredValue>> {
  const names = fields.map(({ apiName }) => apiName);
  const clear = pick(row.values, names);
  const sealed = fields.filter((field) => field.sealed).map(({ apiName }) => apiName);
  if (sealed.length === 0) return clear;
  const keys = await keysOf(tx);
  const found = { what: 'record', module: module.apiName, recordId: row.id, fields: sealed } as const;
  return { ...clear, ...openOrTell(tx, ctx, found, () => openRow(row, sealed, module, keys)) };
}
