/**
 * Whether a database still stands where its published checkpoints say. One that is behind was rolled back, or put back from
 * a backup without saying so: its tree grows no further, else two trees would stand under one name.
 */
import { systemContext } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { type LedgerPart, tellFailures } from '@/lib/protection/integrity/failure';
import { checkpointBy } from '../tree/checkpoint';
import { noteVerifier } from '../tree/note';
import { ledgerSigner } from '../tree/signer';
import { headOf, signedAs, storedHashes } from '../tree/stored';
import { newestNote } from './published';

/** @param folder the org's, of published checkpoints */
export async function isBehindPublished(orgId: Id, folder: string): Promise<boolean> {
  const note = await newestNote(folder);
  return note !== null && isBehindNote(orgId, note);
}

/** @param note a checkpoint's, wherever it was published */
export function isBehindNote(orgId: Id, note: string): Promise<boolean> {
  return inOrg(orgId, async (tx) => {
    // What is not signed by this org's key says nothing of this database: the verifier names it.
    const verifier = noteVerifier(ledgerSigner(await keysOf(tx)).vkey);
    const published = checkpointBy(note, verifier);
    if (!published) return false;
    // Of its own last checkpoint it goes by what is signed, not by what stands beside that.
    const stored = await headOf(tx);
    const head = stored && signedAs(stored, verifier);
    if (!head || head.incarnation < published.incarnation) return true;
    if (head.incarnation > published.incarnation) return false;
    if (head.size < published.size) return true;
    const root = await storedHashes(tx)(0, published.size).catch(() => null);
    return root === null || !root.equals(published.root);
  });
}

/** An event and a notice to officers: once, until it was found well again (`endFindings`) or a backup was said to be put back. */
export const tellLedger = (orgId: Id, part: LedgerPart): Promise<void> =>
  tellFailures(systemContext(orgId, 'ledger'), [{ what: 'ledger', part, subjectId: orgId, state: [] }]);

/** That the database is behind what was published, or is another. */
export const tellBehind = (orgId: Id): Promise<void> => tellLedger(orgId, 'behind');
