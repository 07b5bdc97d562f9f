import { type Id, timeOfId } from '@/lib/platform/ids';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Between which ISO times entries of these ids were written, by far: the months' partitions in which to look for them. */
export function writtenAround(ids: readonly Id[]): { from: string; to: string } {
  const times = ids.map(timeOfId);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  return { from: new Date(first - DAY_MS).toISOString(), to: new Date(last + DAY_MS).toISOString() };
}
