/**
 * An answer to "which entries are about this record, conversation or person?", with the proof that none was left out, and its check.
 * Pure, and asks for nothing but a hash and a signature check, which a browser has too.
 * Guarantees: an answer that passes has every entry about the subject that the tree of the signed checkpoint holds, in their
 * order, word for word, and no other; one of no entries, that there is none.
 * Against: whoever makes the answer without the org's key, the database's owner among them.
 * Does not: say which key to trust; vouch for entries that were not yet in the checkpoint's tree; show a body that has expired, of
 * which it has the hash only.
 */
import {
  bitAt,
  HASH_LENGTH,
  itemBytes,
  listNodeBytes,
  mapLeafBytes,
  mapNodeBytes,
  NOTHING,
  valueBytes,
} from './preimages';
import { SUBJECT_KINDS, type Subject, subjectInWords, subjectsOf } from './subjects';

export const ANSWER_FORMAT = 'careledger-answer/1';

/** Hashes and pseudonyms are in lower-case hexadecimal. */
export interface Answer {
  format: typeof ANSWER_FORMAT;
  subject: Subject;
  /** A signed note that says under which pseudonym the map has the subject. */
  named: string;
  /** In the order of the tree. */
  entries: AnsweredEntry[];
  map: {
    /** The hashes beside the way from the root of the map, the upper first; empty where there is nothing. */
    beside: string[];
    /** Where the subject has no entries: the other subject that stands at the end of the way, if one does. */
    other: { key: string; value: string } | null;
  };
  /** A signed note (C2SP tlog-checkpoint) with a line `careledger-map`. */
  checkpoint: string;
}

export interface AnsweredEntry {
  /** Which leaf of the tree it is. */
  index: number;
  /** Its RFC 8785 canonical JSON; null where its body has expired. */
  entry: string | null;
  /** Its leaf hash, where its body has expired. */
  leafHash?: string;
}

export interface Means {
  sha256(bytes: Uint8Array): Uint8Array | Promise<Uint8Array>;
  /** The text of a signed note; null where the ledger's key did not sign it. */
  openNote(note: string): string | null | Promise<string | null>;
}

export type Checked =
  | { complete: true; entries: number; expired: number; treeSize: number }
  /** What is wrong, as a sentence. */
  | { complete: false; problem: string };

class Wrong extends Error {}

/** Never throws for what an answer says: what is no answer is not complete. */
export async function checkAnswer(answer: Answer, means: Means): Promise<Checked> {
  try {
    return await check(answer, means);
  } catch (error) {
    return { complete: false, problem: error instanceof Wrong ? error.message : 'This is no answer that can be read.' };
  }
}

/** What is signed of a subject's pseudonym. Its first line tells it from a checkpoint. */
export const namedText = (origin: string, subject: Subject, keyHex: string): string =>
  `careledger-subject\n${origin}\n${subjectInWords(subject)}\n${keyHex}\n`;

async function check(answer: Answer, { sha256, openNote }: Means): Promise<Checked> {
  if (answer.format !== ANSWER_FORMAT) throw new Wrong('This is no answer of this format.');
  const tree = readCheckpoint(await openNote(answer.checkpoint));
  const key = readName(await openNote(answer.named), tree.origin, answer.subject);
  const items: Uint8Array[] = [];
  let [before, expired] = [-1, 0];
  for (const { index, entry, leafHash } of answer.entries) {
    if (!Number.isSafeInteger(index) || index <= before || index >= tree.size) {
      throw new Wrong(`Leaf ${index} is out of its order.`);
    }
    before = index;
    if (entry === null) expired += 1;
    else assertAbout(entry, index, answer.subject);
    const leaf = entry === null ? bytesOf(leafHash ?? '') : await sha256(prefixed(entry));
    items.push(await sha256(itemBytes(index, leaf)));
  }
  const top = await topOf(answer, key, items, sha256);
  if (!isEqual(top, tree.map)) {
    throw new Wrong(
      items.length === 0
        ? 'That there is no entry does not follow from the signed checkpoint.'
        : 'These are not all entries, or not as they were written: they do not make what was signed.',
    );
  }
  return { complete: true, entries: items.length, expired, treeSize: tree.size };
}

