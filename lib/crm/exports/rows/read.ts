import { allOf } from '@/lib/crm/records/condition';
import { nextRows } from '@/lib/crm/records/list-rows';
import { namesFor, type RecordNames } from '@/lib/crm/records/names';
import { type RecordDto, type RecordRow, serializeRecords } from '@/lib/crm/records/serialize';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import type { Ahead, Batch, RowPlan } from './plan';

const BATCH = 1000;

/** The transaction of a batch, and what it reads. */
export interface InBatch {
  tx: Tx;
  ctx: Context;
  plan: RowPlan;
}

export interface ReadRecords {
  records: RecordDto[];
  names: RecordNames;
}

export const countUnopened = (records: readonly RecordDto[]): number => records.filter(({ damaged }) => damaged).length;

/** How many records' encrypted values do not open, as a fact of the event and the job; none where all do. */
export const unopenedFact = ({ unopened }: { unopened: number }): Record<string, number> =>
  unopened > 0 ? { unopened } : {};

/** The next records of a plan as the door gives them, one envelope opened a record where something is sealed. */
export async function readRecords(
  { tx, ctx, plan }: InBatch,
  after: Id | null,
  ahead: Ahead,
): Promise<Batch<ReadRecords>> {
  const read = await nextRows(tx, plan.query, after, BATCH);
  await ahead.found(read.after);
  return { ...(await serialised(tx, ctx, plan, read.rows)), after: read.after };
}

/** Those behind `after` up to `last`, which were found to be so many; to the end when it is null. */
export async function readBetween(
  { tx, ctx, plan }: InBatch,
  after: Id | null,
  { last, rows }: { last: Id | null; rows: number },
): Promise<Batch<ReadRecords>> {
  const { query } = plan;
  const where = last === null ? query.where : allOf(tx, [query.where, tx.sql`id <= ${last}`]);
  // More than were found: one that came meanwhile takes no place from the others.
  const read = await nextRows(tx, { ...query, where }, after, rows + BATCH);
  return { ...(await serialised(tx, ctx, plan, read.rows)), after: last };
}

async function serialised(tx: Tx, ctx: Context, { module, chosen }: RowPlan, rows: readonly RecordRow[]) {
  const records = await serializeRecords(tx, ctx, { module, rows, clear: chosen });
  const names = await namesFor(tx, ctx, records, chosen);
  return { content: { records, names }, rows: records.length };
}
