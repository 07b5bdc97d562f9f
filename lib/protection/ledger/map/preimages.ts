/**
 * What each hash of the map is over. Pure bytes, and asks for nothing: a browser runs it too. Numbers are 8 bytes, the
 * highest first; the first byte tells the kinds of hashes apart, so none can be taken for another:
 *
 *   item of a list    0x00 ‖ leaf number ‖ leaf hash      (a leaf of RFC 6962)
 *   node of a list    0x01 ‖ left ‖ right                 (a node of RFC 6962)
 *   leaf of the map   0x02 ‖ pseudonym ‖ value
 *   node of the map   0x03 ‖ left ‖ right
 *   value of a leaf   0x04 ‖ count ‖ root of the list
 */

export const HASH_LENGTH = 32;

/** Stands for a part of the map in which there is nothing: nobody knows what it would be the hash of. */
export const NOTHING = new Uint8Array(HASH_LENGTH);

export const itemBytes = (index: number, leafHash: Uint8Array): Uint8Array => joined(0, number8(index), leafHash);
export const listNodeBytes = (left: Uint8Array, right: Uint8Array): Uint8Array => joined(1, left, right);
export const mapLeafBytes = (key: Uint8Array, value: Uint8Array): Uint8Array => joined(2, key, value);
export const mapNodeBytes = (left: Uint8Array, right: Uint8Array): Uint8Array => joined(3, left, right);
export const valueBytes = (count: number, root: Uint8Array): Uint8Array => joined(4, number8(count), root);

/** The bit of a pseudonym at a depth of the map, the highest first. */
export const bitAt = (key: Uint8Array, depth: number): number => ((key[depth >> 3] ?? 0) >> (7 - (depth & 7))) & 1;

function joined(first: number, a: Uint8Array, b: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(1 + a.length + b.length);
  bytes[0] = first;
  bytes.set(a, 1);
  bytes.set(b, 1 + a.length);
  return bytes;
}

/** @param value a safe integer */
function number8(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  for (let at = 7, rest = value; at >= 0; at -= 1) {
    bytes[at] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return bytes;
}
