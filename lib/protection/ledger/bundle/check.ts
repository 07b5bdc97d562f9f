/**
 * Checks a bundle, line by line, in memory of none (of those only that it shows to be all): the page in it runs this.
 * Guarantees: a bundle in which nothing is found has the entries that the organisation's key signed for, word for word, each at its
 * place in the signed tree, none more, none fewer and none twice.
 * Does not: say whose key it is. Nor that the filter found all: see the manifest's `sight` and `leftOut`.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { type BundledAnswer, checkComplete, isAbout } from './completeness';
import { type BundleLine, entriesLine, idIn, proofsLine } from './lines';
import { type FileSum, type Manifest, manifestNoteText } from './manifest';
import { openNote, readCheckpoint, readVkey, type Tree, type Verifier } from './notes';
import { readManifest } from './read-manifest';
import { bytesOf, fromBase64, isIncluded, RunningSum, toBase64 } from './sums';

/** The files that are read whole. */
export interface SignedFiles {
  manifest: string;
  manifestNote: string;
  checkpoint: string;
  /** That the entries are all about one subject (`completeness.ts`), where it is said so. */
  answer?: string;
}

export interface Fault {
  /** Null when it is about no one entry. */
  entryId: string | null;
  what: string;
}

const MOST_FAULTS = 200;

export class BundleCheck {
  readonly faults: Fault[] = [];
  /** Beyond those that are kept. */
  more = 0;
  /** Null when the manifest cannot be read. */
  readonly manifest: Manifest | null;
  readonly tree: Tree | null;
  /** Names of witnesses that signed the checkpoint, by keys that the bundle names. */
  readonly witnessedBy: string[] = [];
  /** The keys by which they did. */
  readonly witnessKeys: string[] = [];
  entries = 0;
  /** How many there are about the subject, where that these are all was proven. */
  complete: number | null = null;
  readonly #answer: BundledAnswer | null;
  readonly #verifier: Verifier | null;
  readonly #about: BundleLine[] = [];
  readonly #checkpoint: string;
  readonly #sums = { 'entries.jsonl': new RunningSum(), 'proofs.jsonl': new RunningSum() };
  #last = '';

  constructor({ manifest, manifestNote, checkpoint, answer }: SignedFiles) {
    this.#checkpoint = checkpoint;
    this.#answer = readAnswer(answer);
    this.manifest = readManifest(manifest);
    if (!this.manifest) this.#fault(null, 'The manifest cannot be read.');
    const verifier = readVkey(this.manifest?.vkey ?? '');
    this.#verifier = verifier;
    if (!verifier) this.#fault(null, 'The manifest names no key.');
    this.tree = this.#openCheckpoint(verifier);
    const signed = verifier && openNote(manifestNote, [verifier]);
    const text = manifestNoteText(this.tree?.origin ?? '', sha256(bytesOf(manifest)));
    if (signed?.text !== text || signed.signedBy.length === 0) {
      this.#fault(null, 'The manifest is not as the organisation’s key signed it.');
    }
  }

