/**
 * The map of subjects grows with the tree, in the integrator's transaction and under its lock.
 * Guarantees: after each step every list has exactly the entries about its subject among the leaves that the map covers; what
 * was signed is gone on from, or nothing.
 * Does not: judge an entry.
 */
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { Tx } from '@/lib/platform/db/transaction';
import { GrowingMap } from './growth';
import { appended, EMPTY_LIST, type Item, saidOf } from './list';
import { pseudonymOf } from './pseudonym';
import { coveredBy, type Grown, keepMap, readNodes, readSubjects } from './stored';
import { type Said, type Subject, subjectInWords, subjectsOf } from './subjects';

/** An entry that becomes a leaf, or is one. */
export interface Leaf extends Said {
  leafHash: Buffer;
}

interface Growing {
  key: Buffer;
  added: Item[];
}

export class MapInTx {
  #size: number;
  #root: Buffer | null;
  readonly #pseudonyms = new Map<string, Buffer>();

  private constructor(
    private readonly tx: Tx,
    private readonly keys: OrgKeys,
    { size, root }: { size: number; root: Buffer | null },
  ) {
    this.#size = size;
    this.#root = root;
  }

  /**
   * @param signed the tree as it was signed last, and the map's root then, where it was signed
   * @param mayBeGone it was lost with a backup that was put back: it is made anew
   * @throws RangeError when it is not what was signed
   */
  static async open(
    tx: Tx,
    keys: OrgKeys,
    signed: { size: number; map?: Buffer | undefined },
    mayBeGone: boolean,
  ): Promise<MapInTx> {
    const size = await coveredBy(tx);
    const isGone = size === null && mayBeGone;
    const isWhole = signed.map === undefined ? (size ?? 0) <= signed.size : size === signed.size;
    if (!isWhole && !isGone) throw new RangeError('The map does not cover what was signed.');
    return new MapInTx(tx, keys, { size: size ?? 0, root: (!isGone && signed.map) || null });
  }

  /** How many leaves of the tree it covers. */
  get size(): number {
    return this.#size;
  }

  /** Null before it has anything in it, or where it was only read. */
  get root(): Buffer | null {
    return this.#root;
  }

  /** The leaves that follow those it covers. @throws RangeError when what it has is not what it should be */
  async add(leaves: readonly Leaf[]): Promise<void> {
    const growing = this.#bySubject(leaves);
    const keys = growing.map(({ key }) => key);
    const [lists, map] = await Promise.all([
      readSubjects(this.tx, keys),
      GrowingMap.read(keys, this.#root, (paths) => readNodes(this.tx, paths)),
    ]);
    const grown: Grown[] = growing.map(({ key, added }) => {
      const known = lists.get(key.toString('hex'));
      const said = map.get(key);
      const isSame = known ? said?.equals(saidOf(known)) : said === null;
      if (!isSame) throw new RangeError('A list of the map is not what was signed.');
      return { key, added, list: appended(known ?? EMPTY_LIST, added) };
    });
    for (const { key, list } of grown) map.put(key, saidOf(list));
    const { root, nodes } = map.grown();
    await keepMap(this.tx, this.#size + leaves.length, grown, nodes);
    this.#size += leaves.length;
    this.#root = root;
  }

  #bySubject(leaves: readonly Leaf[]): Growing[] {
    const byKey = new Map<string, Growing>();
    for (const [n, leaf] of leaves.entries()) {
      const item = { index: this.#size + n, leafHash: leaf.leafHash };
      for (const subject of subjectsOf(leaf)) {
        const name = subjectInWords(subject);
        const growing = byKey.get(name) ?? { key: this.#pseudonym(name, subject), added: [] };
        growing.added.push(item);
        byKey.set(name, growing);
      }
    }
    return [...byKey.values()];
  }

  #pseudonym(name: string, subject: Subject): Buffer {
    const known = this.#pseudonyms.get(name) ?? pseudonymOf(this.keys, subject);
    this.#pseudonyms.set(name, known);
    return known;
  }
}
