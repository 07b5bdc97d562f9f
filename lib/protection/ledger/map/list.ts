/**
 * The list of a subject's entries: an RFC 6962 tree over (leaf number, leaf hash), of which the roots of its whole subtrees
 * are enough to append (a compact range), at most 53 hashes however long it is.
 */
import { hash } from 'node:crypto';
import { EMPTY_ROOT, HASH_BYTES, hashNode } from '../tree/hashes';
import { itemBytes, valueBytes } from './preimages';

/** An entry in a list. */
export interface Item {
  /** Which leaf of the ledger's tree it is. */
  index: number;
  leafHash: Buffer;
}

/** A list as it is kept: how long it is, and its whole subtrees from the left, one hash behind the other. */
export interface List {
  count: number;
  peaks: Buffer;
}

export const EMPTY_LIST: List = { count: 0, peaks: Buffer.alloc(0) };

/** The list with items at its end. */
export function appended({ count, peaks }: List, items: readonly Item[]): List {
  const row: Buffer[] = [];
  for (let at = 0; at < peaks.length; at += HASH_BYTES) row.push(peaks.subarray(at, at + HASH_BYTES));
  let size = count;
  for (const { index, leafHash } of items) {
    let top: Buffer = hash('sha256', itemBytes(index, leafHash), 'buffer');
    for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) top = hashNode(row.pop() as Buffer, top);
    row.push(top);
    size += 1;
  }
  return { count: size, peaks: Buffer.concat(row) };
}

/** What the map says of a subject with this list. */
export const saidOf = (list: List): Buffer => hash('sha256', valueBytes(list.count, rootOf(list)), 'buffer');

function rootOf({ peaks }: List): Buffer {
  let root: Buffer | null = null;
  for (let at = peaks.length - HASH_BYTES; at >= 0; at -= HASH_BYTES) {
    const peak = peaks.subarray(at, at + HASH_BYTES);
    root = root ? hashNode(peak, root) : peak;
  }
  return root ?? EMPTY_ROOT;
}
