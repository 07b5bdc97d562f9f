/** Makes a record that a lead becomes, in the transaction of the conversion. */

import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { indexBits } from '../index-bits';
import { insertRecords } from '../insert';
import { prepareRecord } from '../prepare';
import { assertReferences, assertUnique, givenValues, takeAutoNumbers } from '../references';
import type { PlannedTarget } from './plan';
import type { TargetValues } from './values';

export interface Making {
  conversionId: Id;
  ownerId: Id;
  target: PlannedTarget;
  filled: TargetValues;
  /** Lookups of what the conversion made or joined: API name → its id. */
  links: Readonly<Record<string, Id>>;
}

/** @throws invalid for a reference that is not there; conflict for a unique value already taken */
export async function makeRecord(
  tx: Tx,
  ctx: Context,
  { conversionId, ownerId, target: { module }, filled, links }: Making,
): Promise<{ id: Id; entry: NewEntry }> {
  const keys = await keysOf(tx);
  const given = givenValues(module, filled.values);
  // What the lead points to, the new record may: whoever converts it chose nothing.
  await assertReferences(tx, ctx, given, filled.inherited);
  await assertUnique(tx, keys, given);
  const writable = module.fields.filter(({ readOnly }) => !readOnly).map(({ apiName }) => apiName);
  const linked = Object.entries(links).filter(([name]) => writable.includes(name));
  const [numbers] = await takeAutoNumbers(tx, module, 1);
  const values: Record<string, StoredValue> = { ...filled.values, ...Object.fromEntries(linked), ...numbers };
  const id = newId();
  const prepared = prepareRecord(module, id, values, { keys, bits: await indexBits(tx, ctx.rights, module, 1) });
  await insertRecords(tx, module, [prepared], { ownerId, source: 'conversion', at: clock.now(), by: ctx.actor.id });
  const names = new Set([...filled.names, ...Object.keys(values)]);
  const entry: NewEntry = {
    action: 'record.create',
    module: module.apiName,
    recordId: id,
    subjectId: conversionId,
    fields: [...names],
    facts: { source: 'conversion' },
    envelope: prepared.envelope,
  };
  return { id, entry };
}
