/**
 * The map as a tree: a sparse Merkle tree over the 256 bits of a pseudonym, in which a part with one leaf only is that leaf's hash
 * and a part with none is 32 zero bytes. It is kept in nodes of four bits' height, so of 16 places each.
 */
import { hash } from 'node:crypto';
import { HASH_BYTES } from '../tree/hashes';
import { mapLeafBytes, mapNodeBytes, NOTHING } from './preimages';

export const PLACES = 16;

/** What stands in one place: nothing, one subject, or a node with at least two below it. */
export type Place = null | { key: Buffer; value: Buffer } | { node: Buffer };

export type MapNode = Place[];

export const emptyNode = (): MapNode => new Array<Place>(PLACES).fill(null);

const [NONE, LEAF, NODE] = [0, 1, 2];

/** As it is kept: one byte for each place, and behind it pseudonym and value, or the hash of a node. */
export const encodeNode = (node: MapNode): Buffer =>
  Buffer.concat(
    node.flatMap((place) => {
      if (place === null) return [Buffer.of(NONE)];
      return 'node' in place ? [Buffer.of(NODE), place.node] : [Buffer.of(LEAF), place.key, place.value];
    }),
  );

/** @throws RangeError when it is none */
export function decodeNode(bytes: Buffer): MapNode {
  const node: MapNode = [];
  let at = 0;
  const next = () => {
    at += HASH_BYTES;
    return bytes.subarray(at - HASH_BYTES, at);
  };
  while (at < bytes.length) {
    const kind = bytes[at];
    at += 1;
    if (kind === NONE) node.push(null);
    else if (kind === LEAF) node.push({ key: next(), value: next() });
    else if (kind === NODE) node.push({ node: next() });
    else break;
  }
  if (node.length !== PLACES || at !== bytes.length) throw new RangeError('This is no node of the map.');
  return node;
}

/** Some places side by side: their hash, and whether that is of one leaf or none. */
interface Part {
  hash: Buffer;
  lone: boolean;
}

const NO_PART: Part = { hash: Buffer.from(NOTHING), lone: true };

function partOf(node: MapNode, from: number, to: number): Part {
  if (to - from === 1) {
    const place = node[from] ?? null;
    if (place === null) return NO_PART;
    return 'node' in place ? { hash: place.node, lone: false } : { hash: leafHash(place), lone: true };
  }
  const middle = (from + to) / 2;
  const [left, right] = [partOf(node, from, middle), partOf(node, middle, to)];
  if (left === NO_PART && right.lone) return right;
  if (right === NO_PART && left.lone) return left;
  return { hash: hash('sha256', mapNodeBytes(left.hash, right.hash), 'buffer'), lone: false };
}

const leafHash = ({ key, value }: { key: Buffer; value: Buffer }): Buffer =>
  hash('sha256', mapLeafBytes(key, value), 'buffer');

/** The hash of a node: of the root's node, the root of the map. */
export const hashOf = (node: MapNode): Buffer => partOf(node, 0, PLACES).hash;

/**
 * The hashes beside the way down from a node to one of its places, the upper first. It ends early where a part has at most one leaf.
 * @returns what stands at the end of the way
 */
export function wayTo(node: MapNode, place: number): { beside: Buffer[]; end: Place } {
  const beside: Buffer[] = [];
  let [from, to] = [0, PLACES];
  while (to - from > 1) {
    if (partOf(node, from, to).lone) break;
    const middle = (from + to) / 2;
    const isLeft = place < middle;
    beside.push(isLeft ? partOf(node, middle, to).hash : partOf(node, from, middle).hash);
    [from, to] = isLeft ? [from, middle] : [middle, to];
  }
  return { beside, end: node.slice(from, to).find((one) => one !== null) ?? null };
}

/** Which place of the node at a depth (in nodes) leads to a pseudonym. */
export const placeOf = (key: Buffer, depth: number): number => {
  const byte = key[depth >> 1] ?? 0;
  return depth % 2 === 0 ? byte >> 4 : byte & 15;
};

/** Where a node is: a byte in hexadecimal for each place on the way to it. */
export const pathTo = (path: string, place: number): string => `${path}0${place.toString(16)}`;