type Sha256 = Means['sha256'];

/** The root of the map that the answer makes. */
async function topOf({ map }: Answer, key: Uint8Array, items: Uint8Array[], sha256: Sha256): Promise<Uint8Array> {
  if (map.beside.length > key.length * 8) throw new Wrong('The way through the map is too long.');
  let hash: Uint8Array = NOTHING;
  if (items.length > 0) {
    const value = await sha256(valueBytes(items.length, await listRoot(items, sha256)));
    hash = await sha256(mapLeafBytes(key, value));
  } else if (map.other) {
    const other = bytesOf(map.other.key);
    for (let depth = 0; depth < map.beside.length; depth += 1) {
      if (bitAt(other, depth) !== bitAt(key, depth)) throw new Wrong('The other subject stands elsewhere in the map.');
    }
    if (isEqual(other, key)) throw new Wrong('The map has entries of this subject.');
    hash = await sha256(mapLeafBytes(other, bytesOf(map.other.value)));
  }
  for (let depth = map.beside.length - 1; depth >= 0; depth -= 1) {
    const text = map.beside[depth] ?? '';
    const beside = text === '' ? NOTHING : bytesOf(text);
    hash = await sha256(bitAt(key, depth) === 0 ? mapNodeBytes(hash, beside) : mapNodeBytes(beside, hash));
  }
  return hash;
}

/** RFC 6962 §2.1, level by level: a node without a right one beside it goes up as it is. */
async function listRoot(items: Uint8Array[], sha256: Sha256): Promise<Uint8Array> {
  let row = items;
  while (row.length > 1) {
    const next: Uint8Array[] = [];
    for (let at = 0; at < row.length; at += 2) {
      const [left, right] = [row[at] as Uint8Array, row[at + 1]];
      next.push(right ? await sha256(listNodeBytes(left, right)) : left);
    }
    row = next;
  }
  return row[0] as Uint8Array;
}

function assertAbout(entry: string, index: number, subject: Subject): void {
  const said = JSON.parse(entry);
  const subjects = subjectsOf({
    action: said.action,
    actorKind: said.actor.kind,
    actorId: said.actor.id,
    recordId: said.record,
    subjectId: said.subject,
  });
  if (!subjects.some(({ kind, id }) => kind === subject.kind && id === subject.id)) {
    throw new Wrong(`The entry that is leaf ${index} is not about ${subjectInWords(subject)}.`);
  }
}

function readCheckpoint(text: string | null): { origin: string; size: number; map: Uint8Array } {
  if (text === null) throw new Wrong('The checkpoint is not signed by this ledger’s key.');
  const [origin = '', sizeText = '', , ...lines] = text.split('\n');
  const map = lines.find((line) => line.startsWith('careledger-map '))?.slice('careledger-map '.length);
  const size = Number(sizeText);
  if (map === undefined || !Number.isSafeInteger(size)) throw new Wrong('The checkpoint says nothing of the map.');
  return { origin, size, map: Uint8Array.from(atob(map), (char) => char.charCodeAt(0)) };
}

function readName(text: string | null, origin: string, subject: Subject): Uint8Array {
  if (text === null) throw new Wrong('The subject’s pseudonym is not signed by this ledger’s key.');
  const key = text.split('\n')[3] ?? '';
  if (!SUBJECT_KINDS.includes(subject.kind) || text !== namedText(origin, subject, key)) {
    throw new Wrong('The pseudonym is of another subject, or of another ledger.');
  }
  return bytesOf(key);
}

const ENCODER = new TextEncoder();

/** What the leaf hash of RFC 6962 is over. */
function prefixed(entry: string): Uint8Array {
  const text = ENCODER.encode(entry);
  const bytes = new Uint8Array(1 + text.length);
  bytes.set(text, 1);
  return bytes;
}

function bytesOf(hex: string): Uint8Array {
  if (!/^[0-9a-f]{64}$/.test(hex)) throw new Wrong('A hash in it is none.');
  return Uint8Array.from({ length: HASH_LENGTH }, (_, at) => Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16));
}

const isEqual = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at]);
