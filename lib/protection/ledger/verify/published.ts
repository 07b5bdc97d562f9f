/**
 * Compares what was published outside the database with the tree. What was published cannot be taken back: a database that
 * is behind it, or has another history, is an older one or another.
 */
import type { Tx } from '@/lib/platform/db/transaction';
import type { Entry } from '../entry';
import { type Checkpoint, checkpointBy } from '../tree/checkpoint';
import type { NoteVerifier } from '../tree/note';
import { storedHashes } from '../tree/stored';
import { Found, invalid } from './finding';

/** What an entry `ledger.restore` says: where the tree stood before a backup was put back, and with it. */
export interface Restoration {
  /** The incarnation that it began. */
  incarnation: number;
  oldSize: number;
  /** Base64. */
  oldRoot: string;
  newSize: number;
}

/** What an entry says of a backup that was put back; an attempt that was refused put none back. */
export const restorationIn = ({
  action,
  outcome,
  facts,
}: Pick<Entry, 'action' | 'outcome' | 'facts'>): Restoration[] =>
  action === 'ledger.restore' && outcome === 'done' ? [JSON.parse(facts) as Restoration] : [];

/** Notes of checkpoints in the order they were published. */
export type Notes = Iterable<string> | AsyncIterable<string>;

interface Comparing {
  notes: Notes;
  verifier: NoteVerifier;
  /** The tree's size. */
  size: number;
  restorations: readonly Restoration[];
}

/** @returns how many there are, none of which the tree contradicts. @throws Found */
export async function comparePublished(tx: Tx, { notes, verifier, size, restorations }: Comparing): Promise<number> {
  const hashOf = storedHashes(tx);
  const recent = new Set<string>();
  const ends = new Map<number, Checkpoint>();
  let count = 0;
  for await (const note of notes) {
    const text = note.slice(0, note.lastIndexOf('\n\n'));
    if (recent.has(text)) continue;
    remember(recent, text);
    count += 1;
    const one = signedBy(note, verifier);
    const end = ends.get(one.incarnation);
    if (!end || end.size < one.size) ends.set(one.incarnation, one);
    // Its entries were lost with a backup that was put back, and an entry says so.
    if (one.size > lostFrom(one, restorations)) continue;
    if (one.size > size) {
      throw diverged(
        `${one.size} entries were published, and the database has ${size} in its tree: it was put back to an older state.`,
      );
    }
    if (!(await hashOf(0, one.size)).equals(one.root)) {
      throw diverged(`What was published over ${one.size} entries is another history than the database's.`);
    }
  }
  assertRestorations([...ends.values()], restorations);
  return count;
}

/** With the lines of witnesses and without them it is one checkpoint: these come soon, and what is further apart is counted again. */
const MOST_RECENT = 4_096;

function remember(recent: Set<string>, text: string): void {
  recent.add(text);
  const [oldest] = recent;
  if (recent.size > MOST_RECENT && oldest !== undefined) recent.delete(oldest);
}

function signedBy(note: string, verifier: NoteVerifier): Checkpoint {
  const signed = checkpointBy(note, verifier);
  if (!signed) throw invalid(null, `A published checkpoint is not signed by this ledger's key.`);
  return signed;
}

/** From which size on the entries of a checkpoint's incarnation were lost with a backup that was put back. */
const lostFrom = ({ incarnation }: Checkpoint, restorations: readonly Restoration[]): number =>
  Math.min(
    ...restorations.filter((one) => one.incarnation > incarnation).map(({ newSize }) => newSize),
    Number.POSITIVE_INFINITY,
  );

/** Each restoration names the last that was published before it. @param all the last of each incarnation @throws Found */
function assertRestorations(all: readonly Checkpoint[], restorations: readonly Restoration[]): void {
  for (const { incarnation, oldSize, oldRoot } of restorations) {
    const before = all.filter((one) => one.incarnation < incarnation).toSorted((a, b) => b.incarnation - a.incarnation);
    const [last] = before;
    if (last && (last.size !== oldSize || last.root.toString('base64') !== oldRoot)) {
      throw diverged(
        `The entry about the backup that was put back names another end of incarnation ${last.incarnation} than was published.`,
      );
    }
  }
}

const diverged = (what: string): Found => new Found('diverged', { entryId: null, what });
