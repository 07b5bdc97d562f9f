import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import { expect, test } from 'vitest';
import { GrowingTree } from './growth';
import { hashLeaf } from './hashes';
import { noteVerifier, openNote } from './note';
import { isConsistent, isIncluded } from './proofs';

interface Vector {
  desc: string;
  root: string;
  leafHash: string;
  leafIdx: number;
  treeSize: number;
  root1: string;
  root2: string;
  size1: number;
  size2: number;
  proof: string[] | null;
  wantErr: boolean;
}

const vectors: {
  inclusion: Vector[];
  consistency: Vector[];
  roots: { leaf_inputs_hex: string[]; roots_hex: string[] };
  notes: { name: string; note: string; verifiers: string[]; valid: boolean }[];
  rfc8785: { name: string; input: string; output: string }[];
} = JSON.parse(readFileSync(join(import.meta.dirname, 'testdata', 'vectors.json'), 'utf8'));

const bytes = (text: string | null) => Buffer.from(text ?? '', 'base64');
const proofOf = ({ proof }: Vector) => (proof ?? []).map(bytes);

test('every published vector of proofs, notes and canonical JSON is here', () => {
  const { inclusion, consistency, roots, notes, rfc8785 } = vectors;
  expect([inclusion, consistency, roots.roots_hex, notes, rfc8785].map((all) => all.length)).toEqual([53, 43, 9, 8, 3]);
});

test('RFC 6962 inclusion: what is published as right is taken, what as wrong is not', () => {
  const wrong = vectors.inclusion.filter((one) => {
    const tree = { size: one.treeSize, root: bytes(one.root) };
    return isIncluded(bytes(one.leafHash), one.leafIdx, tree, proofOf(one)) === one.wantErr;
  });
  expect(wrong.map(({ desc }) => desc)).toEqual([]);
});

test('RFC 6962 consistency: what is published as right is taken, what as wrong is not', () => {
  const wrong = vectors.consistency.filter((one) => {
    const [first, second] = [
      { size: one.size1, root: bytes(one.root1) },
      { size: one.size2, root: bytes(one.root2) },
    ];
    return isConsistent(first, second, proofOf(one)) === one.wantErr;
  });
  expect(wrong.map(({ desc }) => desc)).toEqual([]);
});

test('RFC 6962 roots of the reference tree', () => {
  const tree = new GrowingTree();
  const { leaf_inputs_hex: inputs, roots_hex: roots } = vectors.roots;
  expect(tree.root().toString('hex')).toBe(roots[0]);
  inputs.forEach((input, n) => {
    tree.append(hashLeaf(Buffer.from(input, 'hex')));
    expect(tree.root().toString('hex')).toBe(roots[n + 1]);
  });
});

test.each(vectors.notes)('signed note: $name', ({ note, verifiers, valid }) => {
  const open = () => openNote(note, verifiers.map(noteVerifier));
  if (valid) expect(open().text).toBe(note.slice(0, note.lastIndexOf('\n\n') + 1));
  else expect(open).toThrow();
});

test.each(vectors.rfc8785)('RFC 8785 canonical JSON: $name', ({ input, output }) => {
  expect(canonicalize(JSON.parse(input))).toBe(output);
});
