/**
 * HMAC-SHA-256 (RFC 2104), whole or truncated.
 * Guarantees: without the key a token can be neither made nor turned back into its text.
 * Against: whoever reads the tokens, even knowing how few different texts there are.
 * Does not: hide that two texts under one key are equal. That is what a token is for.
 */
import { createHmac, type KeyObject } from 'node:crypto';

export const MAC_BITS = 256;

/** The 32-byte HMAC-SHA-256 of a message. */
export function mac(key: KeyObject, message: Buffer | string): Buffer {
  return createHmac('sha256', key).update(message).digest();
}

/** The first `bits` bits in whole bytes; what is left of the last byte is zero. */
export function truncate(bytes: Buffer, bits: number): Buffer {
  const short = Buffer.from(bytes.subarray(0, Math.ceil(bits / 8)));
  const spare = short.length * 8 - bits;
  const last = short.length - 1;
  short[last] = (short[last] ?? 0) & (0xff << spare);
  return short;
}
