/**
 * Asks witnesses (C2SP tlog-witness) to sign an org's checkpoint: each shows by it that the log it saw before has only grown.
 * Guarantees: a witness that knows a longer log, or another, is told apart from one that does not answer.
 */
import { type Answer, OutboundError, send } from '@/lib/apps/outbound';
import { inOrg } from '@/lib/platform/db/transaction';
import { env } from '@/lib/platform/env';
import type { Id } from '@/lib/platform/ids';
import { log } from '@/lib/platform/log';
import { once } from '@/lib/platform/once';
import { parseCheckpoint } from '@/lib/protection/ledger/tree/checkpoint';
import { NoteError, type NoteVerifier, noteVerifier, openNote } from '@/lib/protection/ledger/tree/note';
import { consistencyProof } from '@/lib/protection/ledger/tree/proofs';
import { headOf, storedHashes } from '@/lib/protection/ledger/tree/stored';
import { configuredWitnessKeys } from '@/lib/protection/ledger/witness/configured';
import { encodeRequest } from '@/lib/protection/ledger/witness/request';

export interface WitnessAt {
  url: string;
  verifier: NoteVerifier;
}

/** `newer`: it has signed a later checkpoint, which the database leads to. `away`: it did not answer, or not as a witness does. */
export type Witnessed =
  | { name: string; is: 'signed'; line: string }
  | { name: string; is: 'newer' }
  | { name: string; is: 'diverged'; what: string }
  | { name: string; is: 'away' };

/** Whoever sets `LEDGER_WITNESSES` runs the server: a witness may stand in the own network. */
const ANYWHERE = ['0.0.0.0/0', '::/0'];
const LIMITS = { timeoutMs: 5_000, answerBytes: 16_384 };

/** The witnesses of this installation, and how many have to sign. */
export function configuredWitnesses(): { witnesses: WitnessAt[]; quorum: number } {
  const witnesses = configuredWitnessKeys().map(({ url, vkey }) => ({ url, verifier: noteVerifier(vkey) }));
  return { witnesses, quorum: env().LEDGER_WITNESS_QUORUM ?? witnesses.length };
}

/** What each witness knew last: it is asked from there. */
const own = once('ways-in/jobs/witnesses', () => ({ sizes: new Map<string, number>() }));

/** @param note the org's signed checkpoint, the newest */
export function askWitnesses(orgId: Id, note: string, witnesses: readonly WitnessAt[]): Promise<Witnessed[]> {
  return Promise.all(witnesses.map((witness) => ask(orgId, note, witness)));
}

/** So often a checkpoint may be overtaken while its witness is asked. */
const MOST_OVERTAKEN = 3;

async function ask(orgId: Id, note: string, witness: WitnessAt, overtaken = 0): Promise<Witnessed> {
  const { url, verifier } = witness;
  const { name } = verifier;
  const key = `${url} ${orgId}`;
  const { size } = parseCheckpoint(textOf(note));
  for (let tries = 0; tries < 2; tries += 1) {
    const oldSize = Math.min(own.sizes.get(key) ?? 0, size);
    const answer = await post(url, encodeRequest({ oldSize, proof: await proofOf(orgId, oldSize, size), note }));
    if (answer === null) return { name, is: 'away' };
    if (answer.status === 200) {
      own.sizes.set(key, size);
      return signedLine(note, answer.body, verifier) ?? { name, is: 'away' };
    }
    const known = /^(\d{1,16})\n$/.exec(answer.body)?.[1];
    if (answer.status === 422) return { name, is: 'diverged', what: `knows another history of ${oldSize} entries` };
    if (answer.status !== 409 || known === undefined) return { name, is: 'away' };
    if (Number(known) > size) {
      const head = await inOrg(orgId, headOf);
      if (head === null || head.size < Number(known))
        return {
          name,
          is: 'diverged',
          what: `has signed ${known} entries, and the database has ${head?.size ?? size}`,
        };
      // An integrator had a newer one signed meanwhile: the database is asked about, not this checkpoint.
      if (overtaken === MOST_OVERTAKEN) return { name, is: 'away' };
      const later = await ask(orgId, head.note, witness, overtaken + 1);
      return later.is === 'signed' ? { name, is: 'newer' } : later;
    }
    if (Number(known) === oldSize)
      return { name, is: 'diverged', what: `has signed another history of ${known} entries` };
    own.sizes.set(key, Number(known));
  }
  return { name, is: 'away' };
}

const textOf = (note: string): string => note.slice(0, note.lastIndexOf('\n\n') + 1);

const proofOf = (orgId: Id, oldSize: number, size: number): Promise<Buffer[]> =>
  inOrg(orgId, (tx) => consistencyProof(oldSize, size, storedHashes(tx)));

async function post(url: string, body: string): Promise<Answer | null> {
  const headers = { 'content-type': 'text/plain; charset=utf-8' };
  return send({ method: 'POST', url: `${url}/add-checkpoint`, headers, body }, ANYWHERE, LIMITS).catch((error) => {
    if (!(error instanceof OutboundError)) throw error;
    log.warn({ event: 'ledger.witness_away', code: error.reason });
    return null;
  });
}

/** The line of its answer that the witness signed this checkpoint with. */
function signedLine(note: string, answer: string, verifier: NoteVerifier): Witnessed | null {
  const line = answer.split('\n').find((one) => one.startsWith(`\u2014 ${verifier.name} `));
  if (line === undefined) return null;
  try {
    openNote(`${textOf(note)}\n${line}\n`, [verifier]);
    return { name: verifier.name, is: 'signed', line };
  } catch (error) {
    if (error instanceof NoteError) return null;
    throw error;
  }
}

/** Has a checkpoint signed. @returns the note with the witnesses' lines, null where none signed; who knows another log */
export async function cosign(orgId: Id, note: string): Promise<{ note: string | null; diverged: boolean }> {
  const answers = await askWitnesses(orgId, note, configuredWitnesses().witnesses);
  const lines = answers.flatMap((one) => (one.is === 'signed' ? [`${one.line}\n`] : []));
  return {
    note: lines.length > 0 ? note + lines.join('') : null,
    diverged: answers.some((one) => one.is === 'diverged'),
  };
}
