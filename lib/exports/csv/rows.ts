import type { Door } from '../../compliance/doors';
import type { Context } from '../../context';
import { inOrg, type Tx } from '../../db/transaction';
import type { Id } from '../../ids';
import { metadataOf } from '../../modules/metadata';
import { headerOf, toLine } from '../rows/cells';
import { type Ahead, type AskPlan, type Batch, batches, inBatch, type RowPlan, type Source } from '../rows/plan';
import { countUnopened, type ReadRecords, readBetween, readRecords } from '../rows/read';
import { csvBytes } from './bytes';
import { openCells } from './open';
import { STAMP_CELLS, selectCells } from './select';
import { toCsv } from './to-csv';

export interface CsvOptions {
  /** UTF-8 byte order mark. */
  bom?: boolean;
  signal?: AbortSignal;
  /** Called before the chunk that holds the rows is given on. */
  written?: Written;
}

/** @param unopened how many of the rows' encrypted values do not open. */
export type Written = (rows: number, unopened: number) => Promise<void>;

/**
 * A module's records as chunks of CSV, in the order of their ids, in memory of one chunk or two.
 * @param ask what leaves, asked anew in the transaction of each batch. All of its fields must be clear at the door.
 * @throws conflict when a field of the header was restricted meanwhile.
 */
export async function* csvRows(
  ctx: Context,
  door: Door,
  ask: AskPlan,
  options: CsvOptions = {},
): AsyncGenerator<string | Buffer> {
  const { signal, written } = options;
  const plan = await inOrg(ctx.orgId, ask);
  const source: Source = { ctx, door, ask, chosen: plan.chosen };
  const pace: Pace = { rows: FIRST_ROWS };
  yield toCsv([headerOf(plan.chosen)], options.bom);
  for await (const batch of batches((after, ahead) => readChunk(source, after, pace, ahead), signal)) {
    await written?.(batch.rows, batch.content.unopened);
    if (batch.rows > 0) yield batch.content.chunk;
  }
}

const FIRST_ROWS = 500;
const MOST_ROWS = 10_000;
/** Each line is taken apart where an envelope is opened. */
const MOST_OPENED = 1000;
const CHUNK_BYTES = 1_000_000;

type Chunk = Batch<{ chunk: string | Buffer; unopened: number }>;

/** How the next batch is read. */
interface Pace {
  rows: number;
}

/** The database makes the cells where it can; otherwise records are serialised here. */
async function readChunk(source: Source, after: Id | null, pace: Pace, ahead: Ahead): Promise<Chunk> {
  const selected = await inBatch(source, (tx, plan) => selectChunk(tx, source, plan, after, pace, ahead));
  if (selected && 'content' in selected) return selected;
  return chunkOf(source, await (selected ? readBetween(source, after, selected) : readRecords(source, after, ahead)));
}

/** Null when values are to be confirmed by opening them; no content where a cell holds what should stand between cells. */
async function selectChunk(
  tx: Tx,
  source: Source,
  plan: RowPlan,
  after: Id | null,
  pace: Pace,
  ahead: Ahead,
): Promise<Chunk | { last: Id | null; rows: number } | null> {
  if (plan.query.confirm.length > 0) return null;
  const envelopes = plan.chosen.some(({ sealed }) => sealed);
  const limit = envelopes ? Math.min(pace.rows, MOST_OPENED) : pace.rows;
  const { asked } = ahead;
  const read = await selectCells(tx, source.ctx, plan, await metadataOf(tx), after, { limit, envelopes, asked });
  const rowBytes = Math.max(1, read.bytes.length / Math.max(1, read.rows));
  pace.rows = Math.max(1, Math.min(MOST_ROWS, pace.rows * 8, Math.floor(CHUNK_BYTES / rowBytes)));
  await ahead.found(read.after);
  const opened = envelopes ? await openCells(tx, source, plan, read) : { ...read, unopened: 0 };
  const chunk = opened && csvBytes(opened, headerOf(plan.chosen).length, STAMP_CELLS);
  if (!chunk) return { last: read.after, rows: read.rows };
  return { content: { chunk, unopened: opened.unopened }, rows: read.rows, after: read.after };
}

function chunkOf({ chosen }: Source, { content, ...batch }: Batch<ReadRecords>): Chunk {
  const { records, names } = content;
  const chunk = toCsv(records.map((record) => toLine(record, chosen, names)));
  return { ...batch, content: { chunk, unopened: countUnopened(records) } };
}
