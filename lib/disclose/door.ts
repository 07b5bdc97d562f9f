import type { Door } from '../compliance/doors';
import { treatmentOf } from '../compliance/policy';
import type { Context } from '../context';
import { OpenError } from '../crypto/open-error';
import type { Tx } from '../db/transaction';
import type { Id } from '../ids';
import { noteFailure } from '../integrity/failure';
import type { LedgerAction } from '../ledger/actions';
import type { FieldDefinition, ModuleDefinition } from '../modules/definition';
import { fieldType } from '../modules/field-types/registry';
import type { StoredValue } from '../modules/field-types/type';
import { metadataOf } from '../modules/metadata';
import { keysOf } from '../org-keys';
import { openOrTell } from './damaged';
import { openRow, type SealedRow } from './row';

/**
 * Opens what policy calls clear at a door: sealed values that are not marked and, where the door is open to the asker,
 * marked ones. The caller writes the door's event in the same transaction.
 * @returns for each row, in order, its clear sealed values; on the screen null for one whose values do not open, which
 * is an event too.
 * @throws internal `INTEGRITY` for such a row at any other door: what is missing there would read as empty.
 */
export async function openThroughDoor(
  tx: Tx,
  ctx: Context,
  door: Door,
  module: ModuleDefinition,
  rows: readonly SealedRow[],
  only?: readonly FieldDefinition[],
): Promise<(Record<string, StoredValue> | null)[]> {
  const { compliance } = await metadataOf(tx);
  const names = (only ?? module.fields)
    .filter((field) => field.sealed && treatmentOf(field, door, compliance, ctx.rights) === 'clear')
    .map((field) => field.apiName);
  if (names.length === 0) return rows.map(() => ({}));
  const keys = await keysOf(tx);
  const opened: (Record<string, StoredValue> | null)[] = [];
  for (const row of rows) {
    const open = () => openRow(row, names, module, tx.orgId, keys);
    const found = { module: module.apiName, recordId: row.id, fields: names };
    const values = door === 'screen' ? orNull(open) : openOrTell(ctx, found, open);
    if (values === null) await noteFailure(tx, ctx, { what: 'record', ...found });
    opened.push(values);
  }
  return opened;
}

/** Whether a record's sealed values open; gives none of them. Where they do not, that is an event. */
export async function opensWhole(
  tx: Tx,
  ctx: Context,
  module: ModuleDefinition,
  row: SealedRow,
  during?: LedgerAction,
): Promise<boolean> {
  const keys = await keysOf(tx);
  if (orNull(() => openRow(row, [], module, tx.orgId, keys)) !== null) return true;
  await noteFailure(tx, ctx, {
    what: 'record',
    module: module.apiName,
    recordId: row.id,
    ...(during && { during }),
  });
  return false;
}

/** Null when it does not open. */
function orNull<T>(open: () => T): T | null {
  try {
    return open();
  } catch (error) {
    if (error instanceof OpenError) return null;
    throw error;
  }
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
      const opened = orNull(() => openRow(row, [field.apiName], module, tx.orgId, keys));
      const value = opened?.[field.apiName] ?? row.values[field.apiName];
      return value !== undefined && type.normalise(value) === normalised;
    })
    .map((row) => row.id);
}
