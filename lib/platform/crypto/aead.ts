/**
 * AES-256-GCM with a 96-bit nonce and a 128-bit tag. One algorithm, no options.
 * Guarantees: the clear text is secret, and neither it nor the associated data can be changed unnoticed.
 * Against: whoever reads or writes the database or the file store without the keys.
 * Does not: hide lengths, stop an older whole value being put back in its own place, or survive a nonce used twice
 * under one key. Random nonces stay safe up to about 2^32 sealings a key (NIST SP 800-38D §8.3).
 * Internal to lib/platform/crypto: the rest of the product seals by record-cipher, detail-cipher and stream.
 */
import { createCipheriv, createDecipheriv, type KeyObject, randomFillSync } from 'node:crypto';
import { OpenError } from './open-error';

export const KEY_BYTES = 32;
export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;

const ALGORITHM = 'aes-256-gcm';
const OPTIONS = { authTagLength: TAG_BYTES };

// One call to the system's generator costs as much as sealing 500 bytes, so nonces are drawn 128 at a time.
const pool = Buffer.alloc(NONCE_BYTES * 128);
let used = pool.length;

/** A fresh random nonce. The bytes are a copy: the pool is written again later. */
export function newNonce(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += NONCE_BYTES;
  return Buffer.from(pool.subarray(used - NONCE_BYTES, used));
}

export interface Encrypted {
  ciphertext: Buffer;
  tag: Buffer;
}

/** Encrypts under a nonce that was never used with this key before. */
export function encrypt(key: KeyObject, nonce: Buffer, aad: Buffer, clear: Buffer): Encrypted {
  const cipher = createCipheriv(ALGORITHM, key, nonce, OPTIONS);
  cipher.setAAD(aad);
  const ciphertext = cipher.update(clear);
  cipher.final();
  return { ciphertext, tag: cipher.getAuthTag() };
}

/** Decrypts, and returns nothing before the tag has been checked. Throws `OpenError`. */
export function decrypt(key: KeyObject, nonce: Buffer, aad: Buffer, { ciphertext, tag }: Encrypted): Buffer {
  try {
    const decipher = createDecipheriv(ALGORITHM, key, nonce, OPTIONS);
    decipher.setAAD(aad);
    decipher.setAuthTag(tag);
    const clear = decipher.update(ciphertext);
    decipher.final();
    return clear;
  } catch {
    throw new OpenError();
  }
}
