/** The hashes of RFC 6962 §2.1: SHA-256, leaves and nodes told apart by their first byte. */
import { hash } from 'node:crypto';

export const HASH_BYTES = 32;

const NODE_PREFIX = Buffer.from([1]);
const LEAF_PREFIX = Buffer.from([0]);

/** The root of a tree without leaves. */
export const EMPTY_ROOT = hash('sha256', Buffer.alloc(0), 'buffer');

export const hashLeaf = (content: Buffer | string): Buffer =>
  hash('sha256', Buffer.concat([LEAF_PREFIX, Buffer.from(content)]), 'buffer');

export const hashNode = (left: Buffer, right: Buffer): Buffer =>
  hash('sha256', Buffer.concat([NODE_PREFIX, left, right]), 'buffer');

/** The greatest power of two below `size`, which is at least 2: where RFC 6962 splits a tree. */
export function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}
