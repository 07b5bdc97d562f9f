import { Readable } from 'node:stream';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { FileState } from '@/lib/platform/db/schema/chat';
import { invalid } from '@/lib/platform/errors';
import type { Reach } from './clamd';
import { cleanFileName } from './file-name';
import { honestName, kindOfFile, notTaken, onlyText } from './kind-of-file';
import { scanning } from './scan';
import { sniff } from './sniff';
import { type FilePlace, removeFile, tooLarge, writeSealedFile } from './store';

export interface ArrivingFile {
  fileName: string;
  source: Readable;
  /** As announced; a body that ends before it was cut off. */
  expectedBytes?: number | null;
}

export interface FileRules extends Pick<Reach, 'mayLeave'> {
  /** MIME types, by what a file is. */
  fileTypes: readonly string[];
  maxBytes: number;
}

export interface StoredFile {
  name: string;
  contentType: string;
  sizeBytes: number;
  state: FileState;
  scannedBy: string | null;
}

/**
 * Seals a file as it arrives: after a look at what it is, and shown to the scanner on the way where there is one. For
 * whatever people send, in a chat or to a record. Nothing stays when it throws.
 * @throws invalid for a kind or size that is not taken; internal when the scanner is away; forbidden where it may not see it.
 */
export async function storeFile(
  { fileName, source, expectedBytes }: ArrivingFile,
  place: FilePlace,
  keys: OrgKeys,
  { fileTypes, maxBytes, mayLeave }: FileRules,
): Promise<StoredFile> {
  if (expectedBytes && expectedBytes > maxBytes) throw tooLarge(maxBytes);
  const sniffed = await sniff(toReadable(whole(source, expectedBytes)));
  if (sniffed.head.length === 0) throw invalid('The file is empty.', { fields: { file: 'is empty' } });
  const name = cleanFileName(fileName);
  const kind = kindOfFile(sniffed, name);
  if (!fileTypes.includes(kind.contentType)) throw notTaken(kind.contentType);
  const scan = await scanning(kind.isText ? onlyText(sniffed.bytes) : sniffed.bytes, { mayLeave });
  try {
    const { sizeBytes } = await writeSealedFile(keys, place, toReadable(scan.bytes), { maxBytes });
    const verdict = await scan.verdict();
    return {
      name: honestName(name, kind),
      contentType: kind.contentType,
      sizeBytes,
      state: verdict === 'infected' ? 'quarantined' : 'clean',
      scannedBy: scan.scannedBy,
    };
  } catch (error) {
    await removeFile(place);
    throw error;
  } finally {
    scan.end();
  }
}

const toReadable = (bytes: AsyncIterable<Buffer>): Readable => Readable.from(bytes, { objectMode: false });

/** Bytes that end before they should were cut off on the way: no file of ours. */
async function* whole(source: Readable, expectedBytes: number | null | undefined): AsyncGenerator<Buffer> {
  let size = 0;
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      size += chunk.length;
      yield chunk;
    }
  } catch {
    throw cutOff();
  }
  if (expectedBytes && expectedBytes !== size) throw cutOff();
}

const cutOff = () => invalid('The file did not arrive whole. Send it again.', { reason: 'CUT_OFF' });
