/**
 * The one binary form of a sealed value: version (1 byte), key id (8, big-endian), nonce (12), ciphertext, tag (16).
 * Guarantees: one strict encoding. Another version, a length that cannot be, bytes added or removed: refused.
 * Against: whoever writes to the database without the keys.
 * Does not: hide the length of what is inside, nor when the same place was sealed again.
 * Internal to lib/platform/crypto.
 */
import { decrypt, encrypt, NONCE_BYTES, newNonce, TAG_BYTES } from './aead';
import { frame } from './frame';
import { OpenError } from './open-error';
import type { DerivedKey, OrgKeys, Purpose } from './org-keys';
import { Sealed } from './sealed';

const VERSION = 1;
const NONCE_AT = 9;
const CIPHERTEXT_AT = NONCE_AT + NONCE_BYTES;

/** What a sealed value is for and where it stands. All of it is authenticated; none of it is stored in the envelope. */
export interface Place {
  purpose: Purpose;
  /** Chooses the derived key: a module's id, or empty. */
  scope: string;
  /** What else the value is bound to, in a fixed order. */
  parts: readonly string[];
}

/** Length-prefixed: purpose, org, key id, scope (these are the key's label), envelope version, the place's parts. */
function associatedData(key: DerivedKey, { parts }: Place): Buffer {
  return frame([String(VERSION), ...parts], key.label);
}

/** Seals bytes under the org's current key. */
export function sealBytes(clear: Buffer, keys: OrgKeys, place: Place): Sealed {
  const key = keys.key(place.purpose, place.scope);
  const nonce = newNonce();
  const { ciphertext, tag } = encrypt(key.secret, nonce, associatedData(key, place), clear);
  const bytes = Buffer.allocUnsafe(CIPHERTEXT_AT + ciphertext.length + TAG_BYTES);
  bytes[0] = VERSION;
  bytes.set(key.idBytes, 1);
  bytes.set(nonce, NONCE_AT);
  bytes.set(ciphertext, CIPHERTEXT_AT);
  bytes.set(tag, CIPHERTEXT_AT + ciphertext.length);
  return Sealed.fromBytes(bytes);
}

/** Opens what `sealBytes` made for this very place. Throws `OpenError`. */
export function openBytes(sealed: Sealed, keys: OrgKeys, place: Place): Buffer {
  const bytes = sealed.toBytes();
  if (bytes[0] !== VERSION || bytes.length < CIPHERTEXT_AT + TAG_BYTES) throw new OpenError();
  const keyId = bytes.readBigUInt64BE(1).toString();
  if (!keys.has(keyId)) throw new OpenError();
  const key = keys.key(place.purpose, place.scope, keyId);
  const tagAt = bytes.length - TAG_BYTES;
  return decrypt(key.secret, bytes.subarray(NONCE_AT, CIPHERTEXT_AT), associatedData(key, place), {
    ciphertext: bytes.subarray(CIPHERTEXT_AT, tagAt),
    tag: bytes.subarray(tagAt),
  });
}
