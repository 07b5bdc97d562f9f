/** Reads every leaf of an org's tree once, in order, with its entry; builds the tree anew and compares it on the way. */
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { type Entry, entryOfRow } from '../entry';
import type { LedgerRow } from '../queries';
import { assertExpired, hasExpired } from '../retention/expired';
import { GrowingTree, type GrownTile } from '../tree/growth';
import { HASH_BYTES } from '../tree/hashes';
import { TILE_WIDTH } from '../tree/tiles';
import { checkEntry } from './check-entry';
import { invalid } from './finding';
import { readEntries } from './read-entries';

/** Eight tiles of the lowest level. */
const BATCH = 2_048;

interface Leaf {
  index: number;
  id: Id;
  /** Null where it is gone. */
  row: LedgerRow | null;
}

interface Walking {
  /** Leaves before it are of before salts were keyed checks. */
  oldUntil: number;
  /** Told of each good leaf, as the tree has grown by it. */
  onLeaf(entry: Entry, tree: GrowingTree, leafHash: Buffer): Promise<void> | void;
  /** Told of each before, of which only what retention leaves is there. */
  onExpired(row: LedgerRow & { expiredBy: Id }): void;
}

/** @returns the tree that was built. @throws Found */
export async function walkLeaves(
  tx: Tx,
  keys: OrgKeys,
  { oldUntil, onLeaf, onExpired }: Walking,
): Promise<GrowingTree> {
  const full: GrownTile[] = [];
  const tree = new GrowingTree();
  let tiles = 0;
  const entryAt = (row: LedgerRow, index: number): Entry => {
    if (!hasExpired(row)) return checkEntry(keys, row, index < oldUntil);
    assertExpired(keys, row);
    onExpired(row);
    return entryOfRow(row);
  };
  for (;;) {
    const first = tree.size;
    const [leaves, hashes] = await Promise.all([readLeaves(tx, first), readLeafHashes(tx, first)]);
    for (const { index, id, row } of leaves) {
      if (index < tree.size) throw invalid(id, 'is there twice');
      if (index > tree.size) throw invalid(null, `Leaf ${tree.size} of the tree was removed.`);
      if (row === null) throw invalid(id, `was removed: it is leaf ${index} of the tree`);
      const entry = entryAt(row, index);
      const at = (index - first) * HASH_BYTES;
      if (!hashes.subarray(at, at + HASH_BYTES).equals(row.leafHash)) throw misplaced(id);
      tree.append(row.leafHash, (tile) => full.push(tile));
      await onLeaf(entry, tree, row.leafHash);
    }
    const isLast = tree.size - first < BATCH;
    const made = [...full.splice(0), ...(isLast ? tree.edge() : [])];
    await compareTiles(tx, made);
    tiles += made.length;
    if (!isLast) continue;
    await assertNoTilesBeyond(tx, tiles);
    return tree;
  }
}

const misplaced = (id: Id) =>
  invalid(id, 'is not what the tree holds in its place: it was changed, or entries changed places');

/** The next leaves with their entries. */
async function readLeaves(tx: Tx, from: number): Promise<Leaf[]> {
  const leaves = await tx.sql<{ index: string; id: Id }[]>`
    select index, entry_id as id from ledger_leaves
    where org_id = ${tx.orgId} and index >= ${from} order by index limit ${BATCH}`;
  const byId = await readEntries(
    tx,
    leaves.map(({ id }) => id),
  );
  return leaves.flatMap(({ index, id }) => (byId.get(id) ?? [null]).map((row) => ({ index: Number(index), id, row })));
}

/** What the tree holds of a batch's leaves: their hashes, one behind the other, until the first tile that is not full. */
async function readLeafHashes(tx: Tx, first: number): Promise<Buffer> {
  const [from, to] = [first / TILE_WIDTH, (first + BATCH) / TILE_WIDTH];
  const tiles = await tx.sql<{ hashes: Buffer }[]>`
    select hashes from ledger_tiles
    where org_id = ${tx.orgId} and level = 0 and index >= ${from} and index < ${to} order by index`;
  return Buffer.concat(tiles.map(({ hashes }) => hashes));
}

/** Whether tiles as they have to be are those that are kept. @throws Found */
async function compareTiles(tx: Tx, tiles: readonly GrownTile[]): Promise<void> {
  const wanted = JSON.stringify(tiles.map(({ level, index }) => ({ level, index })));
  const rows = await tx.sql<{ level: number; index: string; hashes: Buffer | null }[]>`
    select w.level, w.index, t.hashes from jsonb_to_recordset(${wanted}::text::jsonb) as w (level smallint, index bigint)
    left join ledger_tiles t on t.org_id = ${tx.orgId} and t.level = w.level and t.index = w.index`;
  const kept = new Map(rows.map(({ level, index, hashes }) => [`${level}/${index}`, hashes]));
  for (const { level, index, hashes } of tiles) {
    const name = `${level}/${index}`;
    if (!kept.get(name)?.equals(hashes)) {
      throw invalid(null, `Tile ${name} of the tree does not hold what its entries make, or was removed.`);
    }
  }
}

/** Where the next tile stands already, and is another, the tree cannot grow any more. @throws Found */
async function assertNoTilesBeyond(tx: Tx, known: number): Promise<void> {
  const [row] = await tx.sql<[{ count: number }]>`
    select count(*)::int as count from ledger_tiles where org_id = ${tx.orgId}`;
  if (row.count > known) throw invalid(null, `Tiles of the tree: ${row.count - known} more than its entries make.`);
}
