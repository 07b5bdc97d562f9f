import type { Door } from '../../compliance/doors';
import type { Context } from '../../context';
import { inOrg } from '../../db/transaction';
import type { Id } from '../../ids';
import { metadataOf } from '../../modules/metadata';
import { headerOf, toLine } from '../rows/cells';
import { type AskPlan, type Batch, batches, inBatch, type Source } from '../rows/plan';
import { countUnopened, readRecords } from '../rows/read';
import { csvBytes } from './bytes';
import { CELL_END, LINE_END, selectCells } from './select';
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
  const pace: Pace = { rows: FIRST_ROWS, opening: false };
  yield toCsv([headerOf(plan.chosen)], options.bom);
  for await (const batch of batches((after) => readChunk(source, after, pace), signal)) {
    await written?.(batch.rows, batch.content.unopened);
    if (batch.rows > 0) yield batch.content.chunk;
  }
}

const FIRST_ROWS = 500;
const MOST_ROWS = 10_000;
const CHUNK_BYTES = 1_000_000;

type Chunk = Batch<{ chunk: string | Buffer; unopened: number }>;

/** How the next batch is read. */
interface Pace {
  rows: number;
  /** Something had to be opened, so that it is not tried without again. */
  opening: boolean;
}

/** The database makes the cells when nothing is to be opened; otherwise records are serialised here. */
async function readChunk(source: Source, after: Id | null, pace: Pace): Promise<Chunk> {
  const selected = pace.opening ? null : await selectChunk(source, after, pace);
  pace.opening = selected === null;
  return selected ?? openChunk(source, after);
}

/** Null when something is to be opened, or a cell holds what should stand between cells. */
function selectChunk(source: Source, after: Id | null, pace: Pace): Promise<Chunk | null> {
  return inBatch(source, async (tx, plan) => {
    if (plan.query.confirm.length > 0 || plan.chosen.some(({ sealed }) => sealed)) return null;
    const read = await selectCells(tx, source.ctx, plan, await metadataOf(tx), after, pace.rows);
    const content = csvBytes(read, headerOf(plan.chosen).length);
    if (content === null) return null;
    const rowBytes = Math.max(1, content.length / Math.max(1, read.rows));
    pace.rows = Math.max(1, Math.min(MOST_ROWS, pace.rows * 8, Math.floor(CHUNK_BYTES / rowBytes)));
    return { content: { chunk: content, unopened: 0 }, rows: read.rows, after: read.after };
  });
}

async function openChunk(source: Source, after: Id | null): Promise<Chunk> {
  const { content, ...batch } = await readRecords(source, after);
  const lines = content.records.map((record) => toLine(record, source.chosen, content.names));
  return { ...batch, content: { chunk: csvOf(lines), unopened: countUnopened(content.records) } };
}

/** What `toCsv` gives, in half the time where no cell holds what should stand between cells. */
function csvOf(lines: readonly (readonly string[])[]): string | Buffer {
  const joined = lines.map((cells) => cells.join(CELL)).join(LINE);
  return csvBytes({ bytes: Buffer.from(joined), rows: lines.length }, lines[0]?.length ?? 0) ?? toCsv(lines);
}

const CELL = String.fromCharCode(CELL_END);
const LINE = String.fromCharCode(LINE_END);
