/** What a batch of rows becomes: records made, records changed, their entries. For an import and for a bulk write. */
import type { Context } from '../../context';
import type { Statement, Tx } from '../../db/transaction';
import { type Id, newId } from '../../ids';
import type { NewEntry } from '../../ledger/append';
import { insertion } from '../../records/insert';
import { prepareRecord } from '../../records/prepare';
import { takeAutoNumbers } from '../../records/references';
import type { FileRow } from '../file/format';
import { type BatchPlan, type CheckedBatch, checkBatch } from '../rows/check-batch';
import { type Landing, overwriteRecords } from './overwrite';

interface Landed {
  batch: CheckedBatch;
  /** Ids of the records made, in the order of `batch.good`. */
  ids: Id[];
  change: Statement | undefined;
  writes: PromiseLike<unknown>[];
  entries: NewEntry[];
}

/** Checks the rows and starts what they change; inside `mutate`, which is given `change`, `writes` and `entries`. */
export async function landBatch(
  tx: Tx,
  ctx: Context,
  plan: BatchPlan,
  rows: readonly FileRow[],
  landing: Landing,
): Promise<Landed> {
  const { module, keys } = plan;
  const { subjectId, source } = landing;
  const batch = await checkBatch(tx, ctx, plan, rows);
  const numbers = await takeAutoNumbers(tx, module, batch.good.length);
  const records = batch.good.map(({ values }, n) => prepareRecord(module, newId(), { ...values, ...numbers[n] }, keys));
  const overwritten = await overwriteRecords(tx, ctx, module, keys, landing, batch.overwrites);
  const importId = source === 'import' ? { importId: subjectId } : {};
  const options = { ownerId: ctx.actor.id, source, ...importId, at: new Date() };
  const made = records.map((record, n) => ({
    action: 'record.create' as const,
    module: module.apiName,
    recordId: record.id,
    subjectId,
    fields: Object.keys(batch.good[n]?.values ?? {}),
    facts: { source },
  }));
  return {
    batch,
    ids: records.map(({ id }) => id),
    change: records.length > 0 ? insertion(tx, ctx, module, records, options) : undefined,
    writes: overwritten.writes,
    entries: [...made, ...overwritten.entries],
  };
}
