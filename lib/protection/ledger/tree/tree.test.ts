import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { checkpointText, openCheckpoint, signCheckpoint } from './checkpoint';
import { GrowingTree } from './growth';
import { EMPTY_ROOT, hashLeaf, hashNode, splitOf } from './hashes';
import { noteSigner, noteVerifier, openNote, signNote } from './note';
import { consistencyProof, inclusionProof, isConsistent, isIncluded } from './proofs';
import { edgeOf, rangeHash, TILE_WIDTH, type TileAt, tilePath } from './tiles';

/** RFC 6962 §2.1, word for word: shares nothing with tiles. */
function plainRoot(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (!only) return EMPTY_ROOT;
  if (leaves.length === 1) return only;
  const split = splitOf(leaves.length);
  return hashNode(plainRoot(leaves.slice(0, split)), plainRoot(leaves.slice(split)));
}

const LEAVES = Array.from({ length: 700 }, (_, n) => hashLeaf(`leaf ${n}`));
const keyOf = ({ level, index }: TileAt) => `${level}/${index}`;

/** The tiles of the first `size` leaves, and the tree. */
function grown(size: number) {
  const tiles = new Map<string, Buffer>();
  const tree = new GrowingTree();
  for (const leaf of LEAVES.slice(0, size)) tree.append(leaf, (tile) => tiles.set(keyOf(tile), tile.hashes));
  for (const tile of tree.edge()) tiles.set(keyOf(tile), tile.hashes);
  const read = (at: TileAt) => tiles.get(keyOf(at)) as Buffer;
  return { tree, tiles, hashOf: (from: number, to: number) => rangeHash(from, to, read) };
}

const SIZES = [0, 1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 513, 700];

test.each(SIZES)(
  'the tree of %d leaves has the root of RFC 6962, also from its tiles and begun anew from its edge',
  async (size) => {
    const { tree, hashOf } = grown(size);
    const root = plainRoot(LEAVES.slice(0, size));
    expect(tree.root()).toEqual(root);
    expect(await hashOf(0, size)).toEqual(root);
    expect(tree.edge().map(({ level, index, hashes }) => ({ level, index, width: hashes.length / 32 }))).toEqual(
      edgeOf(size),
    );
    const next = new GrowingTree(size, tree.edge());
    next.append(LEAVES[0] as Buffer);
    expect(next.root()).toEqual(plainRoot([...LEAVES.slice(0, size), LEAVES[0] as Buffer]));
  },
);

test('every leaf of every size is shown to be in the tree, and in no other place', async () => {
  let shown = 0;
  for (const size of SIZES.filter((one) => one > 0)) {
    const { tree, hashOf } = grown(size);
    const of = { size, root: tree.root() };
    for (let index = 0; index < size; index += size > 20 ? 37 : 1) {
      const [leaf, proof] = [LEAVES[index] as Buffer, await inclusionProof(index, size, hashOf)];
      expect(isIncluded(leaf, index, of, proof)).toBe(true);
      expect(isIncluded(hashLeaf('another'), index, of, proof)).toBe(false);
      if (size > 1) expect(isIncluded(leaf, (index + 1) % size, of, proof)).toBe(false);
      shown += 1;
    }
  }
  expect(shown).toBeGreaterThan(80);
  await expect(inclusionProof(3, 3, grown(3).hashOf)).rejects.toThrow(RangeError);
});

test('a tree is shown to have grown from each earlier one, and from no other', async () => {
  for (const size of SIZES) {
    const { tree, hashOf } = grown(size);
    for (const before of SIZES.filter((one) => one <= size)) {
      const [first, second] = [
        { size: before, root: grown(before).tree.root() },
        { size, root: tree.root() },
      ];
      const proof = await consistencyProof(before, size, hashOf);
      expect(isConsistent(first, second, proof)).toBe(true);
      expect(isConsistent({ ...first, root: hashLeaf('other') }, second, proof)).toBe(false);
    }
  }
  await expect(consistencyProof(4, 3, grown(3).hashOf)).rejects.toThrow(RangeError);
});

test('tiles have the names of C2SP tlog-tiles', () => {
  expect(tilePath({ level: 0, index: 0 })).toBe('tile/0/000');
  expect(tilePath({ level: 0, index: 1234067 })).toBe('tile/0/x001/x234/067');
  expect(tilePath({ level: 1, index: 3 }, 17)).toBe('tile/1/003.p/17');
  expect(TILE_WIDTH).toBe(256);
});

const seed = randomBytes(32);
const signer = noteSigner('careledger/test/1', seed);

test('a checkpoint opens with its verifier key as it was signed, and with no other word', () => {
  const checkpoint = {
    origin: signer.name,
    size: 700,
    root: plainRoot(LEAVES),
    state: hashLeaf('state'),
    incarnation: 2,
  };
  const note = signCheckpoint(checkpoint, signer);
  const verifier = noteVerifier(signer.vkey);
  expect(openCheckpoint(note, [verifier])).toEqual({ ...checkpoint, signedBy: [signer.name] });
  const withMap = { ...checkpoint, map: hashLeaf('map') };
  expect(openCheckpoint(signCheckpoint(withMap, signer), [verifier])).toEqual({ ...withMap, signedBy: [signer.name] });
  expect(() => openCheckpoint(note.replace('\n700\n', '\n701\n'), [verifier])).toThrow('is not of this text');
  expect(() => openCheckpoint(note, [noteVerifier(noteSigner(signer.name, randomBytes(32)).vkey)])).toThrow('nobody');
  for (const wrong of ['x\n07\n', 'x\n7\nabc\n', checkpointText(checkpoint).replace('careledger-state', 'other')]) {
    expect(() => openCheckpoint(signNote(wrong, signer), [verifier])).toThrow('no checkpoint of a ledger');
  }
});

test('a note with control characters, or under a name with spaces, is not signed', () => {
  expect(() => signNote('no newline', signer)).toThrow();
  expect(() => signNote('a\tb\n', signer)).toThrow();
  expect(() => noteSigner('two words', seed)).toThrow();
  expect(openNote(signNote('one\n\ntwo\n', signer), [noteVerifier(signer.vkey)]).text).toBe('one\n\ntwo\n');
});