  #openCheckpoint(verifier: Verifier | null): Tree | null {
    const keys = this.manifest?.witnesses ?? [];
    const witnesses = keys.map(readVkey).filter((one) => one !== null);
    const opened = verifier && openNote(this.#checkpoint, [verifier, ...witnesses]);
    const tree = opened?.signedBy.includes(verifier?.name ?? '') ? readCheckpoint(opened.text) : null;
    const said = this.manifest?.checkpoint;
    if (!opened || !tree || tree.origin !== verifier?.name) {
      this.#fault(null, 'The checkpoint is not signed by the organisation’s key.');
      return null;
    }
    this.witnessedBy.push(...opened.signedBy.filter((name) => name !== verifier.name));
    this.witnessKeys.push(...keys.filter((key) => isSignedBy(this.#checkpoint, key, verifier.name)));
    if (said?.size !== tree.size || said.root !== toBase64(tree.root) || this.manifest?.origin !== tree.origin) {
      this.#fault(null, 'The checkpoint is another than the manifest names.');
    }
    return tree;
  }

  /** @param text the line as it stands, to name it when it could not be read */
  add(line: BundleLine | null, text: string): void {
    this.entries += 1;
    if (!line) {
      this.#fault(idIn(text), `Line ${this.entries} is not as it was written.`);
      return;
    }
    this.#sums['entries.jsonl'].add(entriesLine(line));
    this.#sums['proofs.jsonl'].add(proofsLine(line, this.#checkpoint));
    if (!isAfter(line.id, this.#last)) this.#fault(line.id, 'It is out of its order, or there twice.');
    this.#last = line.id;
    const { complete } = this.manifest ?? {};
    if (complete && isAbout(line.canonical, complete.subject)) this.#about.push(line);
    const proof = line.proof.map(fromBase64);
    const isHere = this.tree && !proof.includes(null);
    if (
      !isHere ||
      !isIncluded(line.canonical, { index: line.index, proof: proof as Uint8Array[] }, this.tree as Tree)
    ) {
      this.#fault(line.id, `It is not what was signed as leaf ${line.index}: it, or its proof, was changed.`);
    }
  }

  /** What else is found once the last line was added. */
  async end(): Promise<void> {
    if (!this.manifest) return;
    await this.#checkComplete(this.manifest);
    const { entries, last } = this.manifest;
    if (entries !== this.entries) {
      this.#fault(null, `The bundle was made with ${entries} entries, and ${this.entries} are there.`);
    }
    if ((last?.id ?? '') !== this.#last) this.#fault(null, 'The last entry is another than the manifest names.');
    const checkpoint = new RunningSum();
    checkpoint.add(this.#checkpoint);
    for (const [name, sum] of Object.entries({ ...this.#sums, checkpoint })) {
      this.addSum({ name, bytes: sum.bytes, sha256: sum.end() });
    }
  }

  async #checkComplete({ complete }: Manifest): Promise<void> {
    if (!complete) return;
    const [answer, verifier] = [this.#answer, this.#verifier];
    const isOfThis =
      answer &&
      textOf(answer.checkpoint) === textOf(this.#checkpoint) &&
      answer.subject.kind === complete.subject.kind &&
      answer.subject.id === complete.subject.id;
    if (!answer || !verifier || !isOfThis) {
      this.#fault(null, 'The proof that the entries are all about one subject is missing.');
      return;
    }
    const checked = await checkComplete(answer, this.#about, {
      sha256: (bytes) => sha256(bytes),
      openNote: (note) => openedBy(note, verifier),
    });
    if (checked.complete) this.complete = checked.entries;
    else this.#fault(null, `Something was left out or added: ${checked.problem}`);
  }

  /** Compares a file with what the manifest says of it. @returns whether it is as it was */
  addSum({ name, bytes, sha256: sum }: FileSum): boolean {
    const file = this.manifest?.files.find((one) => one.name === name);
    const isSame = file?.sha256 === sum && file.bytes === bytes;
    if (!isSame) this.#fault(null, file ? `${name} is not as it was written.` : `${name} is no file of this bundle.`);
    return isSame;
  }

  /** Something that was found elsewhere. */
  fault(what: string, entryId: string | null = null): void {
    this.#fault(entryId, what);
  }

  #fault(entryId: string | null, what: string): void {
    if (this.faults.length < MOST_FAULTS) this.faults.push({ entryId, what });
    else this.more += 1;
  }
}

/** Ids are positive decimal numbers without leading zeros. */
const isAfter = (id: string, last: string): boolean =>
  /^[1-9]\d*$/.test(id) && (id.length === last.length ? id > last : id.length > last.length);

/** Whether a witness signed the note by this very key. */
function isSignedBy(note: string, vkey: string, ownName: string): boolean {
  const witness = readVkey(vkey);
  return witness !== null && witness.name !== ownName && (openNote(note, [witness])?.signedBy.length ?? 0) > 0;
}

/** What of a note is signed. */
const textOf = (note: string): string => note.slice(0, note.lastIndexOf('\n\n'));

function openedBy(note: string, verifier: Verifier): string | null {
  const opened = openNote(note, [verifier]);
  return opened && opened.signedBy.length > 0 ? opened.text : null;
}

/** Null when it is none, or not spelled as Careledger spells it: what the proof does not need is not changed either. */
function readAnswer(text: string | undefined): BundledAnswer | null {
  try {
    const read = JSON.parse(text ?? '') as BundledAnswer;
    const isOne = typeof read.checkpoint === 'string' && Array.isArray(read.entries) && read.subject && read.map;
    return isOne && JSON.stringify(spelled(read)) === text ? read : null;
  } catch {
    return null;
  }
}

function spelled({ format, subject, named, entries, map, checkpoint }: BundledAnswer): BundledAnswer {
  const { beside, other } = map;
  return {
    format,
    subject: { kind: subject.kind, id: subject.id },
    named,
    entries: entries.map(({ index, leafHash }) => ({
      index,
      entry: null,
      ...(leafHash !== undefined && { leafHash }),
    })),
    map: { beside, other: other && { key: other.key, value: other.value } },
    checkpoint,
  };
}
