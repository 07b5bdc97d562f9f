import { hash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashLeaf, hashNode, splitOf } from '../tree/hashes';
import { noteSigner, noteVerifier, openNote, signNote } from '../tree/note';
import { ANSWER_FORMAT, type Answer, type AnsweredEntry, checkAnswer, namedText } from './check-answer';
import { GrowingMap } from './growth';
import { appended, EMPTY_LIST, type Item, saidOf } from './list';
import { encodeNode } from './node';
import { itemBytes, mapLeafBytes, mapNodeBytes, NOTHING, valueBytes } from './preimages';
import { subjectsOf } from './subjects';
import { wayThrough } from './way';

const sha256 = (bytes: Uint8Array): Buffer => hash('sha256', bytes, 'buffer');

/** A map in memory. */
class Memory {
  readonly nodes = new Map<string, Buffer>();
  root: Buffer | null = null;

  read = async (paths: readonly string[]) =>
    new Map(paths.flatMap((path) => (this.nodes.has(path) ? [[path, this.nodes.get(path) as Buffer] as const] : [])));

  async put(entries: readonly (readonly [Buffer, Buffer])[]): Promise<void> {
    const map = await GrowingMap.read(
      entries.map(([key]) => key),
      this.root,
      this.read,
    );
    for (const [key, value] of entries) map.put(key, value);
    const { root, nodes } = map.grown();
    for (const [path, node] of nodes) this.nodes.set(path, encodeNode(node));
    this.root = root;
  }
}

/** The definition, as it is written down: no stored nodes, no collapsing on the way. */
function plainRoot(entries: readonly (readonly [Buffer, Buffer])[], depth = 0): Buffer {
  const [first] = entries;
  if (!first) return Buffer.from(NOTHING);
  if (entries.length === 1) return sha256(mapLeafBytes(...first));
  const isLeft = ([key]: readonly [Buffer, Buffer]) => (((key[depth >> 3] ?? 0) >> (7 - (depth % 8))) & 1) === 0;
  const right = entries.filter((entry) => !isLeft(entry));
  return sha256(mapNodeBytes(plainRoot(entries.filter(isLeft), depth + 1), plainRoot(right, depth + 1)));
}

const key = fc.oneof(
  fc.uint8Array({ minLength: 32, maxLength: 32 }),
  // Those that share a long beginning.
  fc
    .tuple(fc.integer({ min: 24, max: 31 }), fc.nat(255))
    .map(([at, byte]) => new Uint8Array(32).fill(byte, at, at + 1)),
);

test('a map that grew in any steps has the root that its definition says, and the same in whatever order', async () => {
  const steps = fc.array(fc.array(fc.tuple(key, fc.uint8Array({ minLength: 32, maxLength: 32 })), { maxLength: 12 }));
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const memory = new Memory();
      const known = new Map<string, readonly [Buffer, Buffer]>();
      for (const step of all) {
        const entries = step.map(([k, v]) => [Buffer.from(k), Buffer.from(v)] as const);
        await memory.put(entries);
        for (const entry of entries) known.set(entry[0].toString('hex'), entry);
      }
      if (all.length > 0) expect(memory.root).toEqual(plainRoot([...known.values()]));
    }),
    { numRuns: 60 },
  );
});

test('a node that is not the one that was signed is gone on from by nobody', async () => {
  const memory = new Memory();
  const entries = Array.from({ length: 40 }, () => [randomBytes(32), randomBytes(32)] as const);
  await memory.put(entries);
  for (const [path, bytes] of [...memory.nodes]) {
    const changed = Buffer.from(bytes);
    changed[changed.length - 1] = (changed[changed.length - 1] ?? 0) ^ 1;
    memory.nodes.set(path, changed);
    await expect(memory.put(entries)).rejects.toThrow(RangeError);
    memory.nodes.set(path, bytes);
  }
});

