/**
 * Makes "look whether it is there, else make it" one step, for values that no unique index holds, sealed ones too.
 * Guarantees: of transactions that look for one value of one field before they insert, one goes on; the others wait until it
 * has ended, and then see what it made. None waits in a circle: whoever takes locks takes all of them in one statement, the
 * modules' first, each kind in the order of its numbers. Against: programs, imports and people who create the same at once.
 * Not: that a plain creation, which looks for nothing, waits.
 *
 * One value takes its module shared and itself whole; a batch of hundreds takes its modules whole, so that the server's
 * table of locks stays small.
 */

import type { FieldDefinition, ModuleDefinition } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { valueLock } from '@/lib/platform/crypto/value-lock';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

/** Holds a few values until the transaction ends. Once a transaction, before it looks for any of them. */
export async function holdValues(
  tx: Tx,
  keys: OrgKeys,
  module: Pick<ModuleDefinition, 'id'>,
  values: readonly (readonly [FieldDefinition, StoredValue])[],
): Promise<void> {
  if (values.length === 0) return;
  const locks = values.map(([field, value]) => valueLock(keys, field.id, fieldType(field.type).normalise(value)));
  await tx.sql`
    select pg_advisory_xact_lock_shared(${moduleLock(keys, module.id)}::bigint)
    union all
    select pg_advisory_xact_lock(lock) from (
      select distinct lock from unnest(${locks}::bigint[]) as l (lock) order by lock offset 0) as held`;
}

/** Holds all values of some modules until the transaction ends, for a batch. Once a transaction, before it looks for any. */
export async function holdModules(tx: Tx, keys: OrgKeys, moduleIds: readonly Id[]): Promise<void> {
  if (moduleIds.length === 0) return;
  const locks = moduleIds.map((id) => moduleLock(keys, id));
  await tx.sql`
    select pg_advisory_xact_lock(lock) from (
      select distinct lock from unnest(${locks}::bigint[]) as l (lock) order by lock offset 0) as held`;
}

const moduleLock = (keys: OrgKeys, id: Id): string => valueLock(keys, id, 'module');
