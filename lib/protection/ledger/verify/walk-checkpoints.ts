/** Compares the checkpoints that the database holds with the tree as it grows, and with the acts that explain a state. */
import type { Tx } from '@/lib/platform/db/transaction';
import type { Entry } from '../entry';
import { type Checkpoint, checkpointBy } from '../tree/checkpoint';
import type { GrowingTree } from '../tree/growth';
import type { NoteVerifier } from '../tree/note';
import { changedParts, explains, STATE_PARTS, type StateDigests, type StatePart, stateDigest } from '../tree/state';
import { invalid } from './finding';
import type { Restoration } from './published';

interface StoredCheckpoint {
  size: string;
  incarnation: number;
  root: Buffer;
  state: string;
  note: string;
}

const BATCH = 500;

/** What each part of the security state is called. */
export const PART_WORDS: Record<StatePart, string> = {
  settings: 'Marks, encryption, restrictions or other settings',
  rights: 'Rights of people or programs',
  agreements: 'Agreements, connected apps or suspensions',
  keys: 'Data keys',
};

export class CheckpointWalk {
  #batch: StoredCheckpoint[] = [];
  #at = 0;
  /** The last one that was good. */
  last: (Checkpoint & { digests: StateDigests }) | null = null;
  /** Those above 1, of the good ones. */
  readonly #incarnations = new Set<number>();
  /** Which parts an act since then may have changed. */
  #explained = new Set<StatePart>();

  constructor(
    private readonly tx: Tx,
    private readonly verifier: NoteVerifier,
  ) {}

  /** How many leaves the first checkpoint is over; 0 where there is none. */
  async firstSize(): Promise<number> {
    await this.#next();
    return Number(this.#batch[0]?.size ?? 0);
  }

  /** An entry became the last leaf of the tree. @throws Found */
  async onLeaf(entry: Entry, tree: GrowingTree): Promise<void> {
    for (const part of STATE_PARTS) if (explains(entry, part)) this.#explained.add(part);
    const next = this.#batch[this.#at];
    if (!next || Number(next.size) > tree.size) return;
    this.#check(next, tree);
    this.#at += 1;
    if (this.#at === this.#batch.length) await this.#next();
  }

  /** All leaves are read: is there a checkpoint over the last, and none beyond? @throws Found */
  end(tree: GrowingTree): void {
    const beyond = this.#batch[this.#at];
    if (beyond)
      throw invalid(null, `The checkpoint over ${beyond.size} entries is beyond the ${tree.size} that the tree has.`);
    if ((this.last?.size ?? 0) !== tree.size)
      throw invalid(null, `No checkpoint is over all ${tree.size} entries of the tree.`);
  }

  /** Whoever puts a backup back says so. It may be said after the first checkpoint of an incarnation. @throws Found */
  assertRestored(restorations: readonly Restoration[]): void {
    const said = new Set(restorations.map(({ incarnation }) => incarnation));
    const unsaid = [...this.#incarnations].find((incarnation) => !said.has(incarnation));
    if (unsaid) throw invalid(null, `Incarnation ${unsaid} was begun, and no entry says that a backup was put back.`);
  }

  #check(stored: StoredCheckpoint, tree: GrowingTree): void {
    const name = `The checkpoint over ${stored.size} entries`;
    if (Number(stored.size) !== tree.size) throw invalid(null, `${name} has no place in the order of checkpoints.`);
    const signed = checkpointBy(stored.note, this.verifier);
    if (!signed) throw invalid(null, `${name} is not signed by this ledger's key.`);
    if (!signed.root.equals(tree.root()) || !stored.root.equals(signed.root)) {
      throw invalid(null, `${name} does not have the root that these entries make.`);
    }
    const isSame =
      signed.size === tree.size && signed.origin === this.verifier.name && signed.incarnation === stored.incarnation;
    if (!isSame || !signed.state.equals(stateDigest(stored.state)))
      throw invalid(null, `${name} says something else than is signed.`);
    if (this.last?.map && !signed.map && this.last.incarnation === signed.incarnation)
      throw invalid(null, `${name} has no root of the map, and the one before it has.`);
    const digests = JSON.parse(stored.state) as StateDigests;
    this.assertExplained(digests);
    this.last = { ...signed, digests };
    if (signed.incarnation > 1) this.#incarnations.add(signed.incarnation);
    this.#explained.clear();
  }

  /**
   * A state of after the last checkpoint: each part that differs needs an act.
   * @param waiting the parts for which one waits
   * @throws Found
   */
  assertExplained(digests: StateDigests, waiting: ReadonlySet<StatePart> = new Set()): void {
    if (!this.last) return;
    const changed = changedParts(this.last.digests, digests).find(
      (part) => !this.#explained.has(part) && !waiting.has(part),
    );
    if (changed)
      throw invalid(
        null,
        `${PART_WORDS[changed]} were changed after entry ${this.last.size} of the tree, and no entry explains it.`,
      );
  }

  async #next(): Promise<void> {
    const after = Number(this.#batch.at(-1)?.size ?? 0);
    this.#batch = await this.tx.sql<StoredCheckpoint[]>`
      select size, incarnation, root, state, note from ledger_checkpoints
      where org_id = ${this.tx.orgId} and size > ${after} order by size limit ${BATCH}`;
    this.#at = 0;
  }
}
