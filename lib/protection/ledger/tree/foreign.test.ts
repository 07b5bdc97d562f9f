/** Ours against Go's: golang.org/x/mod/sumdb, from Debian's golang-go and golang-golang-x-mod-dev. */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { GrowingTree } from './growth';
import { hashLeaf } from './hashes';
import { noteSigner, noteVerifier, openNote, signNote } from './note';
import { consistencyProof, inclusionProof, isConsistent, isIncluded } from './proofs';
import { rangeHash } from './tiles';

const GOPATH = '/usr/share/gocode';
const isThere = existsSync(`${GOPATH}/src/golang.org/x/mod/sumdb/tlog`) && spawnSync('go', ['version']).status === 0;

interface Exchange {
  Vkey: string;
  Note: string;
  Proofs: {
    Size: number;
    Before: number;
    Index: number;
    Root: string;
    BeforeRoot: string;
    Leaf: string;
    Record: string[] | null;
    Tree: string[] | null;
  }[];
}

const signer = noteSigner('careledger/1', randomBytes(32));
const leaves = Array.from({ length: 700 }, (_, n) => hashLeaf(`ours ${n}`));
const base64 = (hash: Buffer) => hash.toString('base64');

/** What ours says of a tree of 700 leaves at several sizes. */
async function ours(): Promise<Exchange> {
  const rootOf = (size: number) => {
    const tree = new GrowingTree();
    for (const leaf of leaves.slice(0, size)) tree.append(leaf);
    return tree.root();
  };
  const read = ({ level, index }: { level: number; index: number }) =>
    level === 0
      ? Buffer.concat(leaves.slice(index * 256, (index + 1) * 256))
      : Buffer.concat([rootOf256(0), rootOf256(1)]);
  const rootOf256 = (n: number) => {
    const tree = new GrowingTree();
    for (const leaf of leaves.slice(n * 256, (n + 1) * 256)) tree.append(leaf);
    return tree.root();
  };
  const hashOf = (from: number, to: number) => rangeHash(from, to, read);
  const Proofs = [];
  for (const Size of [1, 2, 255, 256, 257, 511, 512, 513, 700]) {
    const [Index, Before] = [Math.floor((Size * 2) / 3), Math.ceil(Size / 2)];
    Proofs.push({
      ...{ Size, Before, Index, Root: base64(rootOf(Size)), BeforeRoot: base64(rootOf(Before)) },
      Leaf: base64(leaves[Index] as Buffer),
      Record: (await inclusionProof(Index, Size, hashOf)).map(base64),
      Tree: (await consistencyProof(Before, Size, hashOf)).map(base64),
    });
  }
  return { Vkey: signer.vkey, Note: signNote('careledger/1\n700\nof ours\n', signer), Proofs };
}

test.skipIf(!isThere)('Go takes our notes and proofs, and ours take Go’s', async () => {
  const ran = spawnSync('go', ['run', join(import.meta.dirname, 'testdata', 'go', 'main.go')], {
    input: JSON.stringify(await ours()),
    encoding: 'utf8',
    env: { ...process.env, GOPATH, GO111MODULE: 'off', GOFLAGS: '' },
  });
  expect(ran.stderr).toBe('');
  const theirs: Exchange = JSON.parse(ran.stdout);
  expect(openNote(theirs.Note, [noteVerifier(theirs.Vkey)]).text).toContain('of go');
  const bytes = (text: string) => Buffer.from(text, 'base64');
  const good = theirs.Proofs.filter(({ Size, Before, Index, Root, BeforeRoot, Leaf, Record, Tree }) => {
    const tree = { size: Size, root: bytes(Root) };
    return (
      isIncluded(bytes(Leaf), Index, tree, (Record ?? []).map(bytes)) &&
      isConsistent({ size: Before, root: bytes(BeforeRoot) }, tree, (Tree ?? []).map(bytes))
    );
  });
  expect([good.length, theirs.Proofs.length]).toEqual([24, 24]);
});
