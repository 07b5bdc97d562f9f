/** Leaves are added to a tree: which tiles change, and the root at any moment. In memory: the last tile of each level. */
import { EMPTY_ROOT, HASH_BYTES, hashNode } from './hashes';
import { rootOf, TILE_WIDTH, type TileAt } from './tiles';

export interface GrownTile extends TileAt {
  hashes: Buffer;
}

export class GrowingTree {
  #size: number;
  /** Of each level, the hashes of the tile that is not full yet. */
  readonly #edge: Buffer[][];

  /**
   * @param size how many leaves there are
   * @param edge for each level the hashes of its last tile that is not full, as `edgeOf(size)` names them
   */
  constructor(size = 0, edge: readonly GrownTile[] = []) {
    this.#size = size;
    this.#edge = [];
    for (const { level, hashes } of edge) {
      const row: Buffer[] = [];
      for (let at = 0; at < hashes.length; at += HASH_BYTES) row.push(hashes.subarray(at, at + HASH_BYTES));
      this.#edge[level] = row;
    }
  }

  get size(): number {
    return this.#size;
  }

  /** @param onFull told of every tile that becomes full by it */
  append(leafHash: Buffer, onFull: (tile: GrownTile) => void = () => {}): void {
    this.#size += 1;
    this.#push(0, leafHash, onFull);
  }

  #push(level: number, hash: Buffer, onFull: (tile: GrownTile) => void): void {
    this.#edge[level] ??= [];
    const row = this.#edge[level];
    row.push(hash);
    if (row.length < TILE_WIDTH) return;
    const hashes = Buffer.concat(row);
    this.#edge[level] = [];
    onFull({ level, index: this.#wholeAt(level) / TILE_WIDTH - 1, hashes });
    this.#push(level + 1, rootOf(hashes), onFull);
  }

  /** The tiles that are not full. */
  edge(): GrownTile[] {
    return this.#edge.flatMap((row = [], level) =>
      row.length === 0
        ? []
        : [{ level, index: Math.floor(this.#wholeAt(level) / TILE_WIDTH), hashes: Buffer.concat(row) }],
    );
  }

  /** The root as it is now. */
  root(): Buffer {
    let root: Buffer | null = null;
    // From the right: the smallest whole subtrees stand last.
    for (const row of this.#edge) root = joined(row ?? [], root);
    return root ?? EMPTY_ROOT;
  }

  #wholeAt = (level: number): number => Math.floor(this.#size / TILE_WIDTH ** level);
}

/** What stands in one tile, in whole subtrees from the left, with what is to the right of it. */
function joined(row: readonly Buffer[], right: Buffer | null): Buffer | null {
  const parts: Buffer[] = [];
  for (let at = 0; at < row.length; ) {
    const width = 2 ** Math.floor(Math.log2(row.length - at));
    parts.push(rootOf(Buffer.concat(row.slice(at, at + width))));
    at += width;
  }
  return parts.reduceRight<Buffer | null>((root, part) => (root ? hashNode(part, root) : part), right);
}
