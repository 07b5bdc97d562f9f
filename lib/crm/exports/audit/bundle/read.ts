/** The entries of a bundle with their proofs, batch by batch. */
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import type { BundleLine } from '@/lib/protection/ledger/bundle/lines';
import { type Entry, encodeEntry, entryOfRow } from '@/lib/protection/ledger/entry';
import type { LedgerFilter } from '@/lib/protection/ledger/filter';
import { nextEntries } from '@/lib/protection/ledger/queries';
import { leavesOf, ManyProofs } from '@/lib/protection/ledger/tree/many-proofs';
import type { SignedLog } from './signed';

const BATCH = 1_000;

export interface Reading {
  ctx: Context;
  filter: LedgerFilter;
  log: SignedLog;
  signal: AbortSignal;
}

export interface SignedEntry {
  entry: Entry;
  line: BundleLine;
}

export interface Batch {
  entries: SignedEntry[];
  /** Found by the filter, and not covered by the checkpoint; or without a body any more, since it has expired. */
  leftOut: number;
}

/**
 * What the filter finds and the checkpoint covers, the oldest first: the same at each reading.
 * @param withProofs else the lines have none
 */
export async function* signedEntries(
  { ctx, filter, log, signal }: Reading,
  withProofs: boolean,
): AsyncGenerator<Batch> {
  const { size } = log.checkpoint;
  const proofs = new ManyProofs(size);
  let after: Id = '0';
  for (;;) {
    signal.throwIfAborted();
    const { batch, edge } = await inOrg(ctx.orgId, async (tx) => {
      const rows = await nextEntries(tx, ctx, filter, { after, limit: BATCH });
      const leaves = await leavesOf(
        tx,
        rows.map(({ id }) => id),
      );
      const entries: SignedEntry[] = [];
      let leftOut = 0;
      for (const row of rows) {
        const index = leaves.get(row.id);
        const isLater = BigInt(row.id) > BigInt(log.last);
        if (index === undefined || index >= size || row.expiredBy !== null) {
          if (!isLater) leftOut += 1;
          continue;
        }
        const entry = entryOfRow(row);
        const proof = withProofs ? (await proofs.proofOf(tx, index)).map((hash) => hash.toString('base64')) : [];
        entries.push({ entry, line: { index, id: row.id, canonical: encodeEntry(entry), proof } });
      }
      const edge = rows.at(-1)?.id;
      const isPast = edge !== undefined && BigInt(edge) > BigInt(log.last) && entries.length === 0;
      return { batch: { entries, leftOut }, edge: rows.length < BATCH || isPast ? undefined : edge };
    });
    yield batch;
    if (edge === undefined) return;
    after = edge;
  }
}
