/**
 * Opens a sealed file as it passes, in memory of one chunk.
 * Guarantees: every byte given out is authenticated, in its order and for this org and file; the stream ends well only
 * after the true last chunk. A missing end is a `TruncatedError`, everything else an `OpenError`.
 * Against: whoever writes to the file store without the keys.
 * Does not: take back chunks given out before a later one fails, so a reader must not act on them before the end; nor
 * tell a cut within a chunk from damage to a short last one: both are a missing end. Nor ask whether the asker may see
 * it: only lib/protection/disclose/ and lib/protection/credentials.ts import this file.
 */
import { timingSafeEqual } from 'node:crypto';
import { Transform } from 'node:stream';
import { decrypt, TAG_BYTES } from './aead';
import { OpenError, TruncatedError } from './open-error';
import type { OrgKeys } from './org-keys';
import {
  Block,
  COMMITMENT_AT,
  chunkNonce,
  type FileKey,
  fileKeyOf,
  HEADER_BYTES,
  SALT_AT,
  SEALED_CHUNK_BYTES,
  type StreamContext,
  VERSION,
} from './stream-format';

function readHeader(header: Buffer, keys: OrgKeys, context: StreamContext): FileKey {
  const keyId = header.readBigUInt64BE(1).toString();
  if (header[0] !== VERSION || context.orgId !== keys.orgId || !keys.has(keyId)) throw new OpenError();
  const fileKey = fileKeyOf(keys, keyId, header.subarray(SALT_AT, COMMITMENT_AT), context);
  if (!timingSafeEqual(header.subarray(COMMITMENT_AT), fileKey.commitment)) throw new OpenError();
  return fileKey;
}

function openChunk({ key, aad }: FileKey, bytes: Buffer, chunk: number, isLast: boolean): Buffer {
  const tagAt = bytes.length - TAG_BYTES;
  return decrypt(key, chunkNonce(chunk, isLast), aad, {
    ciphertext: bytes.subarray(0, tagAt),
    tag: bytes.subarray(tagAt),
  });
}

/** Opens the bytes that were left when the input ended, and says what is wrong when they are not the last chunk. */
function openEnd(fileKey: FileKey, bytes: Buffer, chunk: number): Buffer {
  if (bytes.length < TAG_BYTES) throw new TruncatedError();
  try {
    const clear = openChunk(fileKey, bytes, chunk, true);
    // Sealing never ends on an empty chunk unless the file is empty: one encoding only.
    if (clear.length > 0 || chunk === 0) return clear;
  } catch {
    if (bytes.length < SEALED_CHUNK_BYTES) throw new TruncatedError();
    openChunk(fileKey, bytes, chunk, false);
    throw new TruncatedError();
  }
  throw new OpenError();
}

/** A transform from the sealed file to clear bytes. Fails with `TruncatedError` or `OpenError`. */
export function openStream(keys: OrgKeys, context: StreamContext): Transform {
  const header = new Block(HEADER_BYTES);
  const block = new Block(SEALED_CHUNK_BYTES);
  let fileKey: FileKey | undefined;
  let chunk = 0;

  const accept = (input: Buffer, push: (clear: Buffer) => void): void => {
    let rest = input;
    if (!fileKey) {
      rest = header.take(rest);
      if (!header.isFull) return;
      fileKey = readHeader(header.drain(), keys, context);
    }
    while (rest.length > 0) {
      if (block.isFull) push(openChunk(fileKey, block.drain(), chunk++, false));
      rest = block.take(rest);
    }
  };

  return new Transform({
    transform(input: Buffer, _encoding, done) {
      try {
        accept(input, (clear) => this.push(clear));
        done();
      } catch (error) {
        done(error as Error);
      }
    },
    flush(done) {
      try {
        if (!fileKey) throw new TruncatedError();
        done(null, openEnd(fileKey, block.drain(), chunk));
      } catch (error) {
        done(error as Error);
      }
    },
  });
}
