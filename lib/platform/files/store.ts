/**
 * Sealed files: `DATA_DIR/files/<org>/<file id>`. A file is there whole or not at all: it is written beside its place,
 * flushed to the disk and then moved there. What is written is sealed on the way; a clear byte never reaches the disk.
 * What is read is sealed still: only lib/protection/disclose/ opens it.
 */
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { sealStream } from '@/lib/platform/crypto/stream';
import { env } from '@/lib/platform/env';
import { type CareledgerError, internal, invalid, notFound } from '@/lib/platform/errors';
import { type Id, isId } from '@/lib/platform/ids';

/** Which file of which org. The id of an attachment, of a job, of an import. */
export interface FilePlace {
  orgId: Id;
  fileId: Id;
}

export interface WriteOptions {
  /** Stops the writing; nothing stays. */
  signal?: AbortSignal;
  /** More clear bytes than this are refused as `invalid`; nothing stays. */
  maxBytes?: number;
}

/** Where the files of all orgs are. */
export const filesFolder = (): string => join(env().DATA_DIR, 'files');

function pathOf({ orgId, fileId }: FilePlace): string {
  if (!isId(orgId) || !isId(fileId)) throw internal('A file has no such place.');
  return join(filesFolder(), orgId, fileId);
}

/**
 * Writes a sealed file from clear bytes, in memory of one chunk. One that is there already is replaced.
 * @returns how many clear bytes there were.
 * @throws invalid over `maxBytes`; internal when the disk is full; what the source or the signal throws.
 */
export async function writeSealedFile(
  keys: OrgKeys,
  place: FilePlace,
  source: Readable,
  options: WriteOptions = {},
): Promise<{ sizeBytes: number }> {
  const path = pathOf(place);
  const part = `${path}.part`;
  const counter = countBytes(options.maxBytes);
  try {
    await mkdir(join(filesFolder(), place.orgId), { recursive: true, mode: 0o700 });
    const file = await open(part, 'w', 0o600);
    try {
      await pipeline(source, counter.stream, sealStream(keys, place), writeTo(file), { signal: options.signal });
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
    await flushFolder(join(filesFolder(), place.orgId));
    return { sizeBytes: counter.bytes() };
  } catch (error) {
    await rm(part, { force: true });
    throw wordsFor(error);
  }
}

export async function hasFile(place: FilePlace): Promise<boolean> {
  return stat(pathOf(place)).then(
    () => true,
    () => false,
  );
}

/** The sealed bytes of a file, for lib/protection/disclose/ to open. @throws not_found */
export async function readSealedFile(place: FilePlace): Promise<Readable> {
  if (!(await hasFile(place))) throw notFound('The file');
  return createReadStream(pathOf(place));
}

/** Removes a file; one that is not there is fine. */
export async function removeFile(place: FilePlace): Promise<void> {
  await rm(pathOf(place), { force: true });
}

/** What is thrown over `maxBytes`, for who knows the size beforehand. */
export const tooLarge = (maxBytes: number): CareledgerError =>
  invalid(`The file is larger than ${Math.floor(maxBytes / 1_000_000)} MB.`, {
    reason: 'TOO_LARGE',
    facts: { limit: maxBytes },
  });

function countBytes(maxBytes = Number.POSITIVE_INFINITY) {
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > maxBytes) done(tooLarge(maxBytes));
      else done(null, chunk);
    },
  });
  return { stream, bytes: () => bytes };
}

/** Not `createWriteStream`: that would hold the file, which must be flushed before it is closed. */
const writeTo = (file: FileHandle) =>
  new Writable({
    write(chunk: Buffer, _encoding, done) {
      file.writeFile(chunk).then(() => done(), done);
    },
  });

/** Without it a power cut may forget the new name. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function wordsFor(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'ENOSPC' || code === 'EDQUOT') return internal('The disk has no space left. Nothing was saved.');
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') {
    return internal('The folder of files cannot be written to. Nothing was saved.');
  }
  return error;
}
