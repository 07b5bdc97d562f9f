/**
 * The parts of a workbook's ZIP. Guarantees: nothing is written to a disk, no name in it is used as a path, and what is
 * unpacked is counted as it comes, whatever the ZIP says of itself.
 */
import { promisify } from 'node:util';
import { type Entry, fromBuffer, type ZipFile } from 'yauzl';
import { invalid } from '@/lib/platform/errors';
import { MAX_ENTRIES, MAX_UNPACKED_BYTES } from './limits';

export interface ArchiveOptions {
  maxUnpackedBytes?: number;
  /** Called with each part of what is unpacked; what it throws ends the reading. */
  onChunk?(): void;
}

const openZip = promisify<Buffer, { lazyEntries: true }, ZipFile>(fromBuffer);

export class Archive {
  private unpacked = 0;

  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
    private readonly maxBytes: number,
    private readonly onChunk: () => void,
  ) {}

  /** @throws invalid for a broken ZIP, one with too many parts or one that is encrypted. */
  static async open(bytes: Buffer, options: ArchiveOptions = {}): Promise<Archive> {
    const { maxUnpackedBytes = MAX_UNPACKED_BYTES, onChunk = () => {} } = options;
    try {
      const zip = await openZip(bytes, { lazyEntries: true });
      return new Archive(zip, await listEntries(zip), maxUnpackedBytes, onChunk);
    } catch (error) {
      throw wordsFor(error);
    }
  }

  has(name: string): boolean {
    return this.entries.has(name.toLowerCase());
  }

  /** The bytes of a part. @throws invalid when it is not there, or all parts together are too large. */
  async *read(name: string): AsyncGenerator<Buffer> {
    const entry = this.entries.get(name.toLowerCase());
    if (!entry) throw invalid('The workbook lacks a part that it names.');
    if (entry.isEncrypted()) throw invalid('The workbook is protected by a password. Save it without one.');
    try {
      const stream = await promisify(this.zip.openReadStream.bind(this.zip) as OpenStream)(entry);
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        this.unpacked += chunk.length;
        if (this.unpacked > this.maxBytes) {
          throw invalid(`The workbook unpacks to more than ${Math.floor(this.maxBytes / 1_000_000)} MB.`, {
            reason: 'BOMB',
          });
        }
        this.onChunk();
        yield chunk;
      }
    } catch (error) {
      throw wordsFor(error);
    }
  }
}

type OpenStream = (entry: Entry, done: (error: Error | null, stream: NodeJS.ReadableStream) => void) => void;

function listEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > MAX_ENTRIES)
    throw invalid(`The workbook has more than ${MAX_ENTRIES} parts.`, { reason: 'BOMB' });
  const entries = new Map<string, Entry>();
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry) => {
      entries.set(entry.fileName.toLowerCase(), entry);
      zip.readEntry();
    });
    zip.once('end', () => resolve(entries));
    zip.once('error', reject);
    zip.readEntry();
  });
}

/** Errors of ours as they are; those of the ZIP without what they quote of it. */
function wordsFor(error: unknown): unknown {
  return error instanceof Error && 'code' in error && error.code === 'invalid'
    ? error
    : invalid('The workbook is damaged: it cannot be unpacked.', { reason: 'BAD_XLSX' });
}
