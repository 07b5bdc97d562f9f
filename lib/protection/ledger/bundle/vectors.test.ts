/** What the page of a bundle checks with, against what is published: the same vectors as the server's own code. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openNote, readVkey, type Verifier } from './notes';
import { isLeafIncluded } from './sums';

interface Inclusion {
  desc: string;
  root: string;
  leafHash: string;
  leafIdx: number;
  treeSize: number;
  proof: string[] | null;
  wantErr: boolean;
}

const vectors: {
  inclusion: Inclusion[];
  notes: { name: string; note: string; verifiers: string[]; valid: boolean }[];
} = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'tree', 'testdata', 'vectors.json'), 'utf8'));

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));

test('RFC 6962 inclusion: what is published as right is taken, what as wrong is not', () => {
  const wrong = vectors.inclusion.filter(({ leafHash, leafIdx, treeSize, root, proof, wantErr }) => {
    const way = { index: leafIdx, proof: (proof ?? []).map(bytes) };
    return isLeafIncluded(bytes(leafHash), way, { size: treeSize, root: bytes(root) }) === wantErr;
  });
  expect(wrong.map(({ desc }) => desc)).toEqual([]);
  expect(vectors.inclusion.length).toBe(53);
});

test.each(vectors.notes)('signed note: $name', ({ note, verifiers, valid }) => {
  const keys = verifiers.map(readVkey).filter((one): one is Verifier => one !== null);
  const opened = openNote(note, keys);
  expect(opened !== null && opened.signedBy.length > 0).toBe(valid);
});
