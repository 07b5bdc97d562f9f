/**
 * SHA-256 and the hashes of RFC 6962 over plain bytes: what checks a bundle runs in a browser too, from a file, where there is no
 * module of Node and not everywhere Web Crypto. Pure.
 */
import { sha256 } from '@noble/hashes/sha2.js';

export const HASH_BYTES = 32;

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** Null when the text is not Base64 in its one spelling. */
export function fromBase64(text: string): Uint8Array | null {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return null;
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return toBase64(bytes) === text ? bytes : null;
}

export const areEqual = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, n) => byte === other[n]);

/** SHA-256 of a file that comes piece by piece. */
export class RunningSum {
  readonly #hash = sha256.create();
  bytes = 0;

  add(piece: string | Uint8Array): void {
    const bytes = typeof piece === 'string' ? bytesOf(piece) : piece;
    this.bytes += bytes.length;
    this.#hash.update(bytes);
  }

  /** Of all so far, as hexadecimal; ends it. */
  end(): string {
    return toHex(this.#hash.digest());
  }
}

/** Where a leaf stands and the way from there to the root. */
export interface Inclusion {
  index: number;
  proof: readonly Uint8Array[];
}

/** Whether a leaf's content stands at its place in the tree of this size and root (RFC 9162 §2.1.3.2). */
export function isIncluded(
  content: string,
  { index, proof }: Inclusion,
  tree: { size: number; root: Uint8Array },
): boolean {
  return isLeafIncluded(
    sha256.create().update(Uint8Array.of(0)).update(bytesOf(content)).digest(),
    { index, proof },
    tree,
  );
}

/** As `isIncluded`, of a leaf that is hashed. */
export function isLeafIncluded(
  leaf: Uint8Array,
  { index, proof }: Inclusion,
  { size, root }: { size: number; root: Uint8Array },
): boolean {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
  if ([leaf, root, ...proof].some((hash) => hash.length !== HASH_BYTES)) return false;
  let [hash, node, last] = [leaf, index, size - 1];
  for (const other of proof) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = hashNode(other, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      hash = hashNode(hash, other);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && areEqual(hash, root);
}

const half = (n: number): number => Math.floor(n / 2);

const hashNode = (left: Uint8Array, right: Uint8Array): Uint8Array =>
  sha256.create().update(Uint8Array.of(1)).update(left).update(right).digest();
