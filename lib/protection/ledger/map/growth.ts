/**
 * Changes of the map, many at once: reads the nodes on the ways to the subjects, level by level, and tells which changed.
 * It goes on only from what was signed: each node has to be the one that the node above it, or the root, names.
 */
import { decodeNode, emptyNode, hashOf, type MapNode, type Place, pathTo, placeOf } from './node';

/** Nodes by their paths; those that are not there are left out. */
export type ReadNodes = (paths: readonly string[]) => Promise<Map<string, Buffer>>;

export class GrowingMap {
  readonly #nodes = new Map<string, MapNode>();
  readonly #changed = new Set<string>();

  /**
   * The part of a map that leads to some pseudonyms.
   * @param root of the map; null where nothing vouches for it
   * @throws RangeError when a node is not what it should be
   */
  static async read(keys: readonly Buffer[], root: Buffer | null, read: ReadNodes): Promise<GrowingMap> {
    const map = new GrowingMap();
    let wanted = new Map<string, { hash: Buffer | null; keys: readonly Buffer[] }>([['', { hash: root, keys }]]);
    for (let depth = 0; wanted.size > 0; depth += 1) {
      const found = await read([...wanted.keys()]);
      const next: typeof wanted = new Map();
      for (const [path, { hash, keys: below }] of wanted) {
        const node = map.#take(path, hash, found.get(path));
        for (const key of below) {
          const at = placeOf(key, depth);
          const place = node[at] ?? null;
          if (place === null || !('node' in place)) continue;
          const child = pathTo(path, at);
          const known = next.get(child);
          next.set(child, { hash: place.node, keys: known ? [...known.keys, key] : [key] });
        }
      }
      wanted = next;
    }
    return map;
  }

  #take(path: string, hash: Buffer | null, bytes: Buffer | undefined): MapNode {
    if (!bytes && path !== '') throw new RangeError('A node of the map is missing.');
    const node = bytes ? decodeNode(bytes) : emptyNode();
    if (hash && !hashOf(node).equals(hash)) throw new RangeError('A node of the map is not what was signed.');
    this.#nodes.set(path, node);
    return node;
  }

  /** What the map says of a subject; null where it has none of this pseudonym. */
  get(key: Buffer): Buffer | null {
    const { node, at } = this.#way(key);
    const place = node[at] ?? null;
    return place !== null && 'key' in place && place.key.equals(key) ? place.value : null;
  }

  /** @param value what it is to say of a subject */
  put(key: Buffer, value: Buffer): void {
    const { path, depth, node, at } = this.#way(key);
    const place = node[at] ?? null;
    this.#changed.add(path);
    if (place === null || ('key' in place && place.key.equals(key))) {
      node[at] = { key, value };
      return;
    }
    // Two that have the same beginning share a node of their own.
    const child = pathTo(path, at);
    const shared = emptyNode();
    shared[placeOf((place as { key: Buffer }).key, depth + 1)] = place;
    this.#nodes.set(child, shared);
    node[at] = { node: Buffer.alloc(0) };
    this.put(key, value);
  }

  #way(key: Buffer): { path: string; depth: number; node: MapNode; at: number } {
    let path = '';
    for (let depth = 0; ; depth += 1) {
      const node = this.#nodes.get(path);
      if (!node) throw new RangeError('A node of the map was not read.');
      const at = placeOf(key, depth);
      const place: Place = node[at] ?? null;
      if (place === null || 'key' in place) return { path, depth, node, at };
      path = pathTo(path, at);
    }
  }

  /** The root, and the nodes that changed, each with its path. */
  grown(): { root: Buffer; nodes: [path: string, node: MapNode][] } {
    const changed = new Set<string>();
    for (const path of this.#changed) for (let end = path.length; end >= 0; end -= 2) changed.add(path.slice(0, end));
    const fromBelow = [...changed].toSorted((a, b) => b.length - a.length);
    for (const path of fromBelow) {
      if (path === '') continue;
      const above = this.#nodes.get(path.slice(0, -2)) as MapNode;
      above[Number.parseInt(path.slice(-1), 16)] = { node: hashOf(this.#nodes.get(path) as MapNode) };
    }
    this.#changed.clear();
    return {
      root: hashOf(this.#nodes.get('') ?? emptyNode()),
      nodes: fromBelow.map((path) => [path, this.#nodes.get(path) as MapNode]),
    };
  }
}
