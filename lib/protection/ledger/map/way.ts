/** The way through the map to a subject, or to the place where it would be: what proves either to whoever has the root. */
import type { Answer } from './check-answer';
import type { ReadNodes } from './growth';
import { decodeNode, type Place, pathTo, placeOf, wayTo } from './node';

/** @throws RangeError when a node is none */
export async function wayThrough(key: Buffer, read: ReadNodes): Promise<Answer['map']> {
  const beside: string[] = [];
  let path = '';
  for (let depth = 0; ; depth += 1) {
    const bytes = (await read([path])).get(path);
    const at = placeOf(key, depth);
    const way: { beside: Buffer[]; end: Place } = bytes ? wayTo(decodeNode(bytes), at) : { beside: [], end: null };
    for (const one of way.beside) beside.push(one.every((byte) => byte === 0) ? '' : one.toString('hex'));
    if (way.end === null) return { beside, other: null };
    if ('key' in way.end) {
      const isOther = !way.end.key.equals(key);
      const other = isOther ? { key: way.end.key.toString('hex'), value: way.end.value.toString('hex') } : null;
      return { beside, other };
    }
    path = pathTo(path, at);
  }
}
