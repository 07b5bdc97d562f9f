import { appendFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { allPublished } from '@/lib/tools/testing/published-notes';
import { signCheckpoint } from '../tree/checkpoint';
import { hashLeaf } from '../tree/hashes';
import { noteSigner } from '../tree/note';
import { newestNote, publish, publishAgain, publishedNotes, writtenNote } from './published';

let folder: string;

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'careledger-checkpoints-')), '1');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

test('what is published is read back, all of it and the newest, and nothing else is left', async () => {
  expect([await newestNote(folder), await allPublished(folder)]).toEqual([null, []]);
  await publish(folder, 'one\n\n— a b\n');
  await publish(folder, 'two\n\n— a b\n');
  expect(await allPublished(folder)).toEqual(['one\n\n— a b\n', 'two\n\n— a b\n']);
  expect(await newestNote(folder)).toBe('two\n\n— a b\n');
  expect(readdirSync(folder).sort()).toEqual(['checkpoint', 'checkpoints.jsonl']);
});

test('a line that a crash cut off is no checkpoint, and the next one takes its place', async () => {
  await publish(folder, 'one\n');
  appendFileSync(join(folder, 'checkpoints.jsonl'), '{"note":"tw');
  expect(await allPublished(folder)).toEqual(['one\n']);
  await publish(folder, 'two\n');
  expect(await allPublished(folder)).toEqual(['one\n', 'two\n']);
});

test('what is published side by side is there whole, each once, and the newest is one of it', async () => {
  const notes = Array.from({ length: 40 }, (_, n) => `${n}\n${'x'.repeat(n * 50)}\n\n— a b\n`);
  await Promise.all(notes.map((note) => publish(folder, note)));
  expect((await allPublished(folder)).sort()).toEqual(notes.sort());
  expect(notes).toContain(await newestNote(folder));
  expect(readdirSync(folder).sort()).toEqual(['checkpoint', 'checkpoints.jsonl']);
});

test('an older checkpoint that comes with more signatures does not take the place of the newest', async () => {
  await publish(folder, 'one\n');
  await publishAgain(folder, 'one\n', 'one, signed\n');
  expect(await newestNote(folder)).toBe('one, signed\n');
  await publish(folder, 'two\n');
  await publishAgain(folder, 'one, signed\n', 'one, signed twice\n');
  expect(await newestNote(folder)).toBe('two\n');
  expect(await allPublished(folder)).toEqual(['one\n', 'one, signed\n', 'two\n', 'one, signed twice\n']);
});

test('what is published while the notes are read is not among them: the database was not asked yet', async () => {
  await publish(folder, 'one\n');
  const notes = await publishedNotes(folder);
  await publish(folder, 'two\n');
  for await (const note of notes) expect(note).toBe('one\n');
  expect(await allPublished(folder)).toEqual(['one\n', 'two\n']);
});

const SIGNER = noteSigner('one', Buffer.alloc(32, 7));
const checkpoint = (size: number, incarnation = 1): string =>
  signCheckpoint({ origin: 'one', size, root: hashLeaf('r'), state: hashLeaf('s'), incarnation }, SIGNER);

test('an earlier checkpoint that comes late does not take the place of a later one', async () => {
  for (const note of [checkpoint(5), checkpoint(9), checkpoint(7)]) await publish(folder, note);
  expect([await writtenNote(folder), await newestNote(folder)]).toEqual([checkpoint(9), checkpoint(9)]);
  await publish(folder, checkpoint(2, 2));
  expect(await writtenNote(folder)).toBe(checkpoint(2, 2));
  await publish(folder, checkpoint(30));
  expect(await newestNote(folder)).toBe(checkpoint(2, 2));
  expect(await allPublished(folder)).toHaveLength(5);
});

test('the newest is the latest of all, where the file of the newest stayed behind', async () => {
  await publish(folder, checkpoint(9));
  writeFileSync(join(folder, 'checkpoint'), checkpoint(5));
  expect(await newestNote(folder)).toBe(checkpoint(9));
});

test('where one has more signatures, that is the newest', async () => {
  await publish(folder, checkpoint(9));
  await publishAgain(folder, checkpoint(9), `${checkpoint(9)}— w abc\n`);
  expect(await newestNote(folder)).toBe(`${checkpoint(9)}— w abc\n`);
});
