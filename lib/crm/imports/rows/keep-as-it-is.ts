import { type FieldDefinition, findField, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { visibleRecords } from '@/lib/crm/modules/visibility';
import { isProtected } from '@/lib/crm/records/list-fields';
import { usersIn } from '@/lib/crm/records/tokens';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import type { FileRow } from '../file/format';
import type { Mapping } from '../schemas';
import { mayBeTold } from './find-duplicates';
import type { ReadRow } from './read-batch';
import type { NamedUser } from './resolve-references';

/** A row, and the record that it is about to overwrite. */
export interface RowOver {
  row: FileRow;
  read: ReadRow;
  id: Id;
}

/**
 * A row takes nothing from its record that could not be given anew. A cell that says what the record holds already changes
 * nothing (a look-up whose record is gone, an option removed since), but for fields that are marked or sealed: whether a
 * cell equals one of those is not told. People who have left stay where they are named and the record has them, also beside
 * others, in fields the asker may read. Takes their errors away, in place.
 */
export async function keepAsItIs(
  tx: Tx,
  ctx: Context,
  { module, mapping }: { module: ModuleDefinition; mapping: Mapping },
  rows: readonly RowOver[],
): Promise<void> {
  const wrong = rows.filter(({ read }) => Object.keys(read.errors).length > 0);
  if (wrong.length === 0) return;
  const stored = await tx.sql<{ id: Id; values: Record<string, StoredValue> }[]>`
    select id, "values" from records
    where ${visibleRecords(tx, ctx, module)} and id = any(${wrong.map(({ id }) => id)}::bigint[])`;
  const valuesOf = new Map(stored.map(({ id, values }) => [id, values]));
  for (const { row, read, id } of wrong) {
    for (const [column, apiName] of Object.entries(mapping)) {
      const field = read.errors[apiName] === undefined ? undefined : findField(module, apiName);
      const value = valuesOf.get(id)?.[apiName];
      if (!field || value === undefined) continue;
      const isSame = row.cells[Number(column)]?.trim() === fieldType(field.type).exportText(value, field.options);
      const people = mayBeTold(ctx, module, field) ? withThoseWhoLeft(field, value, read.left[apiName]) : undefined;
      if (isSame && !isProtected(field)) delete read.changes[apiName];
      else if (people !== undefined) read.changes[apiName] = people;
      else continue;
      delete read.errors[apiName];
    }
  }
}

/** Whom a cell names, where the record has each of them who has left; undefined where it does not, or that is not clear. */
function withThoseWhoLeft(
  field: FieldDefinition,
  stored: StoredValue,
  named: readonly NamedUser[] = [],
): StoredValue | undefined {
  if (named.length === 0) return undefined;
  const had = usersIn(field, stored);
  const ids = named.map(({ ids, hasLeft }) => {
    const [only, ...others] = hasLeft ? ids.filter((id) => had.includes(id)) : ids;
    return others.length === 0 ? only : undefined;
  });
  if (ids.includes(undefined)) return undefined;
  const read = fieldType(field.type).parse(fieldType(field.type).list ? ids : ids[0], field.options);
  return read.ok ? read.value : undefined;
}
