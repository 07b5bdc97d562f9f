import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Id } from '@/lib/platform/ids';
import { type Ahead, type Batch, batches } from './plan';

const LAST = 6;

/** Reads 1, 2 … 6, each a batch; counts how many were begun. */
function source(tells: boolean) {
  const begun: number[] = [];
  const read = async (after: Id | null, { asked, found }: Ahead): Promise<Batch<number>> => {
    const at = Number(after ?? 0) + 1;
    begun.push(at);
    await setTimeout(at % 2 === 0 ? 0 : 3);
    asked();
    const last = at < LAST ? String(at) : null;
    if (tells) await found(last);
    await setTimeout(at % 3);
    return { content: at, rows: 1, after: last };
  };
  return { begun, read };
}

test.each([
  [true, 2],
  [false, 1],
])('every batch comes once and in order, and few are begun before they are used', async (tells, most) => {
  const { begun, read } = source(tells);
  const given: number[] = [];
  let ahead = 0;
  for await (const { content } of batches(read)) {
    given.push(content);
    await setTimeout(5);
    ahead = Math.max(ahead, begun.length - content);
  }
  expect(ahead).toBe(most);
  expect(given).toEqual([1, 2, 3, 4, 5, 6]);
  expect(begun).toEqual(given);
});

test('what fails in a batch fails where that batch would come, the ones before it come whole', async () => {
  const { read } = source(true);
  const given: number[] = [];
  const failing = batches(async (after, ahead) => {
    if (after === '3') throw new Error('gone');
    return read(after, ahead);
  });
  await expect(async () => {
    for await (const { content } of failing) given.push(content);
  }).rejects.toThrow('gone');
  expect(given).toEqual([1, 2, 3]);
});
