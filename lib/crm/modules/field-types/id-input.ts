import type { Id } from '@/lib/platform/ids';
import { listOf } from './list-input';
import { readText } from './text-input';
import { accept, empty, type Parsed, refuse, whenGiven } from './type';

const MAX_ID = 2n ** 63n - 1n;

/** Reads an id, or the `{ id, name }` that REST clients send. Whether it exists, and may be seen, is the caller's check. */
export function readId(input: unknown): Parsed<Id> {
  const text = typeof input === 'object' && input !== null && 'id' in input ? input.id : input;
  return whenGiven(readText(text), (id) => {
    const good = /^[1-9][0-9]{0,18}$/u.test(id) && BigInt(id) <= MAX_ID;
    return good ? accept(id) : refuse('This is not an id.');
  });
}

/** The most members of a list of ids. */
const MOST = 100;

/** Reads several, each once, in their order. @param what they are, for the sentence that there are too many */
export function readIds(input: unknown, what: string): Parsed<readonly Id[]> {
  const ids = new Set<Id>();
  for (const part of listOf(input)) {
    const id = readId(part);
    if (!id.ok) return id;
    if (id.value !== undefined) ids.add(id.value);
    if (ids.size > MOST) return refuse(`At most ${MOST} ${what}.`);
  }
  return ids.size === 0 ? empty : accept([...ids]);
}

/** Ids are kept unpadded: in front of equal lengths their order is that of the numbers. */
export function idSortKey(id: Id): string {
  return id.padStart(19, '0');
}
