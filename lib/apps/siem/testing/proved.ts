/** What a receiver proves of a stream by itself: with the numbers, the leaf hashes and the checkpoints that came, and the key. */
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { openCheckpoint } from '@/lib/protection/ledger/tree/checkpoint';
import { GrowingTree } from '@/lib/protection/ledger/tree/growth';
import { noteVerifier } from '@/lib/protection/ledger/tree/note';
import { ledgerSigner } from '@/lib/protection/ledger/tree/signer';
import type { Entries } from './receivers';

/** How many entries a signed checkpoint of the stream proves to be all there are up to it. @throws Error where it does not */
export async function proved(orgId: Id, entries: Entries): Promise<number> {
  const vkey = await inOrg(orgId, async (tx) => ledgerSigner(await keysOf(tx)).vkey);
  const checkpoints = entries.notes.map((note) => openCheckpoint(note, [noteVerifier(vkey)]));
  const newest = checkpoints.sort((one, other) => other.size - one.size)[0];
  if (!newest) throw new Error('No checkpoint came.');
  const tree = new GrowingTree();
  for (let sequence = 0; sequence < newest.size; sequence += 1) {
    const kept = entries.kept.get(`${newest.incarnation} ${sequence}`);
    if (!kept) throw new Error(`Entry ${sequence} is missing.`);
    tree.append(Buffer.from(kept.leaf, 'base64'));
  }
  if (!tree.root().equals(newest.root)) throw new Error('An entry is another than was signed.');
  return newest.size;
}
