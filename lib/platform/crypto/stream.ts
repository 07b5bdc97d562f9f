/**
 * Seals a file as it passes, in memory of one chunk.
 * Guarantees: the content is secret; changing, moving, reordering, cutting or extending it does not pass unnoticed.
 * Against: whoever reads or writes the file store without the keys.
 * Does not: hide the file's size, nor notice that an older file of the same id was put back.
 * Nothing here gives clear bytes out: that is stream-open.ts.
 */
import { randomBytes } from 'node:crypto';
import { Transform } from 'node:stream';
import { internal } from '@/lib/platform/errors';
import { encrypt } from './aead';
import type { OrgKeys } from './org-keys';
import {
  Block,
  CHUNK_BYTES,
  COMMITMENT_AT,
  chunkNonce,
  fileKeyOf,
  HEADER_BYTES,
  SALT_AT,
  SALT_BYTES,
  type StreamContext,
  VERSION,
} from './stream-format';

export type { StreamContext } from './stream-format';

/** A transform from clear bytes to the sealed file, under the org's current key. An empty file is fine. */
export function sealStream(keys: OrgKeys, context: StreamContext): Transform {
  if (context.orgId !== keys.orgId) {
    throw internal(`The keys of organisation ${keys.orgId} are not those of ${context.orgId}.`);
  }
  const salt = randomBytes(SALT_BYTES);
  const { key, commitment, aad } = fileKeyOf(keys, keys.current, salt, context);
  const block = new Block(CHUNK_BYTES);
  let chunk = 0;

  const sealBlock = (isLast: boolean): Buffer => {
    const { ciphertext, tag } = encrypt(key, chunkNonce(chunk++, isLast), aad, block.drain());
    return Buffer.concat([ciphertext, tag]);
  };

  const stream = new Transform({
    transform(input: Buffer, _encoding, done) {
      let rest = input;
      while (rest.length > 0) {
        // A full block waits for more input, because only then is it known not to be the last.
        if (block.isFull) this.push(sealBlock(false));
        rest = block.take(rest);
      }
      done();
    },
    flush(done) {
      done(null, sealBlock(true));
    },
  });

  const header = Buffer.alloc(HEADER_BYTES);
  header[0] = VERSION;
  header.writeBigUInt64BE(BigInt(keys.current), 1);
  header.set(salt, SALT_AT);
  header.set(commitment, COMMITMENT_AT);
  stream.push(header);
  return stream;
}
