/** The checkpoint that a bundle leads to: over all there is when it is begun, with the witnesses' signatures. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { conflict } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { DamagedTree } from '@/lib/protection/ledger/integrate/integrate';
import { type Cosign, integrateAndPublish } from '@/lib/protection/ledger/integrate/integrator';
import { type Checkpoint, openCheckpoint } from '@/lib/protection/ledger/tree/checkpoint';
import { type NoteSigner, noteVerifier } from '@/lib/protection/ledger/tree/note';
import { ledgerSigner } from '@/lib/protection/ledger/tree/signer';
import { headOf } from '@/lib/protection/ledger/tree/stored';

export interface SignedLog {
  signer: NoteSigner;
  checkpoint: Checkpoint;
  /** With the lines of those witnesses that signed. */
  note: string;
  /** No later entry is in the bundle. */
  last: Id;
}

const TRIES = 40;
const BETWEEN_MS = 250;

/**
 * Lets what waits become leaves first, whoever integrates. What does not (the database is behind what was published, or nobody
 * comes to it in ten seconds) is left out of the bundle, which says so.
 * @throws conflict when the tree was changed, or nothing of the log is signed yet
 */
export async function signedLog(ctx: Context, cosign: Cosign | undefined, signal: AbortSignal): Promise<SignedLog> {
  const last = newId();
  for (let tries = 0; tries < TRIES; tries += 1) {
    signal.throwIfAborted();
    await integrateAndPublish(ctx.orgId).catch((error) => {
      throw error instanceof DamagedTree ? conflict('The signed log was changed. Check the audit log.') : error;
    });
    if (!(await inOrg(ctx.orgId, (tx) => isWaiting(tx, last)))) break;
    await wait(BETWEEN_MS, undefined, { signal });
  }
  const { signer, head } = await inOrg(ctx.orgId, async (tx) => ({
    signer: ledgerSigner(await keysOf(tx)),
    head: await headOf(tx),
  }));
  if (!head) throw conflict('Nothing of the audit log is signed yet. Try again when the worker has run.');
  const witnessed = await cosign?.(ctx.orgId, head.note);
  const note = witnessed?.note ?? head.note;
  return { signer, checkpoint: openCheckpoint(note, [noteVerifier(signer.vkey)]), note, last };
}

async function isWaiting(tx: Tx, last: Id): Promise<boolean> {
  const [row] = await tx.sql<[{ waiting: boolean }]>`
    select exists (select from ledger_pending where org_id = ${tx.orgId} and entry_id <= ${last}) as waiting`;
  return row.waiting;
}
