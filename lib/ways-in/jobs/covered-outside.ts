/**
 * How many leaves of an org's tree are safe outside the database: under a checkpoint that was published, that the tree agrees
 * with, and that as many witnesses signed as are asked for, and that is at every place of `LEDGER_PUBLISH`. Nothing expires beyond it.
 */
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { env } from '@/lib/platform/env';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { checkpointFolder, recentNotes } from '@/lib/protection/ledger/integrate/published';
import { isBehindPublished } from '@/lib/protection/ledger/integrate/standing';
import { type Checkpoint, openCheckpoint } from '@/lib/protection/ledger/tree/checkpoint';
import { NoteError, noteVerifier } from '@/lib/protection/ledger/tree/note';
import { ledgerSigner } from '@/lib/protection/ledger/tree/signer';
import { headOf, storedHashes } from '@/lib/protection/ledger/tree/stored';
import { coveredAtPlaces } from './publish/read-back';
import { configuredWitnesses } from './witnesses';

/** 0 where nothing is. */
export async function coveredOutside(orgId: Id): Promise<number> {
  const folder = checkpointFolder(env().DATA_DIR, orgId);
  if (await isBehindPublished(orgId, folder)) return 0;
  const [notes, most] = await Promise.all([recentNotes(folder), coveredAtPlaces(orgId)]);
  return inOrg(orgId, async (tx) => {
    const head = await headOf(tx);
    const [log, { witnesses, quorum }] = [noteVerifier(ledgerSigner(await keysOf(tx)).vkey), configuredWitnesses()];
    const verifiers = witnesses.map(({ verifier }) => verifier);
    for (const note of notes.toReversed()) {
      const signed = opened(() => openCheckpoint(note, [log, ...verifiers]));
      if (!signed?.signedBy.includes(log.name) || signed.incarnation !== head?.incarnation) continue;
      const witnessed = verifiers.filter(({ name }) => signed.signedBy.includes(name)).length;
      if (witnessed >= quorum && (await agrees(tx, signed, head.size))) return Math.min(signed.size, most);
    }
    return 0;
  });
}

async function agrees(tx: Tx, { size, root }: Checkpoint, most: number): Promise<boolean> {
  if (size > most) return false;
  const own = await storedHashes(tx)(0, size).catch(() => null);
  return own?.equals(root) ?? false;
}

function opened<T>(open: () => T): T | null {
  try {
    return open();
  } catch (error) {
    if (error instanceof NoteError) return null;
    throw error;
  }
}
