import type { Door } from '../compliance/doors';
import { treatmentOf } from '../compliance/policy';
import type { Context } from '../context';
import type { Tx } from '../db/transaction';
import type { Id } from '../ids';
import type { FieldDefinition, ModuleDefinition } from '../modules/definition';
import { fieldType } from '../modules/field-types/registry';
import type { StoredValue } from '../modules/field-types/type';
import { metadataOf } from '../modules/metadata';
import { keysOf } from '../org-keys';
import { openRow, type SealedRow } from './row';

/**
 * Opens what policy calls clear at a door: sealed values that are not marked and, where the door is open to the asker,
 * marked ones. The caller writes the door's event in the same transaction.
 * @returns for each row, in order, its clear sealed values.
 */
export async function openThroughDoor(
  tx: Tx,
  ctx: Context,
  door: Door,
  module: ModuleDefinition,
  rows: readonly SealedRow[],
  only?: readonly FieldDefinition[],
): Promise<Record<string, StoredValue>[]> {
  const { compliance } = await metadataOf(tx);
  const names = (only ?? module.fields)
    .filter((field) => field.sealed && treatmentOf(field, door, compliance, ctx.rights) === 'clear')
    .map((field) => field.apiName);
  if (names.length === 0) return rows.map(() => ({}));
  const keys = await keysOf(tx);
  return rows.map((row) => openRow(row, names, module, tx.orgId, keys));
}

/**
 * Confirms candidates of a blind-index search: gives the ids whose value really equals, and nothing else.
 * @param normalised by the field type's `normalise`.
 */
export async function confirmEquals(
  tx: Tx,
  module: ModuleDefinition,
  field: FieldDefinition,
  normalised: string,
  candidates: readonly SealedRow[],
): Promise<Id[]> {
  const keys = await keysOf(tx);
  const type = fieldType(field.type);
  return candidates
    .filter((row) => {
      const value = openRow(row, [field.apiName], module, tx.orgId, keys)[field.apiName] ?? row.values[field.apiName];
      return value !== undefined && type.normalise(value) === normalised;
    })
    .map((row) => row.id);
}
