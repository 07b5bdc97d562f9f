/**
 * The entries of a stretch of the ledger's sequence, which is the order of the leaves of its tree. Guarantees: the same stretch is
 * always the same entries, each once, none left out: one whose body is no longer kept is there by its leaf.
 */
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { type Entry, entryOfRow } from '@/lib/protection/ledger/entry';
import type { Place, StreamedCheckpoint } from '@/lib/protection/ledger/forms/streamed';
import { hasExpired } from '@/lib/protection/ledger/retention/expired';
import { HASH_BYTES } from '@/lib/protection/ledger/tree/hashes';
import { originOf } from '@/lib/protection/ledger/tree/signer';
import { readTile } from '@/lib/protection/ledger/tree/stored';
import { readEntries } from '@/lib/protection/ledger/verify/read-entries';

export interface PlacedEntry {
  place: Place;
  id: Id;
  /** Null when its body is no longer kept. */
  entry: Entry | null;
}

export interface Batch {
  /** Sequence of the first entry. */
  first: number;
  /** Of the one after the last. */
  end: number;
  entries: PlacedEntry[];
  /** The newest checkpoint that signs entries of this batch and none after it. */
  checkpoint: StreamedCheckpoint | null;
}

/** Entries in one batch at most. */
export const MOST_IN_BATCH = 500;
const TILE_WIDTH = 256;

/**
 * The entries from `first` on.
 * @param end where the batch ends that was begun before; null: wherever there is an end now
 * @returns null when there are none yet
 */
export async function readBatch(tx: Tx, first: number, end: number | null): Promise<Batch | null> {
  const rows = await tx.sql<{ index: string; entryId: Id; incarnation: number }[]>`
    select l.index, l.entry_id as "entryId", c.incarnation
    from ledger_leaves l cross join lateral (
      select incarnation from ledger_checkpoints c
      where c.org_id = l.org_id and c.size > l.index order by c.size limit 1) c
    where l.org_id = ${tx.orgId} and l.index >= ${first} and l.index < ${end ?? first + MOST_IN_BATCH}
    order by l.index`;
  if (rows.length === 0) return null;
  const found = await readEntries(
    tx,
    rows.map(({ entryId }) => entryId),
  );
  const tiles = new Map<number, Buffer>();
  const entries: PlacedEntry[] = [];
  for (const { index, entryId, incarnation } of rows) {
    const sequence = Number(index);
    const row = found.get(entryId)?.[0];
    const leaf = await leafAt(tx, sequence, tiles);
    const place = { origin: originOf(tx.orgId), incarnation, sequence, leaf };
    entries.push({ place, id: entryId, entry: row && !hasExpired(row) ? entryOfRow(row) : null });
  }
  const last = first + rows.length;
  return { first, end: last, entries, checkpoint: await checkpointWithin(tx, first, last) };
}

/** The hash as the tree has it, whatever became of the entry. */
async function leafAt(tx: Tx, sequence: number, tiles: Map<number, Buffer>): Promise<Buffer> {
  const index = Math.floor(sequence / TILE_WIDTH);
  const tile = tiles.get(index) ?? (await readTile(tx, { level: 0, index }));
  tiles.set(index, tile);
  const from = (sequence % TILE_WIDTH) * HASH_BYTES;
  return tile.subarray(from, from + HASH_BYTES);
}

async function checkpointWithin(tx: Tx, first: number, end: number): Promise<StreamedCheckpoint | null> {
  const [row] = await tx.sql<{ size: string; incarnation: number; note: string }[]>`
    select size, incarnation, note from ledger_checkpoints
    where org_id = ${tx.orgId} and size > ${first} and size <= ${end} order by size desc limit 1`;
  return row ? { ...row, origin: originOf(tx.orgId), size: Number(row.size) } : null;
}
