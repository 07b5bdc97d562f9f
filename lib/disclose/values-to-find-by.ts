import type { Context } from '../context';
import type { Tx } from '../db/transaction';
import type { FieldDefinition, ModuleDefinition } from '../modules/definition';
import type { StoredValue } from '../modules/field-types/type';
import { keysOf } from '../org-keys';
import { openOrTell } from './damaged';
import { openRow, type SealedRow } from './row';

/**
 * A record's value of a sealed field, to look for others with the same and for nothing else. Only for a field that the
 * asker may search by equality; the caller writes the search's event. Undefined where it is empty.
 * @throws internal `INTEGRITY`
 */
export async function valueToFindBy(
  tx: Tx,
  ctx: Context,
  module: ModuleDefinition,
  field: FieldDefinition,
  row: SealedRow,
): Promise<StoredValue | undefined> {
  const keys = await keysOf(tx);
  const found = { what: 'record', module: module.apiName, recordId: row.id, fields: [field.apiName] } as const;
  const opened = openOrTell(tx, ctx, found, () => openRow(row, [field.apiName], module, tx.orgId, keys));
  return opened[field.apiName] ?? row.values[field.apiName];
}
