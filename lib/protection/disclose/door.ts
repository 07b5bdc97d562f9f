import type { FieldDefinition, ModuleDefinition } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { type Context, systemContext } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import type { Door } from '@/lib/protection/compliance/doors';
import { treatmentOf } from '@/lib/protection/compliance/policy';
import { openEach, orNull } from './damaged';
import { type Enveloped, openRow, type SealedRow } from './row';

/**
 * Opens what policy calls clear at a door: sealed values that are not marked and, where the door is open to the asker,
 * marked ones. The caller writes the door's event in the same transaction.
 * @param look `envelope`: each is opened, even where nothing in it is clear here, to see whether it opens.
 * @returns for each row, in order, its clear sealed values; null for one whose values do not open, which is an event too.
 * Whoever hands it on says so: what is missing would read as empty.
 */
export async function openThroughDoor(
  tx: Tx,
  ctx: Context,
  door: Door,
  module: ModuleDefinition,
  rows: readonly Enveloped[],
  only?: readonly FieldDefinition[],
  look: 'values' | 'envelope' = 'values',
): Promise<(Record<string, StoredValue> | null)[]> {
  const { compliance } = await metadataOf(tx);
  const names = (only ?? module.fields)
    .filter((field) => field.sealed && treatmentOf(field, door, compliance, ctx.rights) === 'clear')
    .map((field) => field.apiName);
  if (names.length === 0 && look === 'values') return rows.map(() => ({}));
  const keys = await keysOf(tx);
  return openEach(
    tx,
    ctx,
    rows,
    ({ id }) => ({ what: 'record', module: module.apiName, recordId: id, fields: names }),
    (row) => openRow(row, names, module, tx.orgId, keys),
  );
}

/** Whether a record's sealed values open; gives none of them, and tells nobody. */
export async function opens(tx: Tx, module: ModuleDefinition, row: SealedRow): Promise<boolean> {
  const keys = await keysOf(tx);
  return orNull(() => openRow(row, [], module, tx.orgId, keys)) !== null;
}

/**
 * Confirms candidates of a blind-index search: gives the ids whose value really equals, and nothing else. One that does
 * not open equals nothing, and that is an event.
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
  const opened = openEach(
    tx,
    systemContext(tx.orgId, 'search'),
    candidates,
    ({ id }) => ({ what: 'record', module: module.apiName, recordId: id, fields: [field.apiName] }),
    (row) => openRow(row, [field.apiName], module, tx.orgId, keys),
  );
  return candidates
    .filter((row, n) => {
      const value = opened[n]?.[field.apiName] ?? (opened[n] && row.values[field.apiName]);
      return value !== undefined && value !== null && type.normalise(value) === normalised;
    })
    .map((row) => row.id);
}
