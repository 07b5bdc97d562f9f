import { type FieldDefinition, getModule } from '@/lib/crm/modules/definition';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { metadataFor } from '@/lib/crm/modules/seen';
import { assertModuleRight } from '@/lib/crm/modules/visibility';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { RecordSource } from '@/lib/platform/db/schema/records';
import type { Tx } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { holdValues } from './hold-values';
import { indexBits } from './index-bits';
import { insertion } from './insert';
import { assertOwner } from './owner';
import { prepareRecord } from './prepare';
import { readWhole } from './read-input';
import { assertReferences, assertUnique, givenValues, takeAutoNumbers } from './references';
import { tellOwner } from './tell-owner';

export interface NewRecord {
  module: string;
  /** API name → value as a form, CSV or program gives it. */
  values: Record<string, unknown>;
  ownerId?: Id;
  source?: RecordSource;
  /** Values of the record it is a copy of: what that points to, this one may, whoever has left meanwhile. */
  copyOf?: Readonly<Record<string, StoredValue>>;
}

/**
 * Creates a record: values checked, marked ones sealed, one event that names the fields filled.
 * @throws forbidden; invalid with every field's error; conflict for a unique value already taken.
 */
export async function createRecord(ctx: Context, record: NewRecord): Promise<{ id: Id; at: Date }> {
  return mutate(ctx, { action: 'record.create', module: record.module }, (tx) => creation(tx, ctx, record));
}

/**
 * Creates a record unless one is found. Of several who look for the same values at once, one creates and the others find.
 * @param sought the values that `find` looks for; without any it is a plain creation.
 * @throws as `createRecord`; what `find` throws
 */
export async function createUnlessFound<Found>(
  ctx: Context,
  record: NewRecord,
  sought: readonly (readonly [FieldDefinition, StoredValue])[],
  find: (tx: Tx) => Promise<Found | null>,
): Promise<{ made: { id: Id; at: Date } } | { found: Found }> {
  type Outcome = { made: { id: Id; at: Date } } | { found: Found };
  return mutate<Outcome>(ctx, { action: 'record.create', module: record.module }, async (tx) => {
    const module = getModule(await metadataFor(tx, ctx), record.module);
    await holdValues(tx, await keysOf(tx), module, sought);
    const found = sought.length > 0 ? await find(tx) : null;
    if (found !== null) return unchanged({ found });
    const { value, ...recorded } = await creation(tx, ctx, record);
    return { value: { made: value }, ...recorded };
  });
}

/** What `mutate` needs of a creation, for verbs that do more in the same transaction. @throws as `createRecord` */
export async function creation(tx: Tx, ctx: Context, record: NewRecord) {
  const { module: moduleName, source = 'screen' } = record;
  const module = getModule(await metadataFor(tx, ctx), moduleName);
  assertModuleRight(ctx, module, 'create');
  const changes = readWhole(module, record.values);

  const keys = await keysOf(tx);
  const given = givenValues(module, changes);
  await assertReferences(tx, ctx, given, record.copyOf);
  if (record.ownerId) await assertOwner(tx, record.ownerId);
  await assertUnique(tx, keys, given);
  const [numbers] = await takeAutoNumbers(tx, module, 1);
  const values: Record<string, StoredValue> = {
    ...Object.fromEntries(given.map(([f, v]) => [f.apiName, v])),
    ...numbers,
  };

  const [id, at] = [newId(), clock.now()];
  const prepared = prepareRecord(module, id, values, { keys, bits: await indexBits(tx, ctx.rights, module, 1) });
  const ownerId = record.ownerId ?? ctx.actor.id;
  const change = insertion(tx, module, [prepared], { ownerId, source, at, by: ctx.actor.id });
  const writes = tellOwner(tx, ctx, module, { id, ownerId, values });
  const entry: NewEntry = {
    action: 'record.create',
    module: moduleName,
    recordId: id,
    fields: Object.keys(values),
    facts: { source },
    envelope: prepared.envelope,
  };
  return { value: { id, at }, change, writes, entries: [entry] as const };
}
