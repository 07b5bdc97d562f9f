/**
 * The tree's hashes in tiles (C2SP tlog-tiles): tile `index` of `level` holds the roots of up to 256 whole subtrees of
 * 256^level leaves each, side by side. All but the last of a level are full, and never change again.
 */
import { EMPTY_ROOT, HASH_BYTES, hashNode, splitOf } from './hashes';

export const TILE_WIDTH = 256;

export interface TileAt {
  level: number;
  index: number;
}

/** A tile's hashes, one behind the other; whatever of it there is. @throws when it is not there */
export type ReadTile = (at: TileAt) => Promise<Buffer> | Buffer;

/** How many subtrees of 256^level leaves are whole in a tree of `size`. */
export const wholeAt = (level: number, size: number): number => Math.floor(size / TILE_WIDTH ** level);

/** The last, not full, tile of each level of a tree of `size`: what grows next. */
export function edgeOf(size: number): (TileAt & { width: number })[] {
  const edge: (TileAt & { width: number })[] = [];
  for (let level = 0; wholeAt(level, size) > 0; level += 1) {
    const whole = wholeAt(level, size);
    if (whole % TILE_WIDTH > 0) edge.push({ level, index: Math.floor(whole / TILE_WIDTH), width: whole % TILE_WIDTH });
  }
  return edge;
}

/** The root of leaves `from` up to `to`, from the tiles. */
export async function rangeHash(from: number, to: number, read: ReadTile): Promise<Buffer> {
  const size = to - from;
  if (size === 0) return EMPTY_ROOT;
  if (isPowerOfTwo(size)) return wholeHash(from, size, read);
  const middle = from + splitOf(size);
  return hashNode(await wholeHash(from, middle - from, read), await rangeHash(middle, to, read));
}

/** The root of a whole subtree: a part of one tile, taken together. */
async function wholeHash(from: number, size: number, read: ReadTile): Promise<Buffer> {
  let level = 0;
  while (TILE_WIDTH ** (level + 1) <= size) level += 1;
  const unit = TILE_WIDTH ** level;
  const [first, width] = [(from / unit) % TILE_WIDTH, size / unit];
  const tile = await read({ level, index: Math.floor(from / unit / TILE_WIDTH) });
  if (tile.length < (first + width) * HASH_BYTES) throw new RangeError('The tile does not reach so far.');
  return rootOf(tile.subarray(first * HASH_BYTES, (first + width) * HASH_BYTES));
}

/** The root over hashes that stand side by side, a power of two of them. */
export function rootOf(hashes: Buffer): Buffer {
  let row: Buffer[] = [];
  for (let at = 0; at < hashes.length; at += HASH_BYTES) row.push(hashes.subarray(at, at + HASH_BYTES));
  while (row.length > 1) {
    const next: Buffer[] = [];
    for (let n = 0; n < row.length; n += 2) next.push(hashNode(row[n] as Buffer, row[n + 1] as Buffer));
    row = next;
  }
  return row[0] as Buffer;
}

/** The name of a tile's file, as C2SP tlog-tiles has it: `tile/0/x001/x234/067`, with `.p/W` where it is not full. */
export function tilePath({ level, index }: TileAt, width = TILE_WIDTH): string {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, '0');
  const groups = digits.match(/\d{3}/g) as string[];
  const name = groups.map((group, n) => (n < groups.length - 1 ? `x${group}` : group)).join('/');
  return `tile/${level}/${name}${width < TILE_WIDTH ? `.p/${width}` : ''}`;
}

const isPowerOfTwo = (n: number): boolean => 2 ** Math.round(Math.log2(n)) === n;
