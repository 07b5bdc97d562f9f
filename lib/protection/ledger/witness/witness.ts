/**
 * A witness of ledgers (C2SP tlog-witness): it signs a checkpoint only where the tree grew from the last one that it signed.
 * Guarantees: of one log it never signs two trees of which the second does not begin with the first, whoever asks, side by
 * side and over restarts; what it signed is kept before the signature is given.
 * Against: whoever has the log's key and database, and shows another history, or an older one, to somebody.
 * Does not: know what the entries say.
 */

import { type Checkpoint, parseCheckpoint } from '../tree/checkpoint';
import { EMPTY_ROOT } from '../tree/hashes';
import type { NoteSigner, NoteVerifier } from '../tree/note';
import { NoteError, openNote, signatureLine } from '../tree/note';
import { isConsistent } from '../tree/proofs';
import { parseRequest, type WitnessRequest } from './request';

/** The last checkpoint that was signed of each log. */
export interface WitnessStore {
  /** The note; null where none was. */
  last(origin: string): Promise<string | null>;
  /** On the disk when it resolves. */
  keep(origin: string, note: string): Promise<void>;
}

export interface WitnessAnswer {
  status: 200 | 400 | 403 | 404 | 409 | 422;
  body: string;
  type?: 'text/x.tlog.size';
}

export interface WitnessSetup {
  signer: NoteSigner;
  /** The logs it knows, each by its origin, which is the name of its key. */
  logs: readonly NoteVerifier[];
  store: WitnessStore;
}

export class Witness {
  /** One after the other: what is compared and what is kept are one step. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly setup: WitnessSetup) {}

  addCheckpoint(body: string): Promise<WitnessAnswer> {
    const answer = this.#turn.then(() => this.#add(body));
    this.#turn = answer.catch(() => {});
    return answer;
  }

  async #add(body: string): Promise<WitnessAnswer> {
    const { signer, logs, store } = this.setup;
    const request = parseRequest(body);
    if (!request) return { status: 400, body: 'This is no request to add a checkpoint.\n' };
    const [origin = ''] = request.note.split('\n', 1);
    const log = logs.find(({ name }) => name === origin);
    if (!log) return { status: 404, body: 'This log is not known here.\n' };
    const opened = openSigned(request.note, log);
    if (!opened) return { status: 403, body: 'It is not signed by this log.\n' };
    const lastNote = await store.last(origin);
    const last = lastNote === null ? null : parseCheckpoint(openNote(lastNote, [log]).text);
    const refusal = refusalOf(request, opened.checkpoint, last);
    if (refusal) return refusal;
    await store.keep(origin, request.note);
    return { status: 200, body: signatureLine(opened.text, signer) };
  }
}

function openSigned(note: string, log: NoteVerifier): { text: string; checkpoint: Checkpoint } | null {
  try {
    const { text } = openNote(note, [log]);
    return { text, checkpoint: parseCheckpoint(text) };
  } catch (error) {
    if (error instanceof NoteError) return null;
    throw error;
  }
}

/** In the order of the specification: sizes, what is known here, the proof. */
function refusalOf(
  { oldSize, proof }: WitnessRequest,
  next: Checkpoint,
  last: Checkpoint | null,
): WitnessAnswer | null {
  if (oldSize > next.size) return { status: 400, body: 'The old size is beyond the checkpoint.\n' };
  const known = { size: last?.size ?? 0, root: last?.root ?? EMPTY_ROOT };
  const conflict = { status: 409, body: `${known.size}\n`, type: 'text/x.tlog.size' } as const;
  if (oldSize !== known.size) return conflict;
  if (next.size === known.size && !next.root.equals(known.root)) return conflict;
  if (!isConsistent(known, next, proof)) return { status: 422, body: 'The proof does not lead there.\n' };
  return null;
}
