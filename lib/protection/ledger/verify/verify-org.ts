/**
 * Checks an org's ledger: that it is the one that was written, signed and published.
 * Guarantees to find: an entry that was changed, removed, added, moved in time or in order, forged with a leaf hash of its
 * own; a body that did not expire as retention says, or came back; a checkpoint that was changed or swapped; a map from subjects to entries that leaves one out, or has one too many; a
 * security state that no entry explains; a record's envelope that is not the last that an entry wrote; and, with what was published
 * outside the database: an older state of it, a tail or a whole ledger that was taken away.
 * Against: whoever has the database, as its owner too, without the root key and without the published checkpoints.
 * Does not find: an entry that was removed with its mark before it was integrated, and what whoever holds the
 * root key writes in Careledger's name.
 */

import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { CareledgerError } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { coveredBy } from '../map/stored';
import { ExplainedExpiries } from '../retention/explained';
import { noteVerifier } from '../tree/note';
import { ledgerSigner } from '../tree/signer';
import { type StateDigests, stateDigests } from '../tree/state';
import { headOf } from '../tree/stored';
import { Found, invalid, type Verdict, type Verification } from './finding';
import { comparePublished, type Notes, type Restoration, restorationIn } from './published';
import { assertStateKept } from './state-kept';
import { CheckpointWalk } from './walk-checkpoints';
import { assertEnvelopes } from './walk-envelopes';
import { walkLeaves } from './walk-leaves';
import { MapWalk } from './walk-map';
import { assertNoOthers, walkWaiting } from './walk-waiting';

export interface VerifyOptions {
  /** The notes that were published of this org; without them they are not looked at. */
  published?: Notes;
  /** Told now and then how many entries of the tree were looked at, of how many. Ends the verification by throwing. */
  onEntries?(done: number, total: number): Promise<void>;
}

export async function verifyOrg(orgId: Id, options: VerifyOptions = {}): Promise<Verification> {
  const counted: Omit<Verification, 'verdict' | 'problem'> = {
    orgId,
    entries: 0,
    waiting: 0,
    waitingSince: null,
    published: null,
    witnesses: null,
  };
  try {
    await inOrg(orgId, (tx) => verify(tx, options, counted), 'repeatable read');
    return { ...counted, verdict: 'valid', problem: null };
  } catch (error) {
    if (error instanceof Found) return { ...counted, verdict: error.verdict, problem: error.problem };
    if (!(error instanceof CareledgerError)) throw error;
    return { ...counted, verdict: 'unknown' satisfies Verdict, problem: { entryId: null, what: error.message } };
  }
}

const SAY_EVERY = 1_000;

type Counted = Pick<Verification, 'entries' | 'waiting' | 'waitingSince' | 'published'>;

async function verify(tx: Tx, { published, onEntries }: VerifyOptions, counted: Counted): Promise<void> {
  await assertHasKeys(tx);
  const keys = await keysOf(tx);
  const verifier = noteVerifier(ledgerSigner(keys).vkey);
  const checkpoints = new CheckpointWalk(tx, verifier);
  const restorations: Restoration[] = [];
  const expiries = new ExplainedExpiries();
  const [oldUntil, head] = [await checkpoints.firstSize(), await headOf(tx)];
  const map = new MapWalk(tx, keys, (await coveredBy(tx)) ?? 0);
  const tree = await walkLeaves(tx, keys, {
    oldUntil,
    onExpired: (row) => expiries.onExpired(row),
    async onLeaf(entry, grown, leafHash) {
      map.onLeaf(entry, { index: grown.size - 1, leafHash });
      await checkpoints.onLeaf(entry, grown);
      expiries.onEntry(entry);
      restorations.push(...restorationIn(entry));
      counted.entries += 1;
      if (counted.entries % SAY_EVERY === 0)
        await onEntries?.(counted.entries, Math.max(head?.size ?? 0, counted.entries));
    },
  });
  checkpoints.end(tree);
  const waiting = await walkWaiting(tx, keys, expiries);
  counted.waiting = waiting.count;
  counted.waitingSince = waiting.since?.toISOString() ?? null;
  checkpoints.assertRestored([...restorations, ...waiting.restorations]);
  expiries.end();
  await assertNoOthers(tx, counted.entries + counted.waiting);
  await assertStateKept(tx, keys);
  checkpoints.assertExplained(await stateNow(tx), waiting.explained);
  if (published)
    counted.published = await comparePublished(tx, { notes: published, verifier, size: tree.size, restorations });
  await map.end(tree.size, checkpoints.last?.map);
  await assertEnvelopes(tx, keys);
}

/** Without a data key nothing was ever written: where something was, they are gone. @throws Found */
async function assertHasKeys(tx: Tx): Promise<void> {
  const [row] = await tx.sql<[{ isGone: boolean }]>`
    select not exists (select from data_keys where org_id = ${tx.orgId}) and (
      exists (select from ledger_checkpoints where org_id = ${tx.orgId})
      or exists (select from ledger_entries where org_id = ${tx.orgId})) as "isGone"`;
  if (row.isGone) throw invalid(null, 'The data keys were removed: nothing of this ledger can be checked.');
}

async function stateNow(tx: Tx): Promise<StateDigests> {
  const [row] = await tx.sql<[{ digests: StateDigests }]>`select ${stateDigests(tx)} as digests`;
  return row.digests;
}
