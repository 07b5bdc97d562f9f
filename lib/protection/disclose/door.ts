import type { FieldDefinition, ModuleDefinition } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { type Context, systemContext } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import type { Clear } from '@/lib/protection/compliance/policy';
import { openEach, orNull } from './damaged';
import { type Enveloped, openRow, type SealedRow } from './row';

export interface DoorRead {
  module: ModuleDefinition;
  /** What policy calls clear of the fields wanted. */
  clear: Clear<FieldDefinition>;
  /** `envelope`: each is opened, even where nothing in it is clear here, to see whether it opens. */
  look?: 'values' | 'envelope' | undefined;
}

/**
 * Opens what policy calls clear at a door: sealed values that are not marked and, where the door is open to the asker,
 * marked ones. The caller writes the door's event in the same transaction.
 * @returns for each row, in order, its clear sealed values; null for one whose values do not open, which is an event too.
 * Whoever hands it on says so: what is missing would read as empty.
 */
export async function openThroughDoor(
  tx: Tx,
  ctx: Context,
  { module, clear, look = 'values' }: DoorRead,
  rows: readonly Enveloped[],
): Promise<(Record<string, StoredValue> | null)[]> {
  const names = clear.filter(({ sealed }) => sealed).map(({ apiName }) => apiName);
  if (names.length === 0 && look === 'values') return rows.map(() => ({}));
  const keys = await keysOf(tx);
  return openEach(tx, ctx, rows, {
    found: ({ id }) => ({ what: 'record', module: module.apiName, recordId: id, fields: names }),
    open: (row) => openRow(row, names, module, keys),
  });
}

/** Whether a record's sealed values open; gives none of them, and tells nobody. */
export async function opens(tx: Tx, module: ModuleDefinition, row: SealedRow): Promise<boolean> {
  const keys = await keysOf(tx);
  return orNull(() => openRow(row, [], module, keys)) !== null;
}

interface SearchedValue {
  module: ModuleDefinition;
  field: FieldDefinition;
  /** By the field type's `normalise`. */
  normalised: string;
}

/**
 * Confirms candidates of a blind-index search: gives the ids whose value really equals, and nothing else. One that does
 * not open equals nothing, and that is an event.
 */
export async function confirmEquals(
  tx: Tx,
  { module, field, normalised }: SearchedValue,
  candidates: readonly SealedRow[],
): Promise<Id[]> {
  const keys = await keysOf(tx);
  const type = fieldType(field.type);
  const opened = openEach(tx, systemContext(tx.orgId, 'search'), candidates, {
    found: ({ id }) => ({ what: 'record', module: module.apiName, recordId: id, fields: [field.apiName] }),
    open: (row) => openRow(row, [field.apiName], module, keys),
  });
  return candidates
    .filter((row, n) => {
      const value = opened[n]?.[field.apiName] ?? (opened[n] && row.values[field.apiName]);
      return value !== undefined && value !== null && type.normalise(value) === normalised;
    })
    .map((row) => row.id);
}
