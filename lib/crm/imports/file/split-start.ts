import { invalid } from '@/lib/platform/errors';

/** So much of a file is looked at before it is read. */
export const START_BYTES = 65_536;

/** The first bytes of a source, to look at, and all of it, to be read once. */
export async function splitStart(
  source: AsyncIterable<Buffer | Uint8Array>,
): Promise<{ start: Buffer; all: AsyncIterable<Buffer> }> {
  const chunks = source[Symbol.asyncIterator]();
  const held: Buffer[] = [];
  let size = 0;
  while (size < START_BYTES) {
    const { value, done } = await chunks.next();
    if (done) break;
    held.push(Buffer.from(value));
    size += value.length;
  }
  async function* all(): AsyncGenerator<Buffer> {
    yield* held;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield Buffer.from(next.value);
  }
  return { start: Buffer.concat(held).subarray(0, START_BYTES), all: all() };
}

/** All bytes, in memory. @throws invalid over `maxBytes`, as soon as they are more. */
export async function takeAll(source: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > maxBytes) throw invalid(`The workbook is larger than ${Math.floor(maxBytes / 1_000_000)} MB.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
