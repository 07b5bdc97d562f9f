/**
 * Checks an org's ledger: that it is the one that was written, signed and published.
 * Guarantees to find: an entry that was changed, removed, added, moved in time or in order, forged with a leaf hash of its
 * own; a checkpoint that was changed or swapped; a security state that no entry explains; and, with what was published
 * outside the database: an older state of it, a tail or a whole ledger that was taken away.
 * Against: whoever has the database, as its owner too, without the root key and without the published checkpoints.
 * Does not find: an entry that was removed with its mark before it was integrated (a second), and what whoever holds the
 * root key writes in Careledger's name.
 */

import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { CareledgerError } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { noteVerifier } from '../tree/note';
import { ledgerSigner } from '../tree/signer';
import { type StateDigests, stateDigests } from '../tree/state';
import { Found, type Verdict, type Verification } from './finding';
import { comparePublished, type Restoration } from './published';
import { assertStateKept } from './state-kept';
import { CheckpointWalk } from './walk-checkpoints';
import { walkLeaves } from './walk-leaves';
import { assertNoOthers, walkWaiting } from './walk-waiting';

/** @param published the notes that were published of this org; null: they are not looked at */
export async function verifyOrg(orgId: Id, published: readonly string[] | null = null): Promise<Verification> {
  const counted = { orgId, entries: 0, waiting: 0, published: null as number | null };
  try {
    await inOrg(orgId, (tx) => verify(tx, published, counted), 'repeatable read');
    return { ...counted, verdict: 'valid', problem: null };
  } catch (error) {
    if (error instanceof Found) return { ...counted, verdict: error.verdict, problem: error.problem };
    if (!(error instanceof CareledgerError)) throw error;
    return { ...counted, verdict: 'unknown' satisfies Verdict, problem: { entryId: null, what: error.message } };
  }
}

type Counted = Pick<Verification, 'entries' | 'waiting' | 'published'>;

async function verify(tx: Tx, published: readonly string[] | null, counted: Counted): Promise<void> {
  const keys = await keysOf(tx);
  const verifier = noteVerifier(ledgerSigner(keys).vkey);
  const checkpoints = new CheckpointWalk(tx, verifier);
  const restorations: Restoration[] = [];
  const oldUntil = await checkpoints.firstSize();
  const tree = await walkLeaves(tx, keys, {
    oldUntil,
    async onLeaf(row, grown) {
      await checkpoints.onLeaf(row.action, grown);
      if (row.action === 'ledger.restore') restorations.push(JSON.parse(row.facts));
      counted.entries += 1;
    },
  });
  checkpoints.end(tree);
  const waiting = await walkWaiting(tx, keys, false);
  counted.waiting = waiting.count;
  await assertNoOthers(tx, counted.entries + counted.waiting);
  await assertStateKept(tx, keys);
  checkpoints.assertExplained(await stateNow(tx), waiting.actions);
  if (published)
    counted.published = await comparePublished(tx, { notes: published, verifier, size: tree.size, restorations });
}

async function stateNow(tx: Tx): Promise<StateDigests> {
  const [row] = await tx.sql<[{ digests: StateDigests }]>`select ${stateDigests(tx)} as digests`;
  return row.digests;
}
