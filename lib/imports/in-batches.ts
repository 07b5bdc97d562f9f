import type { FileRow } from './read-rows';

/** The rows behind the header, `size` at a time, from row `from` on. */
export async function* inBatches(rows: AsyncIterable<FileRow>, size: number, from = 2): AsyncGenerator<FileRow[]> {
  let batch: FileRow[] = [];
  for await (const row of rows) {
    if (row.row < from || row.row === 1) continue;
    batch.push(row);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
