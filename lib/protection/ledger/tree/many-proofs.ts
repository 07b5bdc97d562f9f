/** Proofs of many leaves of one tree, one after the other: what several of them need is hashed once, in memory of a few tiles. */
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { inclusionProof } from './proofs';
import { readTile } from './stored';
import { rangeHash, type TileAt } from './tiles';

const MOST_TILES = 64;
/** More than one way to the root asks for, with the tile that the leaves stand in. */
const MOST_HASHES = 2_048;

/** Keeps what was used last. */
class Recent<Value> {
  readonly #kept = new Map<string, Value>();

  constructor(private readonly most: number) {}

  async get(key: string, make: () => Promise<Value>): Promise<Value> {
    const value = this.#kept.get(key) ?? (await make());
    this.#kept.delete(key);
    this.#kept.set(key, value);
    if (this.#kept.size > this.most) this.#kept.delete(this.#kept.keys().next().value as string);
    return value;
  }
}

/** Proofs in a tree of this size. Leaves may come in any order; it is quick when they come in theirs. */
export class ManyProofs {
  readonly #tiles = new Recent<Buffer>(MOST_TILES);
  readonly #hashes = new Recent<Buffer>(MOST_HASHES);

  constructor(private readonly size: number) {}

  /** @throws RangeError when the tree has no such leaf, or a tile is not there */
  proofOf(tx: Tx, index: number): Promise<Buffer[]> {
    const tile = (at: TileAt) => this.#tiles.get(`${at.level}/${at.index}`, () => readTile(tx, at));
    return inclusionProof(index, this.size, (from, to) =>
      this.#hashes.get(`${from}-${to}`, () => rangeHash(from, to, tile)),
    );
  }
}

/** Which leaf each of some entries is; none for those that wait. */
export async function leavesOf(tx: Tx, entryIds: readonly Id[]): Promise<Map<Id, number>> {
  const leaves = await tx.sql<{ id: Id; index: string }[]>`
    select entry_id as id, index from ledger_leaves
    where org_id = ${tx.orgId} and entry_id = any(${[...entryIds]}::bigint[])`;
  return new Map(leaves.map(({ id, index }) => [id, Number(index)]));
}
