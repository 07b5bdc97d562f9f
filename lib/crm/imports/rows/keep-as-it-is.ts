import { findField, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { visibleRecords } from '@/lib/crm/modules/visibility';
import { isProtected } from '@/lib/crm/records/list-fields';
import type { ValueChanges } from '@/lib/crm/records/read-input';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { FieldErrors } from '@/lib/platform/errors';
import { type Id, isId } from '@/lib/platform/ids';
import type { FileRow } from '../file/format';
import type { Mapping } from '../schemas';

export interface ReadCells {
  id: string | null;
  changes: ValueChanges;
  errors: FieldErrors;
}

/**
 * A cell that says what its record holds already changes nothing, though it could not be given anew: a look-up whose record
 * is gone, a user who left, an option removed since. Takes its error away, in place. Only of fields that are neither marked
 * nor sealed: whether a cell equals one of those is not told.
 * @param read one for each of `rows`.
 */
export async function keepAsItIs(
  tx: Tx,
  ctx: Context,
  { module, mapping }: { module: ModuleDefinition; mapping: Mapping },
  { rows, read }: { rows: readonly FileRow[]; read: readonly ReadCells[] },
): Promise<void> {
  const wrong = read.flatMap(({ id, errors }) => (isId(id) && Object.keys(errors).length > 0 ? [id] : []));
  if (wrong.length === 0) return;
  const stored = await tx.sql<{ id: Id; values: Record<string, StoredValue> }[]>`
    select id, "values" from records
    where ${visibleRecords(tx, ctx, module)} and id = any(${wrong}::bigint[])`;
  const valuesOf = new Map(stored.map(({ id, values }) => [id, values]));
  for (const [n, { id, changes, errors }] of read.entries()) {
    const values = valuesOf.get(id ?? '');
    if (!values) continue;
    for (const [column, apiName] of Object.entries(mapping)) {
      const field = errors[apiName] === undefined ? undefined : findField(module, apiName);
      const value = values[apiName];
      if (!field || isProtected(field) || value === undefined) continue;
      if (rows[n]?.cells[Number(column)]?.trim() !== fieldType(field.type).exportText(value, field.options)) continue;
      delete errors[apiName];
      delete changes[apiName];
    }
  }
}