test('a list has the root of RFC 6962, however it grew', () => {
  const items: Item[] = Array.from({ length: 70 }, (_, n) => ({ index: n * 3, leafHash: hashLeaf(`${n}`) }));
  const plain = (all: readonly Buffer[]): Buffer => {
    const [only] = all;
    if (all.length <= 1) return only ?? sha256(Buffer.alloc(0));
    const split = splitOf(all.length);
    return hashNode(plain(all.slice(0, split)), plain(all.slice(split)));
  };
  for (let size = 0; size <= items.length; size += 1) {
    const hashes = items.slice(0, size).map(({ index, leafHash }) => sha256(itemBytes(index, leafHash)));
    for (const split of [0, Math.floor(size / 2), size]) {
      const list = appended(appended(EMPTY_LIST, items.slice(0, split)), items.slice(split, size));
      expect(saidOf(list)).toEqual(sha256(valueBytes(size, plain(hashes))));
    }
  }
});

const signer = noteSigner('careledger/7', Buffer.alloc(32, 7));
const means = {
  sha256,
  openNote(note: string) {
    try {
      return openNote(note, [noteVerifier(signer.vkey)]).text;
    } catch {
      return null;
    }
  },
};

const entryAbout = (record: string, n: number): string =>
  JSON.stringify({ action: 'record.view', actor: { id: '5', kind: 'user', name: 'X' }, n, record, subject: null });

/** A ledger of records, each with some entries, and the answer about any of them. */
async function makeLedger(counts: readonly number[]) {
  const memory = new Memory();
  const lists = new Map<string, AnsweredEntry[]>();
  let size = 0;
  for (const [at, count] of counts.entries()) {
    const entries: AnsweredEntry[] = [];
    for (let n = 0; n < count; n += 1, size += 2) entries.push({ index: size, entry: entryAbout(String(at + 1), n) });
    lists.set(String(at + 1), entries);
  }
  const pseudonym = (id: string) => sha256(Buffer.from(`secret record ${id}`));
  await memory.put(
    [...lists].flatMap(([id, entries]) => {
      const items = entries.map(({ index, entry }) => ({ index, leafHash: hashLeaf(entry ?? '') }));
      return items.length === 0 ? [] : [[pseudonym(id), saidOf(appended(EMPTY_LIST, items))] as const];
    }),
  );
  const checkpoint = signNote(
    `careledger/7\n${size}\n${sha256(Buffer.from('tree')).toString('base64')}\ncareledger-map ${memory.root?.toString('base64')}\n`,
    signer,
  );
  return async (id: string): Promise<Answer> => ({
    format: ANSWER_FORMAT,
    subject: { kind: 'record', id },
    named: signNote(namedText('careledger/7', { kind: 'record', id }, pseudonym(id).toString('hex')), signer),
    entries: lists.get(id) ?? [],
    map: await wayThrough(pseudonym(id), memory.read),
    checkpoint,
  });
}

const isComplete = async (answer: Answer): Promise<boolean> => (await checkAnswer(answer, means)).complete;

test('dropping any one entry from an answer is caught in 10,000 of 10,000 trials', async () => {
  const answerOf = await makeLedger(Array.from({ length: 60 }, (_, n) => 1 + (n % 9)));
  const answers = await Promise.all(Array.from({ length: 60 }, (_, n) => answerOf(String(n + 1))));
  let caught = 0;
  for (let trial = 0; trial < 10_000; trial += 1) {
    const answer = answers[trial % answers.length] as Answer;
    if (trial < answers.length) expect(await isComplete(answer)).toBe(true);
    const dropped = Math.floor(Math.random() * answer.entries.length);
    const entries = answer.entries.filter((_, at) => at !== dropped);
    if (!(await isComplete({ ...answer, entries }))) caught += 1;
  }
  expect(caught).toBe(10_000);
});

