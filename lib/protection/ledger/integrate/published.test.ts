import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newestNote, publish, publishedNotes } from './published';

let folder: string;

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'careledger-checkpoints-')), '1');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

test('what is published is read back, all of it and the newest, and nothing else is left', async () => {
  expect([await newestNote(folder), await publishedNotes(folder)]).toEqual([null, []]);
  await publish(folder, 'one\n\n— a b\n');
  await publish(folder, 'two\n\n— a b\n');
  expect(await publishedNotes(folder)).toEqual(['one\n\n— a b\n', 'two\n\n— a b\n']);
  expect(await newestNote(folder)).toBe('two\n\n— a b\n');
  expect(readdirSync(folder).sort()).toEqual(['checkpoint', 'checkpoints.jsonl']);
});

test('a line that a crash cut off is no checkpoint, and the next one takes its place', async () => {
  await publish(folder, 'one\n');
  appendFileSync(join(folder, 'checkpoints.jsonl'), '{"note":"tw');
  expect(await publishedNotes(folder)).toEqual(['one\n']);
  await publish(folder, 'two\n');
  expect(await publishedNotes(folder)).toEqual(['one\n', 'two\n']);
});
