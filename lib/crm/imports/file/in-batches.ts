import type { FileRow } from './format';

/** The rows behind the header (the first row there is), `size` at a time, from row `from` on. */
export async function* inBatches(rows: AsyncIterable<FileRow>, size: number, from = 0): AsyncGenerator<FileRow[]> {
  let header = true;
  let batch: FileRow[] = [];
  for await (const row of rows) {
    const skipped = header || row.row < from;
    header = false;
    if (skipped) continue;
    batch.push(row);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** The rows behind the header, one by one. */
export async function* behindHeader(rows: AsyncIterable<FileRow>): AsyncGenerator<FileRow> {
  let header = true;
  for await (const row of rows) {
    if (!header) yield row;
    header = false;
  }
}
