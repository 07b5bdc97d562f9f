/** The checkpoint that a bundle leads to: over all there is when it is begun, with the witnesses' signatures. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Context } from '@/lib/platform/context';
import { inOrg, readInOrg, type Tx } from '@/lib/platform/db/transaction';
import { conflict } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import type { Cosign } from '@/lib/protection/ledger/integrate/asking';
import { DamagedTree } from '@/lib/protection/ledger/integrate/integrate';
import { integrateAndPublish } from '@/lib/protection/ledger/integrate/integrator';
import { proveAnswer } from '@/lib/protection/ledger/map/answer';
import type { Answer } from '@/lib/protection/ledger/map/check-answer';
import type { Subject } from '@/lib/protection/ledger/map/subjects';
import { type Checkpoint, openCheckpoint } from '@/lib/protection/ledger/tree/checkpoint';
import { type NoteSigner, noteVerifier } from '@/lib/protection/ledger/tree/note';
import { ledgerSigner } from '@/lib/protection/ledger/tree/signer';
import { headOf } from '@/lib/protection/ledger/tree/stored';

export interface SignedLog {
  signer: NoteSigner;
  checkpoint: Checkpoint;
  /** With the lines of those witnesses that signed. */
  note: string;
  /** Beyond it are only entries that were written later. */
  last: Id;
  /** That none about the subject is left out; null where none was asked, or it cannot be proven. */
  answer: Answer | null;
}

export interface Signing {
  /** The one thing that the filter is about, for those who read the whole log. */
  subject: Subject | null;
  cosign?: Cosign;
  signal: AbortSignal;
}

/** More entries about one subject are no answer: it is made in memory. */
const MOST_ANSWERED = 5_000;

const TRIES = 40;
const BETWEEN_MS = 250;

/**
 * Lets what waits become leaves first, whoever integrates. What does not (the database is behind what was published, or nobody
 * comes to it in ten seconds) is left out of the bundle, which says so.
 * @throws conflict when the tree was changed, or nothing of the log is signed yet
 */
export async function signedLog(ctx: Context, { subject, cosign, signal }: Signing): Promise<SignedLog> {
  const begun = newId();
  for (let tries = 0; tries < TRIES; tries += 1) {
    signal.throwIfAborted();
    await integrateAndPublish(ctx.orgId).catch((error) => {
      throw error instanceof DamagedTree ? conflict('The signed log was changed. Check the audit log.') : error;
    });
    if (!(await inOrg(ctx.orgId, (tx) => isWaiting(tx, begun)))) break;
    await wait(BETWEEN_MS, undefined, { signal });
  }
  // Of one moment, so that the answer is to the very checkpoint.
  const { signer, head, proven } = await readInOrg(ctx.orgId, async (tx) => {
    const keys = await keysOf(tx);
    return {
      signer: ledgerSigner(keys),
      head: await headOf(tx),
      proven: subject && (await proveAnswer(tx, keys, subject, MOST_ANSWERED)),
    };
  });
  if (!head) throw conflict('Nothing of the audit log is signed yet. Try again when the worker has run.');
  const answer = proven === null || typeof proven === 'string' ? null : proven.answer;
  const witnessed = await cosign?.(ctx.orgId, head.note);
  const note = witnessed?.note ?? head.note;
  const checkpoint = openCheckpoint(note, [noteVerifier(signer.vkey)]);
  return { signer, checkpoint, note, last: newId(), answer };
}

async function isWaiting(tx: Tx, last: Id): Promise<boolean> {
  const [row] = await tx.sql<[{ waiting: boolean }]>`
    select exists (select from ledger_pending where org_id = ${tx.orgId} and entry_id <= ${last}) as waiting`;
  return row.waiting;
}
