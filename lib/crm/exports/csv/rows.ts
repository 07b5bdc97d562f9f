import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { toCsv } from '@/lib/platform/files/to-csv';
import type { Holding } from '@/lib/protection/accounting/note';
import { headerOf, toLine } from '../rows/cells';
import { type AskPlan, batches, type RowPlan, type Source } from '../rows/plan';
import { countUnopened } from '../rows/read';
import { type Maker, readCells } from '../rows/read-cells';
import { csvBytes } from './bytes';
import { openCells } from './open';
import { STAMP_CELLS } from './select';

export interface CsvOptions {
  /** That of the header, where it was asked for already. */
  plan?: Pick<RowPlan, 'chosen'>;
  /** UTF-8 byte order mark. */
  bom?: boolean;
  signal?: AbortSignal;
  /** Called before the chunk that holds the rows is given on. */
  written?: Written;
}

/**
 * @param unopened how many of the rows' encrypted values do not open
 * @param holding what they hold of marked fields
 */
export type Written = (rows: number, unopened: number, holding: readonly Holding[]) => Promise<void>;

/**
 * A module's records as chunks of CSV, in the order of their ids, in memory of three chunks.
 * @param ask what leaves, asked anew in the transaction of each batch
 * @throws conflict when a field of the header was restricted meanwhile.
 */
export async function* csvRows(ctx: Context, ask: AskPlan, options: CsvOptions = {}): AsyncGenerator<string | Buffer> {
  const { signal, written } = options;
  const { chosen } = options.plan ?? (await inOrg(ctx.orgId, ask));
  const source: Source = { ctx, ask, chosen };
  const maker = chunkMaker(source);
  yield toCsv([headerOf(chosen)], options.bom);
  for await (const batch of batches((after, ahead) => readCells(source, after, ahead, maker), signal)) {
    const { unopened, holding } = batch.content;
    await written?.(batch.rows, unopened, holding);
    if (batch.rows > 0) yield batch.content.content;
  }
}

const FIRST_ROWS = 500;
const MOST_ROWS = 10_000;
/** Each line is taken apart where an envelope is opened. */
const MOST_OPENED = 2000;
const CHUNK_BYTES = 3_000_000;

/** Chunks of about three megabytes, however long the rows are: a batch costs five round trips. */
function chunkMaker(source: Source): Maker<string | Buffer> {
  let rows = FIRST_ROWS;
  return {
    batchOf: (envelopes) => (envelopes ? Math.min(rows, MOST_OPENED) : rows),
    async fromCells(tx, plan, read, envelopes) {
      const rowBytes = Math.max(1, read.bytes.length / Math.max(1, read.rows));
      rows = Math.max(1, Math.min(MOST_ROWS, rows * 8, Math.floor(CHUNK_BYTES / rowBytes)));
      const opened = envelopes ? await openCells(tx, source, plan, read) : { ...read, unopened: 0 };
      const content = opened && csvBytes(opened, headerOf(plan.chosen).length, STAMP_CELLS);
      return content ? { content, unopened: opened.unopened, holding: opened.holding } : null;
    },
    fromRecords: ({ records, names }) => ({
      content: toCsv(records.map((record) => toLine(record, source.chosen, names))),
      unopened: countUnopened(records),
    }),
  };
}
