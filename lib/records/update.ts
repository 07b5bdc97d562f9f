import type { Context } from '../context';
import { amend } from '../crypto/record-cipher';
import { Sealed } from '../crypto/sealed';
import { conflict, forbidden, invalid, notFound } from '../errors';
import type { Id } from '../ids';
import type { Changes } from '../ledger/append';
import { type FieldDefinition, getModule, type ModuleDefinition } from '../modules/definition';
import type { StoredValue } from '../modules/field-types/type';
import { metadataOf } from '../modules/metadata';
import { assertModuleRight, changeableRecord, visibleRecord } from '../modules/visibility';
import { mutate } from '../mutate';
import { keysOf } from '../org-keys';
import { isProtected } from './list-fields';
import { assertOwner } from './owner';
import { nameOf, slotsOf } from './prepare';
import { readChanges, requiredError, type ValueChanges } from './read-input';
import { assertReferences, assertUnique, givenValues } from './references';
import { replaceTokens } from './replace-tokens';

export interface RecordPatch {
  module: string;
  id: Id;
  /** Only the fields to change; '' or null empties one. */
  values: Record<string, unknown>;
  ownerId?: Id;
  /** The version the person saw; a newer one in the database is a conflict rather than a silent overwrite. */
  version?: number;
}

interface StoredRow {
  values: Record<string, StoredValue>;
  sealed: Buffer | null;
  version: number;
  owner_id: Id;
  created_at: string;
  created_by: Id;
  modified_at: string;
  modified_by: Id;
  changeable: boolean;
}

export interface UpdatedRecord {
  version: number;
  createdAt: Date;
  createdBy: Id;
  modifiedAt: Date;
  modifiedBy: Id;
}

/**
 * Changes fields of a record; the event names them, with old and new value of those that are neither marked nor sealed.
 * @throws forbidden; not_found; invalid with every field's error; conflict when somebody else changed it meanwhile.
 */
export async function updateRecord(ctx: Context, patch: RecordPatch): Promise<UpdatedRecord> {
  const attempt = { action: 'record.update', module: patch.module, recordId: patch.id } as const;
  return mutate(ctx, { ...attempt, fields: Object.keys(patch.values) }, async (tx) => {
    const module = getModule(await metadataOf(tx), patch.module);
    assertModuleRight(ctx, module, 'edit');
    const [row] = await tx.sql<StoredRow[]>`
      select "values", sealed, version, owner_id, created_at, created_by, modified_at, modified_by,
        ${changeableRecord(tx, ctx, module)} as changeable from records
      where org_id = ${tx.orgId} and id = ${patch.id} and module_id = ${module.id} and deleted_at is null
        and ${visibleRecord(tx, ctx, module)}
      for update`;
    if (!row) throw notFound('The record');
    if (!row.changeable) throw forbidden('You may see this record but not change it.');
    if (patch.version !== undefined && patch.version !== row.version) {
      throw conflict('Somebody else changed this record. Look at it again before you save.', { reason: 'CONCURRENT' });
    }

    const changes = changedOnly(module, row, readChanges(module, patch.values));
    assertRequiredStay(module, changes);
    const keys = await keysOf(tx);
    const given = givenValues(module, changes);
    await assertReferences(tx, ctx, given);
    await assertUnique(tx, keys, given, patch.id);
    const ownerId = patch.ownerId ?? row.owner_id;
    if (ownerId !== row.owner_id) await assertOwner(tx, ownerId);
    const names = Object.keys(changes);
    const before = {
      version: row.version,
      createdAt: new Date(row.created_at),
      createdBy: row.created_by,
      modifiedAt: new Date(row.modified_at),
      modifiedBy: row.modified_by,
    };
    if (names.length === 0 && ownerId === row.owner_id) return { value: before, entries: [] };

    const clear = applyTo(row.values, changes, (field) => !field.sealed, module);
    const secret = Object.fromEntries(Object.entries(changes).filter(([name]) => isSealed(module, name)));
    const context = { orgId: tx.orgId, module: module.id, recordId: patch.id };
    const envelope = row.sealed ? Sealed.fromBytes(row.sealed) : null;
    const sealed = Object.keys(secret).length > 0 ? amend(envelope, secret, keys, context) : envelope;
    const { name, nameKey } = nameOf(module, clear);
    const slots = slotsOf(module, clear);
    const modifiedAt = new Date();
    const change = tx.sql`updated as (
      update records set
        "values" = ${JSON.stringify(clear)}::jsonb, sealed = ${sealed?.toBytes() ?? null}, name = ${name},
        name_key = ${nameKey}, k1 = ${slots.k1}, k2 = ${slots.k2}, k3 = ${slots.k3}, k4 = ${slots.k4}, k5 = ${slots.k5},
        k6 = ${slots.k6}, k7 = ${slots.k7}, k8 = ${slots.k8}, owner_id = ${ownerId}, version = version + 1,
        modified_at = ${modifiedAt.toISOString()}::timestamptz, modified_by = ${ctx.actor.id}
      where org_id = ${tx.orgId} and id = ${patch.id})`;
    const facts = ownerId === row.owner_id ? undefined : { owner: { old: row.owner_id, new: ownerId } };
    return {
      value: { ...before, version: row.version + 1, modifiedAt, modifiedBy: ctx.actor.id },
      change,
      writes: replaceTokens(tx, keys, module, patch.id, changes),
      entries: [{ ...attempt, fields: names, changes: loggable(module, row.values, changes), ...(facts && { facts }) }],
    };
  });
}

const isSealed = (module: ModuleDefinition, name: string): boolean =>
  module.fields.some((field) => field.apiName === name && field.sealed);

const isProtectedField = (module: ModuleDefinition, name: string): boolean =>
  module.fields.some((field) => field.apiName === name && isProtected(field));

/**
 * Leaves out what is the same already. A protected value counts as changed: a sealed one cannot be compared without
 * opening, and of a marked one "nothing changed" would tell whoever may write but not read that they guessed right.
 */
function changedOnly(module: ModuleDefinition, row: StoredRow, changes: ValueChanges): ValueChanges {
  return Object.fromEntries(
    Object.entries(changes).filter(
      ([name, value]) => isProtectedField(module, name) || JSON.stringify(value) !== JSON.stringify(row.values[name]),
    ),
  );
}

function assertRequiredStay(module: ModuleDefinition, changes: ValueChanges): void {
  const emptied = module.fields.filter(
    (field) => field.required && field.apiName in changes && changes[field.apiName] === undefined,
  );
  if (emptied.length === 0) return;
  const errors = Object.fromEntries(emptied.map((field) => [field.apiName, requiredError(field)]));
  throw invalid('Some fields are required.', { reason: 'MANDATORY_NOT_FOUND', fields: errors });
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
function loggable(module: ModuleDefinition, old: Record<string, StoredValue>, changes: ValueChanges): Changes {
  return Object.fromEntries(
    module.fields
      .filter((field) => field.apiName in changes && !field.marked && !field.sealed)
      .map(({ apiName }) => {
        const [before, after] = [old[apiName], changes[apiName]];
        return [apiName, { ...(before !== undefined && { old: before }), ...(after !== undefined && { new: after }) }];
      }),
  );
}
