/** What a batch of rows becomes: records made, records changed, their entries. For an import and for a bulk write. */

import { setImmediate } from 'node:timers/promises';
import { indexBits } from '@/lib/crm/records/index-bits';
import { insertRecords } from '@/lib/crm/records/insert';
import { prepareRecord } from '@/lib/crm/records/prepare';
import { takeAutoNumbers } from '@/lib/crm/records/references';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import type { NewEntry } from '@/lib/protection/ledger/append';
import type { FileRow } from '../file/format';
import type { BatchPlan, CheckedBatch } from '../rows/batch';
import { checkBatch } from '../rows/check-batch';
import { createNamed } from './create-named';
import { type Landing, overwriteRecords } from './overwrite';

/** PostgreSQL inserts so many records while the next are sealed here; the last ones are all that anybody waits for. */
const TOGETHER = 100;

interface Landed {
  batch: CheckedBatch;
  /** Ids of the records made, in the order of `batch.good`. */
  ids: Id[];
  /** Row → its record, of rows that point to rows still to come. */
  waiting: { row: number; recordId: Id }[];
  writes: PromiseLike<unknown>[];
  entries: NewEntry[];
}

/** Checks the rows and starts what they change; inside `mutate`, which is given `writes` and `entries`. */
export async function landBatch(
  tx: Tx,
  ctx: Context,
  { plan, landing }: { plan: BatchPlan; landing: Landing },
  rows: readonly FileRow[],
): Promise<Landed> {
  const { module, keys } = plan;
  const { subjectId, source } = landing;
  const batch = await checkBatch(tx, ctx, plan, rows);
  const named = await createNamed(tx, ctx, { keys, ...landing }, batch.toCreate);
  const numbers = await takeAutoNumbers(tx, module, batch.good.length);
  const { writes: changing, entries } = await overwriteRecords(tx, ctx, { module, keys, ...landing }, batch.overwrites);
  const writes = [...named.writes, ...changing];
  const importId = source === 'import' ? { importId: subjectId } : {};
  const options = { ownerId: ctx.actor.id, source, ...importId, at: clock.now(), by: ctx.actor.id };
  const inserted: { id: Id; envelope: string | null }[] = [];
  const making = { keys, bits: await indexBits(tx, ctx.rights, module, batch.good.length) };
  for (let from = 0; from < batch.good.length; from += TOGETHER) {
    const records = batch.good.slice(from, from + TOGETHER).map(({ values, ownerId }, n) => ({
      ...prepareRecord(module, newId(), { ...values, ...numbers[from + n] }, making),
      ownerId,
    }));
    writes.push(insertRecords(tx, module, records, options).execute());
    inserted.push(...records.map(({ id, envelope }) => ({ id, envelope })));
    await setImmediate(); // sends it
  }
  const ids = inserted.map(({ id }) => id);
  const recordOf = new Map([
    ...batch.good.map(({ row }, n): [number, Id | undefined] => [row, ids[n]]),
    ...batch.overwrites.map(({ row, id }): [number, Id] => [row, id]),
  ]);
  const waiting = batch.waiting.map((row) => ({ row, recordId: recordOf.get(row) as Id }));
  const made = batch.good.map(({ values }, n) => ({
    action: 'record.create' as const,
    module: module.apiName,
    recordId: ids[n] as Id,
    envelope: inserted[n]?.envelope ?? null,
    subjectId,
    fields: Object.keys(values),
    facts: { source },
  }));
  return { batch, ids, waiting, writes, entries: [...named.entries, ...made, ...entries] };
}
