/**
 * Whether the map from subjects to entries holds exactly what the entries make, in memory that does not grow with them.
 * While the leaves are read, a keyed fingerprint of each (subject, entry) is added up in one of 65,536 sums, by its pseudonym; then
 * the lists of the map are read in their order and theirs are added up too. Equal sums, equal lists: the key is drawn for each
 * verification, so nobody makes lists that only seem right. Then each list has to make its subject's count and hashes, these the
 * nodes, and these the root that was signed.
 * Entries whose body is gone are in the lists still, and held by the signed root alone.
 */
import { hash, randomBytes } from 'node:crypto';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Entry } from '../entry';
import { appended, EMPTY_LIST, type Item, type List } from '../map/list';
import { pseudonymOf } from '../map/pseudonym';
import { subjectsOf } from '../map/subjects';
import { invalid } from './finding';
import { nameWrong } from './map-naming';
import { walkNodes } from './map-nodes';
import { listsOf, type StoredSubject, subjectsIn } from './map-rows';

const SUMS = 65_536;

/** Which sum a pseudonym belongs to. */
const sumOf = (key: Buffer): number => key.readUInt16BE(0);

export class MapWalk {
  readonly #secret = randomBytes(32);
  readonly #ofEntries = new BigUint64Array(SUMS);
  readonly #ofLists = new BigUint64Array(SUMS);
  /** A bit for each leaf whose entry was read. */
  readonly #read: Uint8Array;

  /** @param covered how many leaves the map says that it covers */
  constructor(
    private readonly tx: Tx,
    private readonly keys: OrgKeys,
    private readonly covered: number,
  ) {
    this.#read = new Uint8Array(Math.ceil(covered / 8));
  }

  /** A good leaf, with its entry. */
  onLeaf(entry: Entry, item: Item): void {
    if (item.index >= this.covered) return;
    this.#read[item.index >> 3] = (this.#read[item.index >> 3] ?? 0) | (1 << (item.index & 7));
    for (const subject of subjectsOf(entry)) this.#add(this.#ofEntries, pseudonymOf(this.keys, subject), item);
  }

  /** All leaves are read. @param root of the map, where the last checkpoint signed one. @throws Found */
  async end(size: number, root: Buffer | undefined): Promise<void> {
    if (this.covered > size || (root && this.covered < size)) {
      throw invalid(null, `The map of subjects covers ${this.covered} entries, and the signed tree has ${size}.`);
    }
    const odd = await this.#walkLists();
    const sum = this.#ofEntries.findIndex((value, at) => value !== this.#ofLists[at]);
    const first = Math.min(...[sum === -1 ? [] : [sum], odd ? [sumOf(odd)] : []].flat());
    if (Number.isFinite(first)) {
      const isRead = (index: number) => this.#isRead(index);
      throw await nameWrong(this.tx, this.keys, {
        covered: this.covered,
        isRead,
        isOfSum: (key) => sumOf(key) === first,
      });
    }
    const made = await walkNodes(this.tx);
    if (root && !made.equals(root)) {
      throw invalid(null, 'The map of subjects is not the one that the last checkpoint signed.');
    }
  }

  /** @returns the first pseudonym whose list does not make what is kept of its subject */
  async #walkLists(): Promise<Buffer | null> {
    const subjects = subjectsIn(this.tx);
    for await (const { key, items } of listsOf(this.tx)) {
      let list: List = EMPTY_LIST;
      for await (const part of items) {
        for (const item of part) if (this.#isRead(item.index)) this.#add(this.#ofLists, key, item);
        list = appended(list, part);
      }
      const subject = (await subjects.next()).value as StoredSubject | undefined;
      if (!subject?.key.equals(key)) return subject && Buffer.compare(subject.key, key) < 0 ? subject.key : key;
      if (subject.count !== list.count || !subject.peaks.equals(list.peaks)) return key;
    }
    const left = (await subjects.next()).value as StoredSubject | undefined;
    return left?.key ?? null;
  }

  #isRead(index: number): boolean {
    // What lies beyond the tree belongs into no list: it is counted, and so found.
    return index >= this.covered || ((this.#read[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;
  }

  #add(sums: BigUint64Array, key: Buffer, { index, leafHash }: Item): void {
    const number = Buffer.alloc(8);
    number.writeBigUInt64BE(BigInt(index));
    const print = hash('sha256', Buffer.concat([this.#secret, key, number, leafHash]), 'buffer').readBigUInt64BE(0);
    sums[sumOf(key)] = (sums[sumOf(key)] ?? 0n) + print;
  }
}
