import { Readable } from 'node:stream';
import { fileTypeFromBuffer } from 'file-type';

/** Tells a file's type by its first bytes, never by its name, and gives all the bytes on. */
export async function sniff(source: Readable): Promise<{ contentType: string; bytes: Readable }> {
  const chunks: AsyncIterator<Buffer> = source[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done) return { contentType: 'application/octet-stream', bytes: Readable.from([]) };
  const type = await fileTypeFromBuffer(first.value);
  async function* all(): AsyncGenerator<Buffer> {
    yield first.value;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
  }
  return { contentType: type?.mime ?? 'application/octet-stream', bytes: Readable.from(all(), { objectMode: false }) };
}
