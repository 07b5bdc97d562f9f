/**
 * The form of a sealed file: a header, then chunks of 64 KiB, each with its tag, the last one shorter or equal.
 * Header: version (1 byte), key id (8, big-endian), salt (32), commitment (32).
 * Each file has a key of its own, derived with its salt; a chunk's nonce is its number and a flag for the last one, as
 * in the STREAM construction that age uses, so chunks cannot be dropped, repeated, reordered or appended.
 * The commitment comes from the same derivation, so a wrong key, org or file shows in the header, and what fails later
 * is damage to the body.
 * Internal to lib/platform/crypto. What it guarantees stands in stream.ts and stream-open.ts.
 */
import { createSecretKey, type KeyObject } from 'node:crypto';
import type { Id } from '@/lib/platform/ids';
import { KEY_BYTES, NONCE_BYTES, TAG_BYTES } from './aead';
import { frame } from './frame';
import { hkdf } from './kdf';
import type { OrgKeys } from './org-keys';

export const VERSION = 1;
export const SALT_AT = 9;
export const SALT_BYTES = 32;
export const COMMITMENT_AT = SALT_AT + SALT_BYTES;
export const COMMITMENT_BYTES = 32;
export const HEADER_BYTES = COMMITMENT_AT + COMMITMENT_BYTES;
export const CHUNK_BYTES = 64 * 1024;
export const SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES;

/** Which file of which org. A sealed file opens in this place only. */
export interface StreamContext {
  orgId: Id;
  fileId: Id;
}

export interface FileKey {
  key: KeyObject;
  commitment: Buffer;
  aad: Buffer;
}

/** Derives a file's own key and its commitment. */
export function fileKeyOf(keys: OrgKeys, keyId: Id, salt: Buffer, { orgId, fileId }: StreamContext): FileKey {
  const aad = frame(['file', orgId, fileId, keyId, String(VERSION)]);
  const derived = hkdf(keys.key('file', '', keyId).secret, aad, KEY_BYTES + COMMITMENT_BYTES, salt);
  return {
    key: createSecretKey(derived.subarray(0, KEY_BYTES)),
    commitment: derived.subarray(KEY_BYTES),
    aad,
  };
}

/** 11 bytes of chunk number, 1 byte that is 1 for the last chunk. */
export function chunkNonce(chunk: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(NONCE_BYTES);
  nonce.writeUIntBE(chunk, NONCE_BYTES - 7, 6);
  nonce[NONCE_BYTES - 1] = isLast ? 1 : 0;
  return nonce;
}

/** Gathers input until a block of fixed size is full. */
export class Block {
  readonly #bytes: Buffer;
  #length = 0;

  constructor(size: number) {
    this.#bytes = Buffer.allocUnsafe(size);
  }

  get isFull(): boolean {
    return this.#length === this.#bytes.length;
  }

  /** Takes what fits and returns the rest. */
  take(input: Buffer): Buffer {
    const taken = input.copy(this.#bytes, this.#length);
    this.#length += taken;
    return input.subarray(taken);
  }

  /** What was gathered, valid until the next `take`, which starts anew. */
  drain(): Buffer {
    const content = this.#bytes.subarray(0, this.#length);
    this.#length = 0;
    return content;
  }
}
