/** Proofs of some entries that somebody checks elsewhere, all of them in the tree of the last checkpoint. */
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { leavesOf, ManyProofs } from './many-proofs';
import { headOf } from './stored';
import { tlogProof } from './tlog-proof';

/** C2SP tlog-proofs by entry; of what waits to be signed there is none. */
export async function proofsOf(tx: Tx, entryIds: readonly Id[]): Promise<Map<Id, string>> {
  const [head, leaves] = await Promise.all([headOf(tx), leavesOf(tx, entryIds)]);
  const proofs = new Map<Id, string>();
  if (head === null) return proofs;
  const many = new ManyProofs(head.size);
  for (const [id, index] of leaves) {
    // Signed between the two looks.
    if (index >= head.size) continue;
    proofs.set(id, tlogProof(index, await many.proofOf(tx, index), head.note));
  }
  return proofs;
}
