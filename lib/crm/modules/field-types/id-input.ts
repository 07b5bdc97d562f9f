import type { Id } from '@/lib/platform/ids';
import { readText } from './text-input';
import { accept, type Parsed, refuse, whenGiven } from './type';

const MAX_ID = 2n ** 63n - 1n;

/** Reads an id, or the `{ id, name }` that REST clients send. Whether it exists, and may be seen, is the caller's check. */
export function readId(input: unknown): Parsed<Id> {
  const text = typeof input === 'object' && input !== null && 'id' in input ? input.id : input;
  return whenGiven(readText(text), (id) => {
    const good = /^[1-9][0-9]{0,18}$/u.test(id) && BigInt(id) <= MAX_ID;
    return good ? accept(id) : refuse('This is not an id.');
  });
}

/** Ids are kept unpadded: in front of equal lengths their order is that of the numbers. */
export function idSortKey(id: Id): string {
  return id.padStart(19, '0');
}
