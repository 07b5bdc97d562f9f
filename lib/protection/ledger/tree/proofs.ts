/**
 * Proofs of RFC 6962 §2.1: that a leaf is in a tree, and that a tree only grew. Pure.
 * Guarantees: a proof that is accepted cannot be made for a leaf that is not there, nor for a tree from which something
 * was taken or changed, without breaking SHA-256.
 * Does not: say who vouches for a root. That is the checkpoint's signature.
 */
import { EMPTY_ROOT, HASH_BYTES, hashNode, splitOf } from './hashes';

/** The root of the subtree of leaves `from` up to, not with, `to`. Asked only of subtrees that RFC 6962 knows. */
export type RangeHash = (from: number, to: number) => Promise<Buffer>;

/** The hashes that lead from leaf `index` to the root of a tree of `size`. @throws RangeError when it has no such leaf */
export async function inclusionProof(index: number, size: number, hashOf: RangeHash): Promise<Buffer[]> {
  if (!isSize(index) || !isSize(size) || index >= size) throw new RangeError(`No leaf ${index} in a tree of ${size}.`);
  const proof: Buffer[] = [];
  for (let [from, to] = [0, size]; to - from > 1; ) {
    const middle = from + splitOf(to - from);
    const isLeft = index < middle;
    proof.push(await (isLeft ? hashOf(middle, to) : hashOf(from, middle)));
    [from, to] = isLeft ? [from, middle] : [middle, to];
  }
  return proof.reverse();
}

/** The hashes that show that a tree of `size` begins with one of `before`. @throws RangeError when it is smaller */
export async function consistencyProof(before: number, size: number, hashOf: RangeHash): Promise<Buffer[]> {
  if (!isSize(before) || !isSize(size) || before > size) throw new RangeError(`${size} does not begin with ${before}.`);
  if (before === 0 || before === size) return [];
  const proof: Buffer[] = [];
  let [from, to] = [0, size];
  // Down to the subtree that ends where the older tree ended.
  while (before !== to) {
    const middle = from + splitOf(to - from);
    const isLeft = before <= middle;
    proof.push(await (isLeft ? hashOf(middle, to) : hashOf(from, middle)));
    [from, to] = isLeft ? [from, middle] : [middle, to];
  }
  if (from !== 0) proof.push(await hashOf(from, to));
  return proof.reverse();
}

/** Whether a leaf hash is the one at `index` of the tree of this size and root. */
export function isIncluded(
  leaf: Buffer,
  index: number,
  tree: { size: number; root: Buffer },
  proof: Buffer[],
): boolean {
  if (!isSize(index) || !isSize(tree.size) || index >= tree.size || !areHashes([leaf, tree.root, ...proof]))
    return false;
  let hash = leaf;
  let [node, last] = [index, tree.size - 1];
  for (const other of proof) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = hashNode(other, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      hash = hashNode(hash, other);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && hash.equals(tree.root);
}

/** Whether the second tree begins with the first. */
export function isConsistent(
  first: { size: number; root: Buffer },
  second: { size: number; root: Buffer },
  proof: Buffer[],
): boolean {
  if (!isSize(first.size) || !isSize(second.size) || first.size > second.size) return false;
  if (!areHashes([first.root, second.root, ...proof])) return false;
  if (first.size === 0) return proof.length === 0 && first.root.equals(EMPTY_ROOT);
  if (first.size === second.size) return proof.length === 0 && first.root.equals(second.root);
  let [node, last] = [first.size - 1, second.size - 1];
  while (node % 2 === 1) [node, last] = [half(node), half(last)];
  // A first tree that is whole is itself where the proof begins.
  const [start, ...rest] = node === 0 ? [first.root, ...proof] : proof;
  if (!start) return false;
  let [was, is] = [start, start];
  for (const other of rest) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      [was, is] = [hashNode(other, was), hashNode(other, is)];
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      is = hashNode(is, other);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && was.equals(first.root) && is.equals(second.root);
}

const half = (n: number): number => Math.floor(n / 2);
const isSize = (n: number): boolean => Number.isSafeInteger(n) && n >= 0;
const areHashes = (all: readonly Buffer[]): boolean => all.every((hash) => hash.length === HASH_BYTES);
