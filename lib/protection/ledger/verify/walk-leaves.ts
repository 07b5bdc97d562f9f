/** Reads every leaf of an org's tree once, in order, with its entry; builds the tree anew and compares it on the way. */
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { Statement, Tx } from '@/lib/platform/db/transaction';
import { type Id, timeOfId } from '@/lib/platform/ids';
import { GrowingTree, type GrownTile } from '../tree/growth';
import { HASH_BYTES } from '../tree/hashes';
import { TILE_WIDTH } from '../tree/tiles';
import { checkEntry } from './check-entry';
import { invalid } from './finding';
import type { StoredEntry } from './stored-entry';

/** Eight tiles of the lowest level. */
const BATCH = 2_048;
const DAY_MS = 24 * 60 * 60 * 1000;

interface Leaf {
  index: number;
  id: Id;
  /** Null where it is gone. */
  entry: StoredEntry | null;
}

interface Walking {
  /** Leaves before it are of before salts were keyed checks. */
  oldUntil: number;
  /** Told of each good leaf, as the tree has grown by it. */
  onLeaf(row: StoredEntry, tree: GrowingTree): Promise<void> | void;
}

/** @returns the tree that was built. @throws Found */
export async function walkLeaves(tx: Tx, keys: OrgKeys, { oldUntil, onLeaf }: Walking): Promise<GrowingTree> {
  const full: GrownTile[] = [];
  const tree = new GrowingTree();
  for (;;) {
    const first = tree.size;
    const [leaves, hashes] = await Promise.all([readLeaves(tx, first), readLeafHashes(tx, first)]);
    for (const { index, id, entry } of leaves) {
      if (index < tree.size) throw invalid(id, 'is there twice');
      if (index > tree.size) throw invalid(null, `Leaf ${tree.size} of the tree was removed.`);
      if (entry === null) throw invalid(id, `was removed: it is leaf ${index} of the tree`);
      checkEntry(keys, entry, index < oldUntil);
      const at = (index - first) * HASH_BYTES;
      if (!hashes.subarray(at, at + HASH_BYTES).equals(entry.leaf_hash)) throw misplaced(id);
      tree.append(entry.leaf_hash, (tile) => full.push(tile));
      await onLeaf(entry, tree);
    }
    const isLast = tree.size - first < BATCH;
    await compareTiles(tx, [...full.splice(0), ...(isLast ? tree.edge() : [])]);
    if (isLast) return tree;
  }
}

const misplaced = (id: Id) =>
  invalid(id, 'is not what the tree holds in its place: it was changed, or entries changed places');

/** Leaves with their entries. The ids tell about in which months' partitions these are; the rest is looked for everywhere. */
async function readLeaves(tx: Tx, from: number): Promise<Leaf[]> {
  const ids = await tx.sql<{ index: string; entry_id: Id }[]>`
    select index, entry_id from ledger_leaves
    where org_id = ${tx.orgId} and index >= ${from} order by index limit ${BATCH}`;
  if (ids.length === 0) return [];
  const times = ids.map(({ entry_id }) => timeOfId(entry_id));
  const first = new Date(Math.min(...times) - DAY_MS).toISOString();
  const last = new Date(Math.max(...times) + DAY_MS).toISOString();
  const found = await entriesOf(tx, ids, tx.sql`and e.at between ${first}::timestamptz and ${last}::timestamptz`);
  const here = new Set(found.map(({ id }) => id));
  const missing = ids.filter(({ entry_id }) => !here.has(entry_id));
  const elsewhere = missing.length > 0 ? await entriesOf(tx, missing, tx.sql``) : [];
  const byId = new Map<Id, StoredEntry[]>();
  for (const entry of [...found, ...elsewhere]) byId.set(entry.id, [...(byId.get(entry.id) ?? []), entry]);
  return ids.flatMap(({ index, entry_id }) => {
    const entries = byId.get(entry_id) ?? [null];
    return entries.map((entry) => ({ index: Number(index), id: entry_id, entry }));
  });
}

async function entriesOf(tx: Tx, leaves: readonly { entry_id: Id }[], within: Statement): Promise<StoredEntry[]> {
  const ids = leaves.map(({ entry_id }) => entry_id);
  return tx.sql<StoredEntry[]>`
    select e.* from ledger_entries e where e.org_id = ${tx.orgId} and e.id = any(${ids}::bigint[]) ${within}`;
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
