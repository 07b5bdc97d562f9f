/**
 * Wraps data keys under a root key held in memory.
 * Guarantees: a wrapped key is secret and opens only with the same root key and the same associated data.
 * Against: whoever has the wrapped keys, which is whoever has the database.
 * Does not: keep the root key out of the memory of the process; a key management service would.
 * Providers that hold the same root key open each other's wrapped keys, so it may move from a file to the environment.
 */
import { createSecretKey } from 'node:crypto';
import { decrypt, encrypt, KEY_BYTES, NONCE_BYTES, newNonce, TAG_BYTES } from '../aead';
import { frame } from '../frame';
import { hkdf } from '../kdf';
import type { RootKeyProvider } from '../keyring';
import { OpenError } from '../open-error';

const VERSION = 1;
const CIPHERTEXT_AT = 1 + NONCE_BYTES;
const TAG_AT = CIPHERTEXT_AT + KEY_BYTES;

/** Reads 32 bytes written as 64 hex characters; null when the text is anything else. */
export function parseRootKey(text: string): Buffer | null {
  return /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : null;
}

/** A provider around a root key. Wrapped: version (1 byte), nonce (12), ciphertext (32), tag (16). */
export function rootKeyProvider(id: string, rootKey: Buffer): RootKeyProvider {
  const key = createSecretKey(hkdf(createSecretKey(rootKey), frame(['careledger', '1', 'root-wrap']), KEY_BYTES));
  return {
    id,
    async wrap(dataKey, aad) {
      if (dataKey.length !== KEY_BYTES) throw new RangeError(`A data key has ${KEY_BYTES} bytes.`);
      const nonce = newNonce();
      const { ciphertext, tag } = encrypt(key, nonce, aad, dataKey);
      return Buffer.concat([Buffer.of(VERSION), nonce, ciphertext, tag]);
    },
    async unwrap(wrapped, aad) {
      if (wrapped[0] !== VERSION || wrapped.length !== TAG_AT + TAG_BYTES) throw new OpenError();
      return decrypt(key, wrapped.subarray(1, CIPHERTEXT_AT), aad, {
        ciphertext: wrapped.subarray(CIPHERTEXT_AT, TAG_AT),
        tag: wrapped.subarray(TAG_AT),
      });
    },
  };
}
