/**
 * The one CSV in a zip. Guarantees: nothing is written to a disk here, no name in it is used as a path, what is unpacked is
 * counted as it comes, whatever the zip says of itself, and no error quotes a name, which may be a patient's.
 */
import type { Readable } from 'node:stream';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { CareledgerError, invalid } from '@/lib/platform/errors';
import { MAX_CSV_BYTES, MAX_ENTRIES, MAX_RATIO, RATIO_FROM_BYTES } from './limits';

interface ZippedCsv {
  /** Without its folder. */
  fileName: string;
  /** Fails, rather than end, when it is too large or damaged. */
  content: AsyncIterable<Buffer>;
}

/** Each reason has an answer of its own at the REST door. */
type ZipReason =
  | 'NOT_A_ZIP'
  | 'DAMAGED_ZIP'
  | 'UNSAFE_NAME'
  | 'TOO_MANY_ENTRIES'
  | 'NO_FILE'
  | 'SEVERAL_FILES'
  | 'ENCRYPTED_ZIP'
  | 'NESTED_ZIP'
  | 'NOT_CSV'
  | 'ZIP_BOMB';

const MAX_NAME = 100;

export const refused = (reason: ZipReason, message: string) => invalid(message, { reason, facts: { reason } });

/** A look at its first two bytes. @throws invalid */
export function assertZip(zip: Buffer): void {
  if (zip.subarray(0, 2).toString('latin1') !== 'PK') throw refused('NOT_A_ZIP', 'The file is no zip.');
}

/** Runs in a process of its own (`lib/crm/imports/apart`). @throws invalid with a `ZipReason` */
export async function openZippedCsv(zip: Buffer): Promise<ZippedCsv> {
  return readable(async () => {
    const file = await fromBufferPromise(zip, { lazyEntries: true, strictFileNames: true });
    const entry = await onlyFile(file);
    assertCsvName(entry.fileName);
    if (entry.isEncrypted()) throw refused('ENCRYPTED_ZIP', 'The zip is protected by a password.');
    if (entry.uncompressedSize > MAX_CSV_BYTES) throw bomb();
    const stream = await file.openReadStreamPromise(entry);
    return {
      fileName: entry.fileName.split('/').at(-1)?.slice(-MAX_NAME) ?? '',
      content: counted(stream, entry.compressedSize),
    };
  });
}

async function onlyFile(file: ZipFile): Promise<Entry> {
  if (file.entryCount > MAX_ENTRIES) {
    throw refused('TOO_MANY_ENTRIES', `The zip has more than ${MAX_ENTRIES} entries.`);
  }
  const entries: Entry[] = [];
  for await (const entry of file.eachEntry()) if (isFile(entry)) entries.push(entry);
  const [only, another] = entries;
  if (!only) throw refused('NO_FILE', 'The zip holds no file.');
  if (another) throw refused('SEVERAL_FILES', 'The zip holds more than one file. Send one CSV a zip.');
  return only;
}

/** Not folders, nor what macOS adds beside each file. */
const isFile = ({ fileName }: Entry): boolean => !fileName.endsWith('/') && !/^__MACOSX\//.test(fileName);

function assertCsvName(name: string): void {
  if (/\.csv$/i.test(name)) return;
  if (/\.(zip|gz|tgz|7z|rar|bz2|xz)$/i.test(name)) throw nested();
  if (/\.xls[xmb]?$/i.test(name)) throw refused('NOT_CSV', 'The file in the zip is a workbook. Save it as CSV.');
  throw refused('NOT_CSV', 'The file in the zip is no CSV: its name must end in .csv.');
}

export const nested = () => refused('NESTED_ZIP', 'The file in the zip is packed itself. Send one CSV a zip.');

export const bomb = () =>
  refused('ZIP_BOMB', `The zip unpacks to more than ${MAX_CSV_BYTES / 1_000_000} MB, or to far more than its size.`);

async function* counted(stream: Readable, packedBytes: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > MAX_CSV_BYTES || (bytes > RATIO_FROM_BYTES && bytes > packedBytes * MAX_RATIO)) throw bomb();
      yield chunk;
    }
  } catch (error) {
    throw wordsFor(error);
  }
}

async function readable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw wordsFor(error);
  }
}

/** Errors of ours as they are; those of the zip without what they quote of it. */
function wordsFor(error: unknown): unknown {
  if (error instanceof CareledgerError) return error;
  const words = error instanceof Error ? error.message : '';
  if (/^(absolute path|invalid relative path|invalid characters in fileName)/.test(words)) {
    return refused('UNSAFE_NAME', 'A name in the zip leads out of it.');
  }
  return refused('DAMAGED_ZIP', 'The zip is damaged: it cannot be unpacked.');
}