test('that there is none is proven too, and claimed of nothing that has entries', async () => {
  const answerOf = await makeLedger(Array.from({ length: 40 }, () => 2));
  for (let id = 41; id < 240; id += 1) {
    expect(await checkAnswer(await answerOf(String(id)), means)).toMatchObject({ complete: true, entries: 0 });
  }
  const [one, none] = [await answerOf('7'), await answerOf('99')];
  expect(await isComplete({ ...one, entries: [] })).toBe(false);
  expect(await isComplete({ ...one, entries: [], map: none.map })).toBe(false);
  expect(await isComplete({ ...none, entries: one.entries })).toBe(false);
  expect(await isComplete({ ...none, map: { beside: [], other: null } })).toBe(false);
});

test('an answer with anything else changed is not complete, and says why', async () => {
  const answerOf = await makeLedger([3, 4, 5]);
  const [answer, other] = [await answerOf('2'), await answerOf('3')];
  const [first, second, ...rest] = answer.entries as [AnsweredEntry, AnsweredEntry, ...AnsweredEntry[]];
  const edited = { ...first, entry: (first.entry ?? '').replace('"X"', '"Y"') };
  const wrong: [Answer, string][] = [
    [{ ...answer, entries: [edited, second, ...rest] }, 'do not make what was signed'],
    [{ ...answer, entries: [second, first, ...rest] }, 'out of its order'],
    [{ ...answer, entries: [first, first, second, ...rest] }, 'out of its order'],
    [{ ...answer, entries: other.entries }, 'not about record 2'],
    [{ ...answer, named: other.named }, 'of another subject'],
    [{ ...other, subject: answer.subject }, 'of another subject'],
    [{ ...answer, named: answer.named.replace('record 2', 'record 3') }, 'not signed'],
    [{ ...answer, checkpoint: answer.checkpoint.replace('careledger-map', 'careledger-nap') }, 'not signed'],
    [{ ...answer, checkpoint: answer.named }, 'says nothing of the map'],
    [{ ...answer, entries: [{ ...first, entry: '{' }, second, ...rest] }, 'no answer that can be read'],
    [{ ...answer, format: 'other' as typeof ANSWER_FORMAT }, 'no answer of this format'],
  ];
  for (const [one, why] of wrong) {
    const checked = await checkAnswer(one, means);
    expect(checked).toMatchObject({ complete: false, problem: expect.stringContaining(why) });
  }
});

test('an entry whose body has expired is still counted, by its hash', async () => {
  const answer = await (await makeLedger([3, 4]))('1');
  const [first, ...rest] = answer.entries as [AnsweredEntry, ...AnsweredEntry[]];
  const bare = { index: first.index, entry: null, leafHash: hashLeaf(first.entry ?? '').toString('hex') };
  const expired = { ...answer, entries: [bare, ...rest] };
  expect(await checkAnswer(expired, means)).toMatchObject({ complete: true, entries: 3, expired: 1 });
  expect(await isComplete({ ...answer, entries: [{ ...bare, leafHash: 'ff'.repeat(32) }, ...rest] })).toBe(false);
});

test('the proof without the entries stays under 64 KiB among 20,000 subjects, in which each list is long', async () => {
  const memory = new Memory();
  await memory.put(Array.from({ length: 20_000 }, () => [randomBytes(32), randomBytes(32)] as const));
  const way = await wayThrough(randomBytes(32), memory.read);
  expect(JSON.stringify(way).length).toBeLessThan(4_096);
});

test('an entry is about its record, its conversation and whoever acted, each once', () => {
  const said = { action: 'conversation.link', actorKind: 'user', actorId: '5', recordId: '7', subjectId: '9' };
  expect(subjectsOf(said)).toEqual([
    { kind: 'record', id: '7' },
    { kind: 'conversation', id: '9' },
    { kind: 'person', id: '5' },
  ]);
  expect(subjectsOf({ ...said, action: 'field.mark', actorKind: 'system', recordId: null })).toEqual([]);
});
