/**
 * HKDF-SHA-256 (RFC 5869).
 * Guarantees: keys derived under different labels tell nothing about each other nor about the key they come from.
 * Against: whoever learns one derived key.
 * Does not: strengthen a weak secret. It is for keys, never for passwords.
 */
import { hkdfSync, type KeyObject } from 'node:crypto';

const NO_SALT = Buffer.alloc(0);

/** Derives `length` bytes; `info` names the use, `salt` may be empty when the secret is uniformly random. */
export function hkdf(secret: KeyObject, info: Buffer, length: number, salt: Buffer = NO_SALT): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, length));
}
