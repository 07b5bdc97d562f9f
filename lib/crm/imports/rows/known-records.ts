/** Which records rows have already: by unique fields, by their id, or by fields that are the same. */

import type { FieldDefinition } from '@/lib/crm/modules/definition';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { neededForOrder } from '@/lib/crm/records/in-order';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { BatchPlan } from './batch';
import { RECORD_ID } from './duplicates';
import { changesSealed, markDamaged } from './find-damaged';
import { type Claim, fieldsNotTold, findByIds, findHolders, type Holder } from './find-duplicates';
import { findSame, sameFields, sameKey } from './find-same';
import type { ReadBatch, ReadRow } from './read-batch';

export interface KnownRecords {
  /** Unique token, id, or what `keyOf` gives → the record. */
  holders: ReadonlyMap<string, Holder>;
  /** By what a row's record is looked for; null when it is a new one in any case. */
  keyOf(row: ReadRow): string | null;
}

export async function knownRecords(tx: Tx, ctx: Context, plan: BatchPlan, batch: ReadBatch): Promise<KnownRecords> {
  const same = sameFields(batch.module, plan.duplicates);
  const holders = await holdersFor(tx, ctx, plan, { ...batch, same });
  const keyOf = ({ id, changes, claims }: ReadRow) =>
    same.length > 0 ? sameKey(same, changes) : keyIn(plan, id, claims);
  if (plan.duplicates.action === 'overwrite') {
    await addValuesForOrder(tx, batch, (row) => holders.get(keyOf(row) ?? ''));
    const opened = batch.rows.filter(({ changes }) => changesSealed(batch.module, changes));
    const written = new Set(opened.flatMap((row) => holders.get(keyOf(row) ?? '') ?? []));
    await markDamaged(
      tx,
      ctx,
      { module: batch.module, keys: plan.keys },
      [...written].filter(({ visible }) => visible),
    );
  }
  return { holders, keyOf };
}

/** Adds to the records that rows change what tells whether the change would be in order. */
async function addValuesForOrder(
  tx: Tx,
  { module, rows }: ReadBatch,
  holderOf: (row: ReadRow) => Holder | undefined,
): Promise<void> {
  const asked = rows.filter(({ changes }) => neededForOrder(module, changes).length > 0);
  const holders = [...new Set(asked.flatMap((row) => holderOf(row) ?? []))].filter(({ visible }) => visible);
  if (holders.length === 0) return;
  const names = [...new Set(asked.flatMap(({ changes }) => neededForOrder(module, changes)))];
  const found = await tx.sql<{ id: string; values: Record<string, StoredValue> }[]>`
    select id, (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each("values")
      where key = any(${names})) as "values"
    from records where org_id = ${tx.orgId} and id = any(${holders.map(({ id }) => id)}::bigint[])`;
  const valuesOf = new Map(found.map(({ id, values }) => [id, values]));
  for (const holder of holders) holder.values = valuesOf.get(holder.id) ?? {};
}

/** Token, or id → its record. A dry run leaves out what it must not tell. */
async function holdersFor(
  tx: Tx,
  ctx: Context,
  plan: BatchPlan,
  { module, rows, same }: ReadBatch & { same: readonly FieldDefinition[] },
): Promise<Map<string, Holder>> {
  const isDry = plan.seen !== undefined;
  const silent = isDry ? fieldsNotTold(ctx, module).map((field) => field.id) : [];
  const claims = rows.flatMap((one) => one.claims).filter(({ fieldId }) => !silent.includes(fieldId));
  const searched = { module, importId: plan.importId };
  const holders = await findHolders(tx, ctx, searched, claims);
  if (isDry) for (const [token, { visible }] of holders) if (!visible) holders.delete(token);
  if (same.length > 0) {
    const asked = { fields: same, rows: rows.map((one) => one.changes) };
    return new Map([...holders, ...(await findSame(tx, ctx, { ...searched, keys: plan.keys }, asked))]);
  }
  if (plan.duplicates.by !== RECORD_ID) return holders;
  const ids = rows.flatMap(({ id }) => (id === null ? [] : [id]));
  return new Map([...holders, ...(await findByIds(tx, ctx, searched, ids))]);
}

function keyIn({ duplicates: { by, action } }: BatchPlan, id: string | null, claims: readonly Claim[]): string | null {
  if (action === 'create' || by === null) return null;
  if (by === RECORD_ID) return id;
  return claims.find(({ field }) => field.apiName === by)?.token ?? null;
}
