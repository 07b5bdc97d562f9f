/** Proofs of some entries that somebody checks elsewhere, all of them in the tree of the last checkpoint. */
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { inclusionProof } from './proofs';
import { headOf, storedHashes } from './stored';
import { tlogProof } from './tlog-proof';

/** C2SP tlog-proofs by entry; of what waits to be signed there is none. */
export async function proofsOf(tx: Tx, entryIds: readonly Id[]): Promise<Map<Id, string>> {
  const [head, leaves] = await Promise.all([headOf(tx), leavesOf(tx, entryIds)]);
  const proofs = new Map<Id, string>();
  if (head === null) return proofs;
  const hashOf = storedHashes(tx);
  for (const [id, index] of leaves) {
    if (index >= head.size) continue;
    proofs.set(id, tlogProof(index, await inclusionProof(index, head.size, hashOf), head.note));
  }
  return proofs;
}

async function leavesOf(tx: Tx, entryIds: readonly Id[]): Promise<Map<Id, number>> {
  const leaves = await tx.sql<{ id: Id; index: string }[]>`
    select entry_id as id, index from ledger_leaves
    where org_id = ${tx.orgId} and entry_id = any(${`{${entryIds.join(',')}}`}::bigint[])`;
  return new Map(leaves.map(({ id, index }) => [id, Number(index)]));
}
