/** The tree as the database holds it: its head, its tiles. */
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { type Checkpoint, checkpointBy } from './checkpoint';
import { GrowingTree, type GrownTile } from './growth';
import { HASH_BYTES } from './hashes';
import type { NoteVerifier } from './note';
import { edgeOf, rangeHash, type TileAt } from './tiles';

/** A checkpoint as it is kept. */
export interface StoredCheckpoint {
  size: number;
  /** ISO time. */
  at: string;
  incarnation: number;
  root: Buffer;
  state: string;
  note: string;
}

/** The last checkpoint; null before the first. */
export async function headOf(tx: Tx): Promise<StoredCheckpoint | null> {
  const [head] = await tx.sql<(Omit<StoredCheckpoint, 'size'> & { size: string })[]>`
    select size, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, incarnation, root, state, note from ledger_checkpoints
    where org_id = ${tx.orgId} order by size desc limit 1`;
  return head ? { ...head, size: Number(head.size) } : null;
}

/** A kept checkpoint as it was signed; null where what stands in its row is not what is signed. */
export function signedAs(stored: Omit<StoredCheckpoint, 'at'>, verifier: NoteVerifier): Checkpoint | null {
  const signed = checkpointBy(stored.note, verifier);
  const isSame =
    signed?.size === stored.size && signed.incarnation === stored.incarnation && signed.root.equals(stored.root);
  return isSame ? signed : null;
}

/** Which leaf an entry is; null while it waits. */
export async function leafOf(tx: Tx, entryId: Id): Promise<number | null> {
  const [leaf] = await tx.sql<{ index: string }[]>`
    select index from ledger_leaves where org_id = ${tx.orgId} and entry_id = ${entryId}`;
  return leaf ? Number(leaf.index) : null;
}

/** The tree of `size` leaves, ready to grow. @throws RangeError when a tile does not hold what it should */
export async function growingTree(tx: Tx, size: number): Promise<GrowingTree> {
  const edge: GrownTile[] = [];
  for (const { level, index, width } of edgeOf(size)) {
    const hashes = await readTile(tx, { level, index });
    if (hashes.length !== width * HASH_BYTES) throw new RangeError(`Tile ${level}/${index} is not ${width} wide.`);
    edge.push({ level, index, hashes });
  }
  return new GrowingTree(size, edge);
}

/** A tile's hashes. @throws RangeError when it is not there */
export async function readTile(tx: Tx, { level, index }: TileAt): Promise<Buffer> {
  const [tile] = await tx.sql<{ hashes: Buffer }[]>`
    select hashes from ledger_tiles where org_id = ${tx.orgId} and level = ${level} and index = ${index}`;
  if (!tile) throw new RangeError(`Tile ${level}/${index} is missing.`);
  return tile.hashes;
}

/** Tiles of 8 KiB at most that are kept: who goes through the tree in its order needs a few at a time. */
const MOST_TILES = 1_024;

/** Hashes of subtrees for proofs; a tile that was read a while ago is read again. */
export function storedHashes(tx: Tx): (from: number, to: number) => Promise<Buffer> {
  const tiles = new Map<string, Promise<Buffer>>();
  const read = (at: TileAt) => {
    const key = `${at.level}/${at.index}`;
    const tile = tiles.get(key) ?? readTile(tx, at);
    // The last that was used is the last in it.
    tiles.delete(key);
    tiles.set(key, tile);
    const [oldest] = tiles.keys();
    if (tiles.size > MOST_TILES && oldest !== undefined) tiles.delete(oldest);
    return tile;
  };
  return (from, to) => rangeHash(from, to, read);
}
