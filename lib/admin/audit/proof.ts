import type { Context } from '@/lib/platform/context';
import { readInOrg } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { encodeEntry, entryOfRow } from '@/lib/protection/ledger/entry';
import { findEntry } from '@/lib/protection/ledger/queries';
import { inclusionProof } from '@/lib/protection/ledger/tree/proofs';
import { headOf, leafOf, storedHashes } from '@/lib/protection/ledger/tree/stored';
import { tlogProof } from '@/lib/protection/ledger/tree/tlog-proof';

export interface EntryProof {
  /** RFC 8785 canonical JSON: what the leaf hash is over. What is sealed in it stays sealed. Null when it has expired. */
  canonical: string | null;
  /** Hexadecimal. */
  leafHash: string;
  /** Null while the entry waits to be signed. */
  leaf: { index: number; size: number; proof: string } | null;
}

/** Where an entry stands in the signed tree, with the proof of it (C2SP tlog-proof). @throws forbidden, not_found */
export async function proofOfEntry(ctx: Context, id: Id): Promise<EntryProof> {
  return readInOrg(ctx.orgId, async (tx) => {
    const row = await findEntry(tx, ctx, id);
    if (!row) throw notFound('The entry');
    const canonical = row.expiredBy === null ? encodeEntry(entryOfRow(row)) : null;
    const leafHash = row.leafHash.toString('hex');
    const [index, head] = [await leafOf(tx, id), await headOf(tx)];
    if (index === null || head === null) return { canonical, leafHash, leaf: null };
    const proof = await inclusionProof(index, head.size, storedHashes(tx));
    return { canonical, leafHash, leaf: { index, size: head.size, proof: tlogProof(index, proof, head.note) } };
  });
}
