import { Readable } from 'node:stream';
import { fileTypeFromBuffer } from 'file-type';

/** Enough for every type we know; a workbook's or a document's first entries stand within it. */
const HEAD_BYTES = 16 * 1024;

export const UNKNOWN_TYPE = 'application/octet-stream';

export interface Sniffed {
  contentType: string;
  /** The usual ending of a name of this type, without its dot; null for unknown types. */
  ending: string | null;
  /** The first bytes, for who wants to look closer. */
  head: Buffer;
  /** All of them, the first too. */
  bytes: Readable;
}

/** Tells a file's type by its first bytes, never by its name, and gives all the bytes on. */
export async function sniff(source: Readable): Promise<Sniffed> {
  const chunks: AsyncIterator<Buffer> = source[Symbol.asyncIterator]();
  const first: Buffer[] = [];
  let size = 0;
  // A slow line brings a few bytes at a time.
  while (size < HEAD_BYTES) {
    const next = await chunks.next();
    if (next.done) break;
    first.push(next.value);
    size += next.value.length;
  }
  const whole = Buffer.concat(first);
  const head = whole.subarray(0, HEAD_BYTES);
  const type = await fileTypeFromBuffer(head);
  async function* all(): AsyncGenerator<Buffer> {
    try {
      yield whole;
      for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
    } finally {
      // Whoever stops reading has no use for the rest.
      source.destroy();
    }
  }
  const bytes = Readable.from(all(), { objectMode: false });
  return { contentType: type?.mime ?? UNKNOWN_TYPE, ending: type?.ext ?? null, head, bytes };
}
