/** Batches of records as cells that the database made, where it can; serialised here where it cannot. */

import { metadataFor } from '@/lib/crm/modules/seen';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { byHeld, type Holding, markedAmong } from '@/lib/protection/accounting/note';
import { findEnd, type JoinedCells, selectCells } from '../csv/select';
import { type Ahead, type Batch, inBatch, type RowPlan, type Source } from './plan';
import { type InBatch, type ReadRecords, readBetween, readRecords } from './read';

export interface Made<Content> {
  content: Content;
  /** How many records' encrypted values do not open. */
  unopened: number;
  /** What the records hold of marked fields: what the accounting of disclosures names. */
  holding: readonly Holding[];
}

export interface Maker<Content> {
  /** At most so many in the next batch. @param envelopes whether something is to be opened */
  batchOf(envelopes: boolean): number;
  /** @returns null where the cells cannot be told apart */
  fromCells(tx: Tx, plan: RowPlan, read: JoinedCells, envelopes: boolean): Promise<Made<Content> | null>;
  fromRecords(read: ReadRecords): Omit<Made<Content>, 'holding'>;
}

export async function readCells<Content>(
  source: Source,
  after: Id | null,
  ahead: Ahead,
  maker: Maker<Content>,
): Promise<Batch<Made<Content>>> {
  return inBatch(source, async (tx, plan) => {
    const batch = { tx, ctx: source.ctx, plan };
    const selected = await select(batch, after, ahead, maker);
    if (selected && 'content' in selected) return selected;
    const read = await (selected ? readBetween(batch, after, selected) : readRecords(batch, after, ahead));
    const holds = byHeld(read.content.records, markedAmong(plan.chosen));
    return { ...read, content: { ...maker.fromRecords(read.content), holding: holds } };
  });
}

/** Null when values are to be confirmed by opening them; no content where the cells cannot be told apart. */
async function select<Content>(
  batch: InBatch,
  after: Id | null,
  { asked, found }: Ahead,
  maker: Maker<Content>,
): Promise<Batch<Made<Content>> | { last: Id | null; rows: number } | null> {
  const { tx, plan } = batch;
  if (plan.query.confirm.length > 0) return null;
  const envelopes = plan.chosen.some(({ sealed }) => sealed);
  const limit = maker.batchOf(envelopes);
  const upTo = await findEnd(tx, plan, after, limit);
  // The database reads this batch and the next at once, each by a connection of its own.
  const both = () => {
    asked();
    void found(upTo);
  };
  const asking = { limit, envelopes, asked: both };
  const read = await selectCells(batch, await metadataFor(tx, batch.ctx), { after, upTo }, asking);
  const content = await maker.fromCells(tx, plan, read, envelopes);
  return content ? { content, rows: read.rows, after: read.after } : { last: read.after, rows: read.rows };
}
