/**
 * Checkpoints (C2SP tlog-checkpoint): what the ledger's tree was at one size, signed. An extension line commits to
 * what decided who sees what at that moment (`state.ts`), and to which incarnation of the database it was; another to the map from
 * subjects to their entries (`../map`), once that covers the whole tree.
 */
import { HASH_BYTES } from './hashes';
import { NoteError, type NoteSigner, type NoteVerifier, openNote, signNote } from './note';

export interface Checkpoint {
  origin: string;
  size: number;
  root: Buffer;
  /** SHA-256 of the security state. */
  state: Buffer;
  /** 1, and one more for each backup that was put back. */
  incarnation: number;
  /** The root of the map; not there in a checkpoint of before there was one, or while it catches up. */
  map?: Buffer;
}

const EXTENSION = /^careledger-state ([1-9]\d{0,8}) ([A-Za-z0-9+/]{43}=)$/;
const MAP = /^careledger-map ([A-Za-z0-9+/]{43}=)$/;

/** The checkpoint as the text of a note. */
export const checkpointText = ({ origin, size, root, state, incarnation, map }: Checkpoint): string =>
  `${origin}\n${size}\n${root.toString('base64')}\ncareledger-state ${incarnation} ${state.toString('base64')}\n${
    map ? `careledger-map ${map.toString('base64')}\n` : ''
  }`;

export const signCheckpoint = (checkpoint: Checkpoint, signer: NoteSigner): string =>
  signNote(checkpointText(checkpoint), signer);

/** @throws NoteError when it is none, or none of the verifiers signed it */
export function openCheckpoint(note: string, verifiers: readonly NoteVerifier[]): Checkpoint & { signedBy: string[] } {
  const { text, signedBy } = openNote(note, verifiers);
  return { ...parseCheckpoint(text), signedBy };
}

/** As `openCheckpoint`; null where it is none, or is not signed by the verifier. */
export function checkpointBy(note: string, verifier: NoteVerifier): Checkpoint | null {
  try {
    return parseCheckpoint(openNote(note, [verifier]).text);
  } catch (error) {
    if (error instanceof NoteError) return null;
    throw error;
  }
}

/** Reads the text of a checkpoint, whoever signed it. @throws NoteError */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin = '', sizeText = '', rootText = '', ...extensions] = text.slice(0, -1).split('\n');
  const size = Number(sizeText);
  const root = Buffer.from(rootText, 'base64');
  const [, incarnation, state] = EXTENSION.exec(extensions[0] ?? '') ?? [];
  const map = extensions.flatMap((line) => MAP.exec(line)?.[1] ?? [])[0];
  const isWhole =
    origin !== '' &&
    /^(0|[1-9]\d{0,15})$/.test(sizeText) &&
    Number.isSafeInteger(size) &&
    root.length === HASH_BYTES &&
    root.toString('base64') === rootText;
  if (!isWhole || state === undefined) throw new NoteError('This is no checkpoint of a ledger.');
  return {
    origin,
    size,
    root,
    state: Buffer.from(state, 'base64'),
    incarnation: Number(incarnation),
    ...(map !== undefined && { map: Buffer.from(map, 'base64') }),
  };
}
