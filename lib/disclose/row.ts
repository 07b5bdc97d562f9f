/** Opening the sealed half of a record's row: for the files of this folder only. */
import { open } from '../crypto/record-open';
import { Sealed } from '../crypto/sealed';
import type { Id } from '../ids';
import type { ModuleDefinition } from '../modules/definition';
import type { StoredValue } from '../modules/field-types/type';

export interface SealedRow {
  id: Id;
  values: Record<string, StoredValue>;
  sealed: Buffer | null;
}

export function openRow(
  row: SealedRow,
  fields: readonly string[],
  module: ModuleDefinition,
  orgId: Id,
  keys: Parameters<typeof open>[2],
): Record<string, StoredValue> {
  if (!row.sealed) return {};
  return open(Sealed.fromBytes(row.sealed), fields, keys, { orgId, module: module.id, recordId: row.id });
}

export function pick(values: Record<string, StoredValue>, names: readonly string[]): Record<string, StoredValue> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
}
