/** What a change makes of a record's row: for one record on the screen, or five hundred of an import. */

import { type FieldDefinition, hasEnvelopes, type ModuleDefinition } from '@/lib/crm/modules/definition';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { wholeOf } from '@/lib/crm/modules/seen';
import { envelopeCommitment } from '@/lib/platform/crypto/envelope-commitment';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { OpenError } from '@/lib/platform/crypto/open-error';
import { amend } from '@/lib/platform/crypto/record-cipher';
import { Sealed } from '@/lib/platform/crypto/sealed';
import type { Statement, Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import type { Changes } from '@/lib/protection/ledger/append';
import { isProtected } from './list-fields';
import { nameOf, slotsOf } from './prepare';
import type { ValueChanges } from './read-input';

export interface StoredRow {
  values: Record<string, StoredValue>;
  sealed: Buffer | null;
  seal_version: number;
}

export interface RowChange {
  id: Id;
  row: StoredRow;
  changes: ValueChanges;
  ownerId: Id;
  modifiedAt: Date;
  modifiedBy: Id;
  /** The envelope of `row` is not the one that is stored: what it carries was put into it (`before/take-over.ts`). */
  carries?: boolean;
}

/** The change of a row, as a part of a WITH, and what its entry says of the envelope: null where that stays as it is. */
export interface MadeChange {
  updated: Statement;
  envelope: string | null;
}

/**
 * The change of the row: sealed values sealed, name and sort keys brought up to date.
 * @throws OpenError where there are sealed values that do not open: nothing is written over them.
 */
export function rowChange(
  tx: Tx,
  seen: ModuleDefinition,
  keys: OrgKeys,
  { id, row, changes, ownerId, modifiedAt, modifiedBy, carries = false }: RowChange,
): MadeChange {
  const module = wholeOf(seen);
  const clear = applyTo(row.values, changes, (field) => !field.sealed, module);
  const secret = Object.fromEntries(Object.entries(changes).filter(([name]) => isSealed(module, name)));
  const context = { orgId: tx.orgId, module: module.id, recordId: id, version: row.seal_version };
  const envelope = row.sealed ? Sealed.fromBytes(row.sealed) : null;
  if (!envelope && hasEnvelopes(module) && Object.keys(secret).length > 0) throw new OpenError();
  const sealed = Object.keys(secret).length > 0 ? amend(envelope, secret, keys, context) : envelope;
  const sealVersion = sealed === envelope ? row.seal_version : row.seal_version + 1;
  const { name, nameKey } = nameOf(module, clear);
  const slots = slotsOf(module, clear);
  const bytes = sealed?.toBytes() ?? null;
  const updated = tx.sql`updated as (
    update records set
      "values" = ${JSON.stringify(clear)}::jsonb, sealed = ${bytes},
      seal_version = ${sealVersion}, name = ${name}, name_key = ${nameKey}, k1 = ${slots.k1}, k2 = ${slots.k2}, k3 = ${slots.k3}, k4 = ${slots.k4}, k5 = ${slots.k5},
      k6 = ${slots.k6}, k7 = ${slots.k7}, k8 = ${slots.k8}, owner_id = ${ownerId}, version = version + 1,
      modified_at = ${modifiedAt.toISOString()}::timestamptz, modified_by = ${modifiedBy}
    where org_id = ${tx.orgId} and id = ${id})`;
  if (!bytes || (sealed === envelope && !carries)) return { updated, envelope: null };
  return { updated, envelope: envelopeCommitment(keys, { recordId: id, version: sealVersion, sealed: bytes }) };
}

const isSealed = (module: ModuleDefinition, name: string): boolean =>
  module.fields.some((field) => field.apiName === name && field.sealed);

const isProtectedField = (module: ModuleDefinition, name: string): boolean =>
  wholeOf(module).fields.some((field) => field.apiName === name && isProtected(field));

/**
 * Leaves out what is the same already. A protected value counts as changed: a sealed one cannot be compared without
 * opening, and of a marked one "nothing changed" would tell whoever may write but not read that they guessed right.
 */
export function changedOnly(module: ModuleDefinition, row: StoredRow, changes: ValueChanges): ValueChanges {
  return Object.fromEntries(
    Object.entries(changes).filter(
      ([name, value]) => isProtectedField(module, name) || JSON.stringify(value) !== JSON.stringify(row.values[name]),
    ),
  );
}

function applyTo(
  values: Record<string, StoredValue>,
  changes: ValueChanges,
  belongs: (field: FieldDefinition) => boolean,
  module: ModuleDefinition,
): Record<string, StoredValue> {
  const result = { ...values };
  for (const field of module.fields) {
    if (!(field.apiName in changes)) continue;
    const value = changes[field.apiName];
    // A field sealed meanwhile may still have its old value here until the sealing job comes by: it goes now.
    if (value === undefined || !belongs(field)) delete result[field.apiName];
    else result[field.apiName] = value;
  }
  return result;
}

/** Old and new values for the event: nothing of a field that is marked or sealed. */
export function loggable(module: ModuleDefinition, old: Record<string, StoredValue>, changes: ValueChanges): Changes {
  return Object.fromEntries(
    wholeOf(module)
      .fields.filter((field) => field.apiName in changes && !field.marked && !field.sealed)
      .map(({ apiName }) => {
        const [before, after] = [old[apiName], changes[apiName]];
        return [apiName, { ...(before !== undefined && { old: before }), ...(after !== undefined && { new: after }) }];
      }),
  );
}
